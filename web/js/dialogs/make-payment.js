/** Recording a payment: what it is, and what the account owes after it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { MAKE_PAYMENT } from "../queries/billing.js";
import { parseMoney } from "../typed-money.js";

/** How money comes, in a bookkeeper's words. */
export const METHODS = [
  { value: "CARD", text: "Card" },
  { value: "CASH", text: "Cash" },
  { value: "CHECK", text: "Check" },
  { value: "ECHECK", text: "eCheck" },
  { value: "TRANSFER", text: "Transfer" },
  { value: "OTHER", text: "Other" },
];

/**
 * @param {{ id: string, currency: string, ownerName: string, balanceCents: number }} account
 * @returns {Promise<any>} the payload, or undefined
 */
export function makePayment({ id, currency, ownerName, balanceCents }) {
  return openForm({
    title: `Make payment: ${ownerName}`,
    query: MAKE_PAYMENT,
    input(typed, problem) {
      const { cents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("amountCents", wrong);
      return {
        accountId: id,
        amountCents: cents,
        method: typed("method"),
        date: typed("date") || undefined,
        reference: typed("reference") || undefined,
      };
    },
    fields: (edit) => html`
      ${moneyField({ name: "amount", label: "Amount", currency, error: edit.error("amountCents"), focus: true })}
      ${selectField({ name: "method", label: "Method", options: METHODS, value: "CARD", error: edit.error("method") })}
      ${dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Today, if left empty." })}
      ${textField({
        name: "reference",
        label: "Reference",
        optional: true,
        error: edit.error("reference"),
        hint: "A check number, or what the bank says.",
      })}
    `,
    preview: ({ preview }) =>
      html`<dl>
        <div><dt>Balance now</dt><dd>${moneyText(balanceCents, currency)}</dd></div>
        <div><dt>Balance after</dt><dd>${preview ? moneyText(preview.account.balanceCents, currency) : "—"}</dd></div>
        ${preview && preview.account.expectedBalanceCents !== preview.account.balanceCents
          ? html`<div><dt>Expected balance after</dt><dd>${moneyText(preview.account.expectedBalanceCents, currency)}</dd></div>`
          : nothing}
      </dl>`,
    save: "Record payment",
    said: ({ transaction }) => `Payment ${transaction.number} of ${moneyText(transaction.amountCents, currency)} recorded.`,
  });
}
