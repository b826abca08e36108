/** Note why a bank line needs no explanation (domain R43). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { IGNORE_BANK_LINE } from "../queries/bank.js";

/**
 * @param {import("../parts/bank-line.js").BankLine} line
 * @param {string} named the line in words: "$97.10 of Jan 9"
 */
export function ignoreBankLine({ id }, named) {
  return openForm({
    title: `Ignore ${named}`,
    query: IGNORE_BANK_LINE,
    input(typed, problem) {
      if (!typed("reason")) problem("reason", "Enter a reason.");
      return { bankLineId: id, reason: typed("reason") };
    },
    fields: (edit) => html`
      <p>An ignored line counts as not explained in the reconciliation of the bank account, with this reason beside it.</p>
      ${textField({ name: "reason", label: "Reason", error: edit.error("reason", "bankLineId"), focus: true, hint: "For example, a test transfer of the bank." })}
    `,
    save: "Ignore line",
    successMessage: () => `${named} is ignored.`,
    undoes: () => ({ what: `ignoring ${named}`, withdraws: false }),
  });
}
