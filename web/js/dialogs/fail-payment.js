/** Record a failed or returned payment: its items open again and a correction reverses it (domain R19, R19a). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { FAIL_PAYMENT } from "../queries/payment.js";
import { msg, texts } from "../texts.js";

await stylesheet("operations");
await texts("forms", "mending");

/**
 * @param {{ currency: string, ownerName: string }} account
 * @param {{ number: string, amountCents: number, paymentState: string | null }} row
 * @param {string} transactionId
 */
export function failPayment({ currency }, { number, amountCents, paymentState }, transactionId) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const processing = paymentState === "PROCESSING";
  return openForm({
    title: processing ? msg("mending-fail-title", { number }) : msg("mending-correct-title", { number }),
    query: FAIL_PAYMENT,
    input(typed, problem) {
      if (!typed("reason")) problem("reason", msg("forms-enter-reason"));
      return { transactionId, reason: typed("reason"), date: typed("date") || undefined };
    },
    fields: (edit) => html`
      <p>
        ${processing ? msg("mending-fail-what", { amount: text(amountCents) }) : msg("mending-correct-what", { amount: text(amountCents) })}
      </p>
      ${textField({ name: "reason", label: msg("forms-reason"), error: edit.error("reason"), focus: true, hint: processing ? msg("mending-fail-reason") : msg("mending-correct-reason") })}
      ${dateField({ name: "date", label: msg("mending-correction-date"), optional: true, error: edit.error("date"), hint: msg("mending-correction-date-hint") })}
    `,
    preview: ({ preview, fresh }) =>
      preview && fresh
        ? html`<ul class="lines">
            ${preview.released.length ? html`<li class="soft">${msg("mending-items-open-again")}</li>` : html`<li class="soft">${msg("mending-no-items")}</li>`}
            ${preview.released.map(
              (each) =>
                html`<li><span>${each.debitItem.description} <small class="number">${each.debitItem.transaction.number}</small></span><span class="money">${text(each.amountCents)}</span></li>`,
            )}
            <li class="sum"><span>${msg("forms-balance-after")}</span><span class="money">${text(preview.account.balanceCents)}</span></li>
          </ul>`
        : html`<p class="soft">${msg("mending-reason-first")}</p>`,
    save: processing ? msg("mending-record-failure") : msg("mending-record-correction"),
    successMessage: ({ transaction, correction }) => msg("mending-failed", { number: transaction.number, correction: correction.number, amount: text(correction.amountCents) }),
    irreversible: () => true,
    danger: true,
  });
}
