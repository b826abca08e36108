/** Confirm that a processing eCheck has cleared (domain R19). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { confirm } from "../parts/dialog.js";
import { change } from "../parts/form.js";
import { CONFIRM_PAYMENT } from "../queries/payment.js";
import { msg, msgView, texts } from "../texts.js";

await texts("mending");

/**
 * @param {{ currency: string }} account
 * @param {{ number: string, amountCents: number }} row
 * @param {string} transactionId
 */
export async function confirmPayment({ currency }, { number, amountCents }, transactionId) {
  const amount = moneyText(amountCents, currency);
  const confirmed = await confirm(
    msg("mending-arrived", { amount }),
    html`<p>${msgView("mending-arrived-what", { number: html`<span class="number">${number}</span>` })}</p>
      <p>${msg("mending-arrived-final")}</p>`,
    msg("mending-confirm"),
    msg("mending-not-yet"),
  );
  if (!confirmed) return;
  await change({
    query: CONFIRM_PAYMENT,
    input: { transactionId },
    successMessage: ({ transaction }) => msg("mending-confirmed", { number: transaction.number, amount }),
    irreversible: true,
  });
}
