/** What may change of an account: its owner, the address, and who is on it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { ask } from "../graphql.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { toast } from "../parts/toast.js";
import { ACCOUNT_DETAILS, UPDATE_ACCOUNT } from "../queries/accounts.js";

await stylesheet("boxes");

/**
 * @param {string} number
 * @returns {Promise<any>} the payload, or undefined
 */
export async function updateAccount(number) {
  /** @type {{ id: string, ownerName: string, email: string | null, members: { id: string, name: string }[] }} */
  let account;
  try {
    account = (await ask(ACCOUNT_DETAILS, { number })).account;
  } catch (failure) {
    return toast(/** @type {Error} */ (failure).message, undefined, true);
  }
  if (!account) return toast("The account is not there any more.", undefined, true);
  const { id, ownerName, email, members } = account;
  return openForm({
    title: `Change account ${number}`,
    query: UPDATE_ACCOUNT,
    input(typed, problem) {
      if (!typed("owner")) problem("ownerName", "Say who is billed.");
      const added = typed("members").split(",").map((name) => name.trim()).filter(Boolean);
      const leaving = members.filter((member) => typed(`leaves-${member.id}`) === "on").map((member) => member.id);
      return {
        id,
        ownerName: typed("owner") === ownerName ? undefined : typed("owner"),
        email: typed("email") === (email ?? "") ? undefined : typed("email") || null,
        addMembers: added.length ? added : undefined,
        removeMemberIds: leaving.length ? leaving : undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "owner", label: "Owner", value: ownerName, error: edit.error("ownerName"), focus: true })}
      ${textField({ name: "email", label: "E-mail address", value: email ?? "", optional: true, error: edit.error("email") })}
      ${members.length
        ? html`<fieldset class="boxes">
            <legend>Members who leave it</legend>
            ${members.map((member) => html`<label class="box"><input type="checkbox" name="leaves-${member.id}" /><span>${member.name}</span></label>`)}
          </fieldset>`
        : nothing}
      ${edit.error("removeMemberIds") ? html`<p class="problem">${edit.error("removeMemberIds")}</p>` : nothing}
      ${textField({
        name: "members",
        label: "Members who come to it",
        optional: true,
        error: edit.error("addMembers"),
        hint: "With commas between them. Items of members who leave keep them.",
      })}
    `,
    save: "Save",
    said: (payload) => `Account ${payload.account.number} of ${payload.account.ownerName} changed.`,
  });
}
