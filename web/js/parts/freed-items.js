/** Items that are open again once a planned payment no longer holds them. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";

/**
 * @param {any[]} freed as a mutation's payload has them
 * @param {string} currency
 * @param {string} none what is said where there are none
 */
export const freedItems = (freed, currency, none) =>
  freed.length
    ? html`<p>These items are open again:</p>
        <dl class="freed">
          ${freed.map(
            ({ description, unreconciledCents, transaction }) => html`<div>
              <dt>${description} <small class="number">${transaction.number}</small></dt>
              <dd>${moneyText(unreconciledCents, currency)} open</dd>
            </div>`,
          )}
        </dl>`
    : html`<p>${none}</p>`;
