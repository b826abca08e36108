/** The key by which texts are found on the page, as the server finds them: without case, accents and kinds of signs (domain R37a). */

const APOSTROPHES = /[`\u00b4\u02b9\u02bb-\u02bf\u2018-\u201b\u2032\uff07]/g;
const DASHES = /[\p{Pd}\u2043\u2212]/gu;
const ACCENTS = /[\u0300-\u036f]/g;
const INVISIBLE = /\p{Cf}/gu;

/**
 * A text's key: `Élise  O’Brien` and `elise o'brien` have the same one. A text is found where its key is a part of the other's.
 * @param {string} text
 */
export const folded = (text) =>
  text
    .replace(INVISIBLE, "")
    .replace(APOSTROPHES, "'")
    .replace(DASHES, "-")
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .toLowerCase()
    .replaceAll("\u00df", "ss")
    .replace(/\s+/g, " ")
    .trim();

/** An amount with its currency before or after it, or without one. */
const AMOUNT = /^-?(?:[a-z]{0,3}\p{Sc}|([a-z]{3}))? ?-?(\d[\d.,' ]*?)(?:[.,](\d{1,2}))? ?(?:\p{Sc}|([a-z]{3}))?$/u;
const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/**
 * Return whether a text's key holds what was typed, or the amount that was typed: $1,250.00 finds 1250.00.
 * @param {string} typed
 * @returns {(key: string) => boolean}
 */
export function finder(typed) {
  const wanted = folded(typed);
  const [, before, whole, decimals, after] = AMOUNT.exec(wanted) ?? [];
  const isAmount = [before, after].every((code) => !code || CURRENCIES.has(code.toUpperCase()));
  const amount = whole && isAmount ? whole.replace(/[.,' ]/g, "") + (decimals ? `.${decimals}` : "") : wanted;
  return (key) => key.includes(wanted) || key.includes(amount);
}
