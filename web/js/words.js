/** Dates and enum values as people read them. */

/** The reader's language with the digits 0–9 and the calendar that fields for dates have, whatever its own are. */
const WRITTEN = { numberingSystem: "latn", calendar: "gregory" };
const dates = new Intl.DateTimeFormat(undefined, { ...WRITTEN, year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat(undefined, { ...WRITTEN, dateStyle: "medium", timeStyle: "short" });
const numbers = new Intl.NumberFormat(undefined, { numberingSystem: "latn" });

/** Format a number. @param {number} number */
export const numberText = (number) => numbers.format(number);

/**
 * Format a calendar date with its month as a word, so that day and month are never confused.
 * @param {string} isoDate
 */
export function dateText(isoDate) {
  return dates.format(new Date(`${isoDate}T00:00:00Z`));
}

/**
 * Format an instant in the reader's time zone.
 * @param {string} isoInstant
 */
export function momentText(isoInstant) {
  return moments.format(new Date(isoInstant));
}

/** @type {Record<string, string>} */
const SPELLED = { ECHECK: "eCheck" };

/**
 * Return an enum value as words: PAYMENT_CORRECTION → Payment correction.
 * @param {string} word
 */
export function words(word) {
  if (SPELLED[word]) return SPELLED[word];
  const plain = word.toLowerCase().replaceAll("_", " ");
  return plain[0].toUpperCase() + plain.slice(1);
}

/**
 * Return a count with its noun: `counted(1, "account")` → "1 account", `counted(2, "reply", "replies")` → "2 replies".
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}
