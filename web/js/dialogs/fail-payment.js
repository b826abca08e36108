/** Money that came back or never came: what it paid is open again, and a correction takes it off (domain R19, R19a). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { FAIL_PAYMENT } from "../queries/payment.js";

await stylesheet("operations");

/**
 * @param {{ currency: string, ownerName: string }} account
 * @param {{ number: string, amountCents: number, paymentState: string }} row
 * @param {string} transactionId
 */
export function failPayment({ currency }, { number, amountCents, paymentState }, transactionId) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const processing = paymentState === "PROCESSING";
  return openForm({
    title: processing ? `Failed at the bank: ${number}` : `Correct payment ${number}`,
    query: FAIL_PAYMENT,
    input(typed, problem) {
      if (!typed("reason")) problem("reason", "Say why, for whoever reads the account later.");
      return { transactionId, reason: typed("reason"), date: typed("date") || undefined };
    },
    fields: (edit) => html`
      <p>
        ${processing ? "The money did not come." : "The money went back: a returned check, a chargeback, or a wrong entry."} All its
        reconciliations end, and a correction of ${text(amountCents)} takes it off. What the bank says is not undone.
      </p>
      ${textField({ name: "reason", label: "Why", error: edit.error("reason"), focus: true, hint: processing ? "Such as insufficient funds." : "Such as check returned." })}
      ${dateField({ name: "date", label: "Date of the correction", optional: true, error: edit.error("date"), hint: "Today, if left empty. Not before the payment." })}
    `,
    preview: ({ preview, fresh }) =>
      preview && fresh
        ? html`<ul class="lines">
            ${preview.released.length ? html`<li class="soft">Open again:</li>` : html`<li class="soft">It has paid nothing yet; nothing is opened again.</li>`}
            ${preview.released.map(
              (/** @type {any} */ edge) =>
                html`<li><span>${edge.debitItem.description} <small class="number">${edge.debitItem.transaction.number}</small></span><span class="money">${text(edge.amountCents)}</span></li>`,
            )}
            <li class="sum"><span>Balance after</span><span class="money">${text(preview.account.balanceCents)}</span></li>
          </ul>`
        : html`<p class="soft">Say why, and see what is opened again.</p>`,
    save: processing ? "Record the failure" : "Record the correction",
    said: ({ transaction, correction }) => `Payment ${transaction.number} failed; correction ${correction.number} of ${text(correction.amountCents)} recorded.`,
    lasting: () => true,
  });
}
