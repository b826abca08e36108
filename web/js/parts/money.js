/** An amount of money, lined up with those above and below. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";

/**
 * @param {number} cents
 * @param {string} currency
 */
export const money = (cents, currency) =>
  html`<span class=${cents < 0 ? "money negative" : cents ? "money" : "money zero"}>${moneyText(cents, currency)}</span>`;
