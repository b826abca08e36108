/**
 * What a journal's line is of, in the reader's language. The journal holds its words in English, as its files have them; names
 * of accounts are the ledger's own, so the usual ones are explained and never replaced.
 */
import { msg, texts } from "./texts.js";
import { dateText, words } from "./words.js";

await texts("journal");

/** @typedef {import("../types/schema.js").PaymentMethod} PaymentMethod */
const RECEIVABLES = "Accounts receivable";
const CLEARING = / clearing$/;
/** The methods by their names in a journal. @type {Map<string, PaymentMethod>} */
const METHODS = new Map([
  ["cash", "CASH"],
  ["check", "CHECK"],
  ["card", "CARD"],
  ["echeck", "ECHECK"],
  ["transfer", "TRANSFER"],
  ["other", "OTHER"],
]);

/** @param {string} name */
function methodWords(name) {
  const method = METHODS.get(name.toLowerCase());
  return method ? words(method) : name;
}

/** Return what an account of a usual name is; empty for all others, and where that is its name. @param {string} account */
export function accountMeaning(account) {
  let meaning = "";
  if (account === RECEIVABLES) meaning = msg("journal-receivables");
  else if (METHODS.has(account.replace(CLEARING, "").toLowerCase())) meaning = msg("journal-clearing", { method: methodWords(account.replace(CLEARING, "")) });
  return meaning === account ? "" : meaning;
}

/** How a journal describes its lines, and what each is of. @type {[RegExp, (...found: string[]) => string][]} */
const DESCRIPTIONS = [
  [/^Correction of (\d{4}-\d\d-\d\d): (.*)$/s, (day, text) => msg("journal-correction-of", { day: dateText(day), text: descriptionWords(text) })],
  [/^Receivables: charged, refunded and returned$/, () => msg("journal-charged")],
  [/^Receivables: paid and credited$/, () => msg("journal-paid")],
  [/^Received: (\w+)$/, (method) => msg("journal-received", { method: methodWords(method) })],
  [/^Refunded and returned: (\w+)$/, (method) => msg("journal-given-back", { method: methodWords(method) })],
  [/^Sales: (.*)$/s, (title) => msg("journal-sales", { title })],
  [/^Credited and cancelled: (.*)$/s, (title) => msg("journal-credited", { title })],
];

/** Return a line's description; one that the journal of another version has as it is. @param {string} description @returns {string} */
export function descriptionWords(description) {
  for (const [pattern, say] of DESCRIPTIONS) {
    const found = pattern.exec(description);
    if (found) return say(...found.slice(1));
  }
  return description;
}
