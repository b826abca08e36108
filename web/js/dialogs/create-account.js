/** Create an account. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { labelFields, NO_LABELS, typedLabels } from "../parts/label-fields.js";
import { CREATE_ACCOUNT } from "../queries/accounts.js";

/**
 * @param {string} currency the default
 */
export function createAccount(currency) {
  return openForm({
    title: "New account",
    query: CREATE_ACCOUNT,
    input(typed, problem) {
      if (!typed("owner")) problem("ownerName", "Enter the owner's name.");
      if (!typed("number")) problem("number", "Enter an account number.");
      const members = typed("members").split(",").map((name) => name.trim()).filter(Boolean);
      return {
        number: typed("number"),
        ownerName: typed("owner"),
        email: typed("email") || undefined,
        currency: typed("currency").toUpperCase(),
        members: members.length ? members : undefined,
        ...typedLabels(typed, problem, NO_LABELS),
      };
    },
    fields: (edit) => html`
      ${textField({ name: "owner", label: "Owner", error: edit.error("ownerName"), focus: true })}
      ${textField({ name: "number", label: "Number", error: edit.error("number"), hint: "As shown on invoices, for example 1001." })}
      ${textField({ name: "currency", label: "Currency", value: currency, error: edit.error("currency"), hint: "Can't be changed later." })}
      ${textField({ name: "email", label: "Email address", optional: true, error: edit.error("email") })}
      ${textField({ name: "members", label: "Members", optional: true, error: edit.error("members"), hint: "Separate names with commas." })}
      ${labelFields(edit, NO_LABELS)}
    `,
    save: "Create account",
    successMessage: ({ account }) => `Account ${account.number} of ${account.ownerName} created.`,
  });
}
