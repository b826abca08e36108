/** The bank says that an eCheck's money has arrived (domain R19). */
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
  const sure = await confirm(
    `Has ${amount} arrived?`,
    html`<p>Payment <span class="number">${number}</span> comes off the balance, and its reconciliations are settled and no longer locked.</p>
      <p>What the bank says is not undone. Should the money come back later, correct the payment then.</p>`,
    "The bank confirmed it",
    "Not yet",
  );
  if (!sure) return;
  await change({
    query: CONFIRM_PAYMENT,
    input: { transactionId },
    said: ({ transaction }) => `Payment ${transaction.number} of ${amount} has arrived.`,
    lasting: true,
  });
}
