/** Typed amounts: text to whole minor units, never through a float (domain R1). */
import { digitsOf } from "./currencies.js";
import { LOCALE } from "./locale.js";
import { decimalText } from "./money.js";
import { msg, texts } from "./texts.js";

await texts("marks");

/** The zero of each script whose digits people type: Arabic, Persian, Devanagari, Bengali, Thai, full width … */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0xff10];

/** Marks of direction, spaces, apostrophes and signs of currencies: they say nothing about the amount. */
const WITHOUT_MEANING = /[\s\u00a0\u202f'’\u061c\u200e\u200f\u2066-\u2069]|\p{Sc}/gu;

/**
 * How the reader's locale writes numbers.
 * @typedef {object} Written
 * @property {string} decimal its decimal sign
 * @property {string} group its sign between thousands
 * @property {RegExp} whole a whole number, with or without that sign: also 12,34,567 where people write it so
 */

/** @type {Written | undefined} */
let known;

/** @returns {Written} */
function written() {
  if (known) return known;
  const parts = new Intl.NumberFormat(LOCALE, { numberingSystem: "latn", useGrouping: "always" }).formatToParts(1234567890.5);
  const decimal = parts.find((part) => part.type === "decimal")?.value ?? ".";
  const group = decimal === "," ? "." : ",";
  const sizes = parts.filter((part) => part.type === "integer").map((part) => part.value.length);
  const [other, last] = [sizes.at(-2) ?? 3, sizes.at(-1) ?? 3];
  known = { decimal, group, whole: new RegExp(`^(\\d{1,${other}}(?:\\${group}\\d{${other}})*\\${group}\\d{${last}}|\\d*)(?:\\${decimal}(\\d*))?$`) };
  return known;
}

/** @type {Map<string, string[]>} */
const names = new Map();

/** What the reader's locale calls a currency beside an amount: "CA$", "kr", "CAD". @param {string} currency */
function namesOf(currency) {
  let found = names.get(currency);
  if (!found) {
    const forms = /** @type {const} */ (["symbol", "narrowSymbol", "code"]);
    const texts = forms.flatMap((currencyDisplay) =>
      new Intl.NumberFormat(LOCALE, { style: "currency", currency, currencyDisplay }).formatToParts(1).flatMap(({ type, value }) => (type === "currency" ? bare(value) : [])),
    );
    found = [currency, ...texts].filter(Boolean).sort((one, two) => two.length - one.length);
    names.set(currency, found);
  }
  return found;
}

/** @param {string} text */
const bare = (text) => text.replaceAll(WITHOUT_MEANING, "").toLowerCase();

/**
 * Return an amount with the digits 0–9 and the locale's own signs, without its currency.
 * @param {string} text
 * @param {string} currency
 */
function inDigits(text, currency) {
  const { decimal, group } = written();
  let amount = bare(text);
  for (const name of namesOf(currency)) amount = amount.replace(name, "");
  return amount
    .replaceAll("٫", decimal)
    .replaceAll("٬", group)
    .replaceAll(/\p{Nd}/gu, (digit) => {
      const code = digit.charCodeAt(0);
      const zero = ZEROS.find((each) => code >= each && code < each + 10);
      return zero === undefined ? digit : String(code - zero);
    });
}

/**
 * Return an amount as text for a field; `parseMoney` reads it back unchanged.
 * @param {number} cents
 * @param {string} currency
 */
export const asTyped = (cents, currency) => decimalText(cents, currency).replace(".", written().decimal);

/**
 * Parse typed text into minor units, or return what is wrong with it: "1,234.50" and "75" in English, "1.234,50" in
 * German, "١٬٢٣٤٫٥٠" in Arabic, "12,34,567" in India. A point not followed by exactly three digits is a decimal point
 * everywhere.
 * @param {string} text
 * @param {string} currency
 * @param {boolean} [free] whether it may be nothing, as an invoice's item may (domain R5)
 * @returns {{ cents: number, problem?: undefined } | { cents?: undefined, problem: string }}
 */
export function parseMoney(text, currency, free = false) {
  const digits = digitsOf(currency);
  const { decimal, group, whole } = written();
  let amount = inDigits(text, currency);
  if (!amount) return { problem: msg("marks-enter-amount") };
  if (/^[-−]/.test(amount)) return { problem: msg("marks-above-zero") };
  if (decimal !== "." && !/\.\d{3}(\D|$)/.test(amount)) amount = amount.replace(/\.(\d*)$/, `${decimal}$1`);
  const found = whole.exec(amount);
  if (!found || !/\d/.test(amount)) return { problem: example(decimal, digits) };
  const fraction = found[2] ?? "";
  if (fraction.length > digits) {
    return { problem: digits ? msg("marks-decimals", { currency, digits }) : msg("marks-no-decimals", { currency }) };
  }
  const units = BigInt((found[1] || "0").replaceAll(group, "") + fraction.padEnd(digits, "0"));
  if (units > BigInt(Number.MAX_SAFE_INTEGER)) return { problem: msg("marks-too-large") };
  if (units === 0n && !free) return { problem: msg("marks-above-zero") };
  return { cents: Number(units) };
}

/**
 * What to enter, as the reader's locale writes it.
 * @param {string} decimal
 * @param {number} digits
 */
function example(decimal, digits) {
  return digits ? msg("marks-such-as", { amount: `1234${decimal}${"50".padEnd(digits, "0").slice(0, digits)}` }) : msg("marks-such-as-whole");
}
