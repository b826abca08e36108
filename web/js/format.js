/** Money and dates for people: exact, in the browser's locale, never by way of a float. */

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * @param {string} currency
 * @returns {Intl.NumberFormat}
 */
function formatFor(currency) {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(undefined, { style: "currency", currency });
    formats.set(currency, format);
  }
  return format;
}

/**
 * Minor units as an amount in its currency. The decimal text goes to Intl as text, so nothing is rounded on the way.
 * @param {number} cents
 * @param {string} currency
 */
export function money(cents, currency) {
  const format = formatFor(currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const whole = String(Math.abs(cents)).padStart(digits + 1, "0");
  const decimal = digits ? `${whole.slice(0, -digits)}.${whole.slice(-digits)}` : whole;
  return format.format(/** @type {any} */ (cents < 0 ? `-${decimal}` : decimal));
}

const dates = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });

/**
 * A calendar date with its month in letters, so that nobody reads it the other way round.
 * @param {string} isoDate
 */
export function date(isoDate) {
  return dates.format(new Date(`${isoDate}T00:00:00Z`));
}

/** @type {Record<string, string>} */
const SPELLED = { ECHECK: "eCheck" };

/**
 * A word of the graph in plain letters: PAYMENT_CORRECTION → Payment correction.
 * @param {string} word
 */
export function words(word) {
  if (SPELLED[word]) return SPELLED[word];
  const plain = word.toLowerCase().replaceAll("_", " ");
  return plain[0].toUpperCase() + plain.slice(1);
}
