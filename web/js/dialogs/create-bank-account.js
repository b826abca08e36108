/** Create one of the organisation's own accounts at a bank or a payment processor (domain R42). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { CREATE_BANK_ACCOUNT } from "../queries/bank.js";
import { msg, texts } from "../texts.js";
import { usualCurrency } from "../usual-currency.js";

await texts("bank");

/** @param {string} [currency] what the form begins with */
export function createBankAccount(currency = usualCurrency()) {
  return openForm({
    title: msg("bank-new-account"),
    query: CREATE_BANK_ACCOUNT,
    input(typed, problem) {
      if (!typed("name")) problem("name", msg("bank-enter-name"));
      return {
        name: typed("name"),
        currency: typed("currency").toUpperCase(),
        iban: typed("iban") || undefined,
        number: typed("number") || undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: msg("bank-name"), error: edit.error("name"), focus: true, hint: msg("bank-name-hint") })}
      ${textField({ name: "currency", label: msg("bank-currency"), value: currency, error: edit.error("currency"), hint: msg("bank-currency-hint") })}
      ${textField({ name: "iban", label: "IBAN", optional: true, error: edit.error("iban"), hint: msg("bank-iban-hint") })}
      ${textField({ name: "number", label: msg("bank-number"), optional: true, error: edit.error("number"), hint: msg("bank-number-hint") })}
    `,
    save: msg("bank-create"),
    successMessage: ({ bankAccount }) => msg("bank-created", { name: bankAccount.name }),
  });
}
