/** Explain a bank line, or some of it, by a fee or by what is not a client's (domain R43). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { leftOf, leftText, lineText } from "../parts/bank-line.js";
import { moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { MATCH_BANK_LINE } from "../queries/bank.js";
import { msg, texts } from "../texts.js";
import { asTyped, parseMoney } from "../typed-money.js";

await texts("explain");

/**
 * @param {import("../parts/bank-line.js").BankLine} line
 * @param {string} currency
 */
export function addBankPart(line, currency) {
  const left = leftOf(line);
  const goesOut = left < 0;
  const kinds = [
    { value: "fee", text: goesOut ? msg("explain-fee") : msg("explain-fee-back") },
    { value: "other", text: msg("explain-something-else") },
  ];
  return openForm({
    title: msg("explain-other-title", { line: lineText(line, currency) }),
    query: MATCH_BANK_LINE,
    input(typed, problem) {
      const { cents = 0, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("parts.0.feeCents", wrong);
      const isFee = typed("kind") === "fee";
      if (!isFee && !typed("reason")) problem("parts.0.reason", msg("explain-say-what"));
      const signed = goesOut ? -cents : cents;
      return { bankLineId: line.id, parts: [{ ...(isFee ? { feeCents: signed } : { otherCents: signed }), reason: typed("reason") || undefined }] };
    },
    fields: (edit) => html`
      ${selectField({ name: "kind", label: msg("explain-what-it-is"), value: goesOut ? "fee" : "other", options: kinds, error: edit.error("parts.0") })}
      ${moneyField({
        name: "amount",
        label: msg("explain-amount"),
        currency,
        value: asTyped(Math.abs(left), currency),
        error: edit.error("parts.0.feeCents", "parts.0.otherCents", "parts"),
        focus: true,
        hint: msg("explain-left", { amount: moneyText(Math.abs(left), currency) }),
      })}
      ${textField({ name: "reason", label: msg("explain-reason"), error: edit.error("parts.0.reason"), hint: msg("explain-fee-needs-none") })}
    `,
    save: msg("explain-save"),
    successMessage: ({ bankLine }) => leftText(bankLine, currency),
    undoes: () => ({ what: msg("explain-explanation", { line: lineText(line, currency) }), withdraws: false }),
  });
}
