/** Edit an account: owner, email, members and labels. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { ask } from "../graphql.js";
import { opening } from "../opening.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { labelFields, labelFieldsOfEach, typedLabels } from "../parts/label-fields.js";
import { stylesheet } from "../parts/stylesheet.js";
import { toast } from "../parts/toast.js";
import { ACCOUNT_DETAILS, UPDATE_ACCOUNT } from "../queries/accounts.js";
import { msg, texts } from "../texts.js";

await stylesheet("boxes");
await texts("accounts", "forms");

/**
 * @param {string} number
 * @returns {Promise<unknown>} nothing when nothing was changed
 */
export async function updateAccount(number) {
  try {
    return await opening(
      () => ask(ACCOUNT_DETAILS, { number }),
      ({ account }) => (account ? edit(number, account) : toast(msg("accounts-gone"), undefined, true)),
    );
  } catch (failure) {
    return toast(/** @type {Error} */ (failure).message, undefined, true);
  }
}

/**
 * @param {string} number
 * @param {import("../queries/accounts.js").AccountDetails_account} account
 */
function edit(number, { id, ownerName, email, members, ...labels }) {
  /** @type {string[]} the members whose labels change, as they are sent */
  let relabelled = [];
  /** @param {{ id: string, name: string }} member @returns {import("../parts/label-fields.js").Whose} */
  const whose = (member) => ({ name: `${member.id}-`, path: `updateMemberInputs.${relabelled.indexOf(member.id)}.`, of: member.name });

  /**
   * @param {(name: string) => string} typed
   * @param {(path: string, text: string) => void} problem
   */
  function memberLabels(typed, problem) {
    relabelled = [];
    return members.flatMap((member) => {
      relabelled.push(member.id); // a problem names its place in the list
      const changed = typedLabels(typed, problem, member, whose(member));
      if (changed.externalId !== undefined || changed.metadata) return [{ id: member.id, ...changed }];
      relabelled.pop();
      return [];
    });
  }

  return openForm({
    title: msg("accounts-edit", { number }),
    query: UPDATE_ACCOUNT,
    input(typed, problem) {
      if (!typed("owner")) problem("ownerName", msg("accounts-enter-owner"));
      const added = typed("members").split(",").map((name) => name.trim()).filter(Boolean);
      const leaving = members.filter((member) => typed(`leaves-${member.id}`) === "on").map((member) => member.id);
      const changedMembers = memberLabels(typed, problem);
      return {
        id,
        ownerName: typed("owner") === ownerName ? undefined : typed("owner"),
        email: typed("email") === (email ?? "") ? undefined : typed("email") || null,
        addMembers: added.length ? added : undefined,
        removeMemberIds: leaving.length ? leaving : undefined,
        updateMemberInputs: changedMembers.length ? changedMembers : undefined,
        ...typedLabels(typed, problem, labels),
      };
    },
    fields: (edit) => html`
      ${textField({ name: "owner", label: msg("forms-owner"), value: ownerName, error: edit.error("ownerName"), focus: true })}
      ${textField({ name: "email", label: msg("forms-email"), value: email ?? "", optional: true, error: edit.error("email") })}
      ${members.length
        ? html`<fieldset class="boxes">
            <legend>${msg("accounts-remove-members")}</legend>
            ${members.map((member) => html`<label class="box"><input type="checkbox" name="leaves-${member.id}" /><span>${member.name}</span></label>`)}
          </fieldset>`
        : nothing}
      ${edit.error("removeMemberIds") ? html`<p class="problem">${edit.error("removeMemberIds")}</p>` : nothing}
      ${textField({
        name: "members",
        label: msg("accounts-add-members"),
        optional: true,
        error: edit.error("addMembers"),
        hint: msg("accounts-add-members-hint"),
      })}
      ${labelFields(edit, labels)}
      ${members.length ? labelFieldsOfEach(edit, msg("accounts-members-elsewhere"), members, whose) : nothing}
    `,
    save: msg("forms-save"),
    successMessage: (payload) => msg("accounts-updated", { number: payload.account.number, owner: payload.account.ownerName }),
  });
}
