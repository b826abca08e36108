/** Note why a bank line needs no explanation (domain R43). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { IGNORE_BANK_LINE } from "../queries/bank.js";
import { msg, texts } from "../texts.js";

await texts("explain");

/**
 * @param {import("../parts/bank-line.js").BankLine} line
 * @param {string} named the line in words: "$97.10 of Jan 9"
 */
export function ignoreBankLine({ id }, named) {
  return openForm({
    title: msg("explain-ignore-title", { line: named }),
    query: IGNORE_BANK_LINE,
    input(typed, problem) {
      if (!typed("reason")) problem("reason", msg("explain-enter-reason"));
      return { bankLineId: id, reason: typed("reason") };
    },
    fields: (edit) => html`
      <p>${msg("explain-ignored-means")}</p>
      ${textField({ name: "reason", label: msg("explain-reason"), error: edit.error("reason", "bankLineId"), focus: true, hint: msg("explain-ignored-hint") })}
    `,
    save: msg("explain-ignore"),
    successMessage: () => msg("explain-ignored", { line: named }),
    undoes: () => ({ what: msg("explain-ignoring", { line: named }), withdraws: false }),
  });
}
