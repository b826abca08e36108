/** Record a failed or returned payment: its items open again and a correction reverses it (domain R19, R19a). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { FAIL_PAYMENT } from "../queries/payment.js";

await stylesheet("operations");

/**
 * @param {{ currency: string, ownerName: string }} account
 * @param {{ number: string, amountCents: number, paymentState: string | null }} row
 * @param {string} transactionId
 */
export function failPayment({ currency }, { number, amountCents, paymentState }, transactionId) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const processing = paymentState === "PROCESSING";
  return openForm({
    title: processing ? `Mark payment ${number} as failed` : `Correct payment ${number}`,
    query: FAIL_PAYMENT,
    input(typed, problem) {
      if (!typed("reason")) problem("reason", "Enter a reason.");
      return { transactionId, reason: typed("reason"), date: typed("date") || undefined };
    },
    fields: (edit) => html`
      <p>
        ${processing ? "The payment did not clear." : "The payment was returned, charged back or entered by mistake."} Its
        reconciliations are deleted, and a correction of ${text(amountCents)} reverses it. This can't be undone.
      </p>
      ${textField({ name: "reason", label: "Reason", error: edit.error("reason"), focus: true, hint: processing ? "For example, insufficient funds." : "For example, check returned." })}
      ${dateField({ name: "date", label: "Correction date", optional: true, error: edit.error("date"), hint: "Defaults to today. Can't be before the payment." })}
    `,
    preview: ({ preview, fresh }) =>
      preview && fresh
        ? html`<ul class="lines">
            ${preview.released.length ? html`<li class="soft">Items that will be open again:</li>` : html`<li class="soft">No items are affected.</li>`}
            ${preview.released.map(
              (each) =>
                html`<li><span>${each.debitItem.description} <small class="number">${each.debitItem.transaction.number}</small></span><span class="money">${text(each.amountCents)}</span></li>`,
            )}
            <li class="sum"><span>Balance after</span><span class="money">${text(preview.account.balanceCents)}</span></li>
          </ul>`
        : html`<p class="soft">Enter a reason to see the affected items.</p>`,
    save: processing ? "Record failure" : "Record correction",
    successMessage: ({ transaction, correction }) => `Payment ${transaction.number} failed; correction ${correction.number} of ${text(correction.amountCents)} recorded.`,
    irreversible: () => true,
    danger: true,
  });
}
