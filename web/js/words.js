/** Dates and enum values as people read them. */
import { LANGUAGE, LOCALE, WRITTEN } from "./locale.js";
import { msg, msgIfAny } from "./texts.js";

const dates = new Intl.DateTimeFormat(LOCALE, { ...WRITTEN, year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat(LOCALE, { ...WRITTEN, dateStyle: "medium", timeStyle: "short" });

/**
 * Write a date that begins with the first of a month as an ordinal in French, which locale data leave out: 1er janv. 2026.
 * @param {string} text
 */
const ordinal = (text) => (LANGUAGE === "fr-CA" ? text.replace(/^1(?=\s)/, "1er") : text);

/**
 * Format a calendar date with its month as a word, so that day and month are never confused.
 * @param {string} isoDate
 */
export function dateText(isoDate) {
  return ordinal(dates.format(new Date(`${isoDate}T00:00:00Z`)));
}

/**
 * Format an instant in the reader's time zone.
 * @param {string} isoInstant
 */
export function momentText(isoInstant) {
  return ordinal(moments.format(new Date(isoInstant)));
}

/**
 * Return an enum value as words: PAYMENT_CORRECTION → Payment correction. A value without a text of its own, as a newer
 * server may have one, is shown by its name.
 * @param {string} value
 */
export const words = (value) => msgIfAny(`word-${value.toLowerCase().replaceAll("_", "-")}`) ?? plainWords(value);

/** Return a name in words, as English has them: MAKE_PAYMENT → Make payment. @param {string} value */
export function plainWords(value) {
  const plain = value.toLowerCase().replaceAll("_", " ");
  return plain[0].toUpperCase() + plain.slice(1);
}

/**
 * Whether a description is the one that the product itself gives to a transaction of a kind, or to its one item.
 * @param {string} description
 * @param {string} kind
 */
export const isUsual = (description, kind) => description === plainWords(kind);

/**
 * Return a description, the usual one in the reader's language.
 * @param {string} description
 * @param {string} kind
 */
export const described = (description, kind) => (isUsual(description, kind) ? words(kind) : description);

/** What the names of API tokens begin with in the records. */
const TOKEN = "token ";

/** Return the name of who did something as people read it: those that are ours in their language. @param {string} name */
export function personName(name) {
  if (name === "command line") return msg("words-command-line");
  if (name === "sign-in provider") return msg("words-provider");
  return name.startsWith(TOKEN) ? msg("words-token", { name: name.slice(TOKEN.length) }) : name;
}
