/** Dates and words of the graph, as people read them. */

const dates = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/**
 * A calendar date with its month in letters, so that nobody reads it the other way round.
 * @param {string} isoDate
 */
export function dateText(isoDate) {
  return dates.format(new Date(`${isoDate}T00:00:00Z`));
}

/**
 * An instant, in the reader's own time zone.
 * @param {string} isoInstant
 */
export function momentText(isoInstant) {
  return moments.format(new Date(isoInstant));
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

/**
 * How many of what: `counted(1, "account")` → "1 account", `counted(2, "reply", "replies")` → "2 replies".
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
