/** What stands in the queue: recorded money that is open, and bank lines that are to be explained, each as a row alike. */
import { msg, texts } from "../../texts.js";
import { dateText, words } from "../../words.js";

await texts("match");

/** @typedef {import("../../queries/match.js").MatchQueue_unreconciledItems_nodes} Item */
/** @typedef {"sure" | "look" | "none"} Likelihood */

/**
 * One row of the queue, whatever it is of: its amount is what must be matched, less than 0 for a line of money that went out.
 * @typedef {object} Entry
 * @property {string} id
 * @property {Item["transaction"]["kind"] | "BANK_LINE"} kind
 * @property {number} cents
 * @property {string} currency
 * @property {string} day
 * @property {string} account the number of the account that it is of; of a line, that of its best proposal, or ""
 * @property {string} name who paid
 * @property {string} facts what it is, how and when it came, and the payer's reference
 * @property {string} label what it is called in a message
 * @property {{ id: string } | undefined} best
 * @property {Likelihood} likelihood
 * @property {boolean} sending whether its match is under way
 * @property {string} problem why its match was refused
 */

/** @typedef {Omit<Entry, "sending" | "problem">} Found */

/** @param {Pick<Entry, "kind">} entry */
export const isLine = ({ kind }) => kind === "BANK_LINE";

/** The oldest items are no reason (domain R12). @param {{ sure: boolean, ground: string | null } | undefined} best @returns {Likelihood} */
const likelihoodOf = (best) => (!best || best.ground === "OLDEST" ? "none" : best.sure ? "sure" : "look");

/** What is open of an item, and the best of its suggestions. @param {Omit<Item, "transaction">} item @returns {Pick<Found, "cents" | "best" | "likelihood">} */
export const openPart = ({ unreconciledCents: cents, suggestions: [best] }) => ({ cents, best, likelihood: likelihoodOf(best) });

/** @typedef {{ amountCents: number, explainedCents: number, suggestions: { id: string, sure: boolean, ground: string | null, account: { number: string } | null }[] }} Line */

/** What of a line is to be explained, and the best of its proposals. @param {Line} line @returns {Pick<Found, "cents" | "best" | "likelihood" | "account">} */
export const linePart = ({ amountCents, explainedCents, suggestions: [best] }) => ({ cents: amountCents - explainedCents, best, likelihood: likelihoodOf(best), account: best?.account?.number ?? "" });

/** @param {Item} item @returns {Found} */
export function moneyFound(item) {
  const { number, kind, date, method, paymentState, reference, account } = item.transaction;
  const facts = [number, kind === "PAYMENT" && method ? words(method) : words(kind), paymentState === "PROCESSING" ? msg("match-processing") : "", dateText(date), reference ? msg("match-quoted", { text: reference }) : ""];
  return {
    id: item.id,
    kind,
    currency: account.currency,
    day: date,
    account: account.number,
    name: account.ownerName,
    facts: facts.filter(Boolean).join(" · "),
    label: number,
    ...openPart(item),
  };
}
