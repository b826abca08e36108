/** Create one of the organisation's own accounts at a bank or a payment processor (domain R42). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { CREATE_BANK_ACCOUNT } from "../queries/bank.js";

/** @param {string} currency the default */
export function createBankAccount(currency) {
  return openForm({
    title: "New bank account",
    query: CREATE_BANK_ACCOUNT,
    input(typed, problem) {
      if (!typed("name")) problem("name", "Enter a name, such as the bank's.");
      return {
        name: typed("name"),
        currency: typed("currency").toUpperCase(),
        iban: typed("iban") || undefined,
        number: typed("number") || undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "Name", error: edit.error("name"), focus: true, hint: "As you call it, for example City Bank checking or Stripe." })}
      ${textField({ name: "currency", label: "Currency", value: currency, error: edit.error("currency"), hint: "Can't be changed later." })}
      ${textField({ name: "iban", label: "IBAN", optional: true, error: edit.error("iban"), hint: "Of a file with several accounts, only its own statements are imported." })}
      ${textField({ name: "number", label: "Number", optional: true, error: edit.error("number"), hint: "Where it has no IBAN." })}
    `,
    save: "Create bank account",
    successMessage: ({ bankAccount }) => `Bank account ${bankAccount.name} created.`,
  });
}
