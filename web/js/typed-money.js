/** Money as it is typed: text to whole minor units, never by way of a float (domain R1). */
import { digitsOf } from "./currencies.js";
import { decimalText } from "./money.js";

/** What stands between units and cents where the reader is. */
const decimalSign = () => new Intl.NumberFormat().formatToParts(0.5).find((part) => part.type === "decimal")?.value ?? ".";

/**
 * An amount as one would type it, for a field: what `parseMoney` reads as just this.
 * @param {number} cents
 * @param {string} currency
 */
export const asTyped = (cents, currency) => decimalText(cents, currency).replace(".", decimalSign());

/**
 * What was typed, as minor units, or what is wrong with it in words: "1,234.50" and "75" in English, "1.234,50" in
 * German; a point with other than three figures behind it is a decimal point everywhere.
 * @param {string} text
 * @param {string} currency
 * @param {boolean} [free] whether it may be nothing, as an invoice's item may (domain R5)
 * @returns {{ cents: number, problem?: undefined } | { cents?: undefined, problem: string }}
 */
export function parseMoney(text, currency, free = false) {
  const digits = digitsOf(currency);
  const decimal = decimalSign();
  let bare = text.replaceAll(/[\s\u00a0\u202f'’]|\p{Sc}/gu, "").replace(new RegExp(currency, "i"), "");
  if (!bare) return { problem: "Say how much." };
  if (/^[-−]/.test(bare)) return { problem: "An amount is more than zero." };
  if (decimal !== "." && !/\.\d{3}(\D|$)/.test(bare)) bare = bare.replace(/\.(\d*)$/, `${decimal}$1`);
  const group = decimal === "," ? "." : ",";
  const found = new RegExp(`^(\\d{1,3}(?:\\${group}\\d{3})+|\\d*)(?:\\${decimal}(\\d*))?$`).exec(bare);
  if (!found || !/\d/.test(bare)) return { problem: `Write an amount such as ${example(decimal, digits)}.` };
  const fraction = found[2] ?? "";
  if (fraction.length > digits) {
    return { problem: digits ? `${currency} has ${digits} decimals.` : `${currency} has no decimals.` };
  }
  const units = BigInt((found[1] || "0").replaceAll(group, "") + fraction.padEnd(digits, "0"));
  if (units > BigInt(Number.MAX_SAFE_INTEGER)) return { problem: "That is more than can be recorded." };
  if (units === 0n && !free) return { problem: "An amount is more than zero." };
  return { cents: Number(units) };
}

/**
 * @param {string} decimal
 * @param {number} digits
 */
function example(decimal, digits) {
  return digits ? `75 or 1234${decimal}${"50".padEnd(digits, "0").slice(0, digits)}` : "1234";
}
