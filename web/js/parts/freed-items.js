/** Items that open again once a planned payment no longer covers them. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";

/**
 * @param {import("../queries/upcoming.js").DeletePlannedPayment_deletePlannedPayment_freed[]} freed
 * @param {string} currency
 * @param {string} none text if there are none
 */
export const freedItems = (freed, currency, none) =>
  freed.length
    ? html`<p>These items will be open again:</p>
        <dl class="freed">
          ${freed.map(
            ({ description, unreconciledCents, transaction }) => html`<div>
              <dt>${description} <small class="number">${transaction.number}</small></dt>
              <dd>${moneyText(unreconciledCents, currency)} open</dd>
            </div>`,
          )}
        </dl>`
    : html`<p>${none}</p>`;
