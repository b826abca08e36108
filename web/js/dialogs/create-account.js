/** Create an account. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { labelFields, NO_LABELS, typedLabels } from "../parts/label-fields.js";
import { CREATE_ACCOUNT } from "../queries/accounts.js";
import { msg, texts } from "../texts.js";
import { noteCurrency, usualCurrency } from "../usual-currency.js";

await texts("accounts", "forms");

/**
 * @param {string} [currency] what the form begins with
 */
export async function createAccount(currency = usualCurrency()) {
  const done = await openForm({
    title: msg("accounts-new"),
    query: CREATE_ACCOUNT,
    input(typed, problem) {
      if (!typed("owner")) problem("ownerName", msg("accounts-enter-owner"));
      if (!typed("number")) problem("number", msg("accounts-enter-number"));
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
      ${textField({ name: "owner", label: msg("forms-owner"), error: edit.error("ownerName"), focus: true })}
      ${textField({ name: "number", label: msg("accounts-number"), error: edit.error("number"), hint: msg("accounts-number-hint") })}
      ${textField({ name: "currency", label: msg("accounts-currency"), value: currency, error: edit.error("currency"), hint: msg("accounts-currency-hint") })}
      ${textField({ name: "email", label: msg("forms-email"), optional: true, error: edit.error("email") })}
      ${textField({ name: "members", label: msg("accounts-members"), optional: true, error: edit.error("members"), hint: msg("forms-commas") })}
      ${labelFields(edit, NO_LABELS)}
    `,
    save: msg("accounts-create"),
    successMessage: ({ account }) => msg("accounts-created", { number: account.number, owner: account.ownerName }),
  });
  if (done) noteCurrency(done.account.currency);
  return done;
}
