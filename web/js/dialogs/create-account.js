/** A new account: who is billed, and in which currency. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { CREATE_ACCOUNT } from "../queries/accounts.js";

/**
 * @param {string} currency what is proposed
 * @returns {Promise<any>} the payload, or undefined
 */
export function createAccount(currency) {
  return openForm({
    title: "New account",
    query: CREATE_ACCOUNT,
    input(typed, problem) {
      if (!typed("owner")) problem("ownerName", "Say who is billed.");
      if (!typed("number")) problem("number", "Give the account a number.");
      const members = typed("members").split(",").map((name) => name.trim()).filter(Boolean);
      return {
        number: typed("number"),
        ownerName: typed("owner"),
        email: typed("email") || undefined,
        currency: typed("currency").toUpperCase(),
        members: members.length ? members : undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "owner", label: "Owner", error: edit.error("ownerName"), focus: true })}
      ${textField({ name: "number", label: "Number", error: edit.error("number"), hint: "As it stands on your invoices, such as 1001." })}
      ${textField({ name: "currency", label: "Currency", value: currency, error: edit.error("currency"), hint: "It stays as it is for ever." })}
      ${textField({ name: "email", label: "E-mail address", optional: true, error: edit.error("email") })}
      ${textField({ name: "members", label: "Members", optional: true, error: edit.error("members"), hint: "With commas between them." })}
    `,
    save: "Create account",
    said: ({ account }) => `Account ${account.number} of ${account.ownerName} created.`,
  });
}
