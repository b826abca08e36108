/** What to do next after recording, and what Undo takes back. */
import { moneyText } from "../money.js";
import { msg, texts } from "../texts.js";
import { reconciliationsOf } from "./links.js";

await texts("recording");

/** @type {Record<string, string>} */
const NOUNS = {
  INVOICE: msg("recording-the-invoice"),
  PAYMENT: msg("recording-the-payment"),
  DEPOSIT: msg("recording-the-deposit"),
  CREDIT: msg("recording-the-credit"),
  CANCELLATION: msg("recording-the-cancellation"),
  REFUND: msg("recording-the-refund"),
  WRITE_OFF: msg("recording-the-write-off"),
};

/**
 * A link to reconcile what was just recorded, if any of it is open.
 * @param {{ transaction: { id: string, unreconciledCents: number } }} payload
 */
export const reconcileNow = ({ transaction }) =>
  transaction.unreconciledCents ? { text: msg("recording-reconcile-now"), href: reconciliationsOf(transaction.id) } : undefined;

/**
 * What Undo takes back after recording a transaction: "payment PAY-1001-1, $150.00".
 * @param {string} kind of transaction, or WRITE_OFF
 * @param {string} currency
 */
export const recorded = (kind, currency) => (/** @type {{ transaction: { number: string, amountCents: number } }} */ { transaction: { number, amountCents } }) => ({
  what: msg("recording-what", { noun: NOUNS[kind], number, amount: moneyText(amountCents, currency) }),
  withdraws: true,
});
