/** Amounts as text for people and programs: from whole minor units, never through a float (domain R1). */
import { html } from "../vendor/lit-html/lit-html.js";
import { digitsOf } from "./currencies.js";
import { LOCALE } from "./locale.js";
import { dateText } from "./words.js";

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {string} currency */
function formatOf(currency) {
  let format = formats.get(currency);
  if (!format) {
    const digits = digitsOf(currency);
    format = new Intl.NumberFormat(LOCALE, {
      style: "currency",
      numberingSystem: "latn",
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
 * A decimal text with the type that Intl requires.
 * @param {string} text
 */
const decimal = (text) => /** @type {`${number}`} */ (text);

/**
 * Format minor units in the browser's locale; no two currencies look alike (CA$, A$). Intl gets the decimal text, so
 * nothing is rounded; negative amounts have a true minus sign, as wide as a digit.
 * @param {number} cents
 * @param {string} currency
 */
export function moneyText(cents, currency) {
  return formatOf(currency)
    .format(decimal(decimalText(cents, currency)))
    .replace("-", "−");
}

/**
 * The sums of amounts, one for each currency: nothing adds those up.
 * @param {{ currency: string, cents: number }[]} amounts
 */
export function sumText(amounts) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { currency, cents } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + cents);
  return [...sums].map(([currency, cents]) => moneyText(cents, currency)).join(" + ");
}

/** How the server writes an amount: "70.00 USD". */
const PLAIN = /(?<![\d.,-])(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g;

/** How it writes a day, but for one that is a part of a number or of a reference. */
const DAY = /(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])/g;

/**
 * Return a reason from the server with its amounts and days formatted like all others on the page.
 * @param {string} reason
 */
export const readably = (reason) =>
  reason.replace(PLAIN, (_, amount, currency) => formatOf(currency).format(decimal(amount)).replace("-", "−")).replace(DAY, dateText);

/**
 * An amount for a view; its digits line up with those above and below.
 * @param {number} cents
 * @param {string} currency
 */
export const money = (cents, currency) =>
  html`<span class=${cents < 0 ? "money negative" : cents ? "money" : "money zero"}>${moneyText(cents, currency)}</span>`;
