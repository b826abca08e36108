/** Confirm that a processing eCheck has cleared (domain R19). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { confirm } from "../parts/dialog.js";
import { change } from "../parts/form.js";
import { CONFIRM_PAYMENT } from "../queries/payment.js";

/**
 * @param {{ currency: string }} account
 * @param {{ number: string, amountCents: number }} row
 * @param {string} transactionId
 */
export async function confirmPayment({ currency }, { number, amountCents }, transactionId) {
  const amount = moneyText(amountCents, currency);
  const confirmed = await confirm(
    `Has ${amount} arrived?`,
    html`<p>Payment <span class="number">${number}</span> is deducted from the balance, and its reconciliations are unlocked.</p>
      <p>This can't be undone. If the payment is returned later, correct it then.</p>`,
    "Confirm payment",
    "Not yet",
  );
  if (!confirmed) return;
  await change({
    query: CONFIRM_PAYMENT,
    input: { transactionId },
    successMessage: ({ transaction }) => `Payment ${transaction.number} of ${amount} confirmed.`,
    irreversible: true,
  });
}
