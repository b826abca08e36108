/** Money as people and programs read it: from whole minor units, never by way of a float (domain R1). */
import { html } from "../vendor/lit-html/lit-html.js";
import { digitsOf } from "./currencies.js";

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {string} currency */
function formatOf(currency) {
  let format = formats.get(currency);
  if (!format) {
    const digits = digitsOf(currency);
    format = new Intl.NumberFormat(undefined, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(currency, format);
  }
  return format;
}

/**
 * Minor units as decimal text for programs: 123450 → "1234.50".
 * @param {number} cents
 * @param {string} currency
 */
export function decimalText(cents, currency) {
  const digits = digitsOf(currency);
  const whole = String(Math.abs(cents)).padStart(digits + 1, "0");
  const text = digits ? `${whole.slice(0, -digits)}.${whole.slice(-digits)}` : whole;
  return cents < 0 ? `-${text}` : text;
}

/**
 * Minor units as a person reads them, in the browser's locale; no two currencies look alike (CA$, A$). The decimal text goes to Intl as text, so nothing is
 * rounded on the way; a negative amount has a true minus sign, as wide as a figure.
 * @param {number} cents
 * @param {string} currency
 */
export function moneyText(cents, currency) {
  return formatOf(currency)
    .format(/** @type {any} */ (decimalText(cents, currency)))
    .replace("-", "−");
}

/** The server's way of writing an amount: "70.00 USD". */
const PLAIN = /(?<![\d.,-])(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g;

/**
 * A reason that the server gives, its amounts written as all others on the page are.
 * @param {string} reason
 */
export const withMoney = (reason) =>
  reason.replace(PLAIN, (_, amount, currency) => formatOf(currency).format(/** @type {any} */ (amount)).replace("-", "−"));

/**
 * An amount as it stands in a view: its figures line up with those above and below.
 * @param {number} cents
 * @param {string} currency
 */
export const money = (cents, currency) =>
  html`<span class=${cents < 0 ? "money negative" : cents ? "money" : "money zero"}>${moneyText(cents, currency)}</span>`;
