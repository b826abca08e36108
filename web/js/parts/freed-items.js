/** Items that open again once a planned payment no longer covers them. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { msg, texts } from "../texts.js";

await texts("planned");

/**
 * @param {import("../queries/upcoming.js").DeletePlannedPayment_deletePlannedPayment_freed[]} freed
 * @param {string} currency
 * @param {string} none text if there are none
 */
export const freedItems = (freed, currency, none) =>
  freed.length
    ? html`<p>${msg("planned-open-again")}</p>
        <dl class="freed">
          ${freed.map(
            ({ description, unreconciledCents, transaction }) => html`<div>
              <dt>${description} <small class="number">${transaction.number}</small></dt>
              <dd>${msg("planned-amount-open", { amount: moneyText(unreconciledCents, currency) })}</dd>
            </div>`,
          )}
        </dl>`
    : html`<p>${none}</p>`;
