/** Explain a bank line, or some of it, by a fee or by what is not a client's (domain R43). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { leftOf, leftText, lineText } from "../parts/bank-line.js";
import { moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { MATCH_BANK_LINE } from "../queries/bank.js";
import { asTyped, parseMoney } from "../typed-money.js";

/**
 * @param {import("../parts/bank-line.js").BankLine} line
 * @param {string} currency
 */
export function addBankPart(line, currency) {
  const left = leftOf(line);
  const goesOut = left < 0;
  const kinds = [
    { value: "fee", text: goesOut ? "Fee of the bank or processor" : "Fee that was given back" },
    { value: "other", text: "Something else, not a client's" },
  ];
  return openForm({
    title: `Fee or other: ${lineText(line, currency)}`,
    query: MATCH_BANK_LINE,
    input(typed, problem) {
      const { cents = 0, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("parts.0.feeCents", wrong);
      const isFee = typed("kind") === "fee";
      if (!isFee && !typed("reason")) problem("parts.0.reason", "Say what it is, such as a transfer between your own accounts.");
      const signed = goesOut ? -cents : cents;
      return { bankLineId: line.id, parts: [{ ...(isFee ? { feeCents: signed } : { otherCents: signed }), reason: typed("reason") || undefined }] };
    },
    fields: (edit) => html`
      ${selectField({ name: "kind", label: "What it is", value: goesOut ? "fee" : "other", options: kinds, error: edit.error("parts.0") })}
      ${moneyField({
        name: "amount",
        label: "Amount",
        currency,
        value: asTyped(Math.abs(left), currency),
        error: edit.error("parts.0.feeCents", "parts.0.otherCents", "parts"),
        focus: true,
        hint: `${moneyText(Math.abs(left), currency)} of the line are left to explain.`,
      })}
      ${textField({ name: "reason", label: "Reason", error: edit.error("parts.0.reason"), hint: "A fee needs none; everything else does, for whoever reads it later." })}
    `,
    save: "Explain line",
    successMessage: ({ bankLine }) => leftText(bankLine, currency),
    undoes: () => ({ what: `the explanation of ${lineText(line, currency)}`, withdraws: false }),
  });
}
