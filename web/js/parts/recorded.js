/** What to do next after recording, and what Undo takes back. */
import { moneyText } from "../money.js";
import { reconciliationsOf } from "./links.js";

/**
 * A link to reconcile what was just recorded, if any of it is open.
 * @param {{ transaction: { id: string, unreconciledCents: number } }} payload
 */
export const reconcileNow = ({ transaction }) =>
  transaction.unreconciledCents ? { text: "Reconcile now", href: reconciliationsOf(transaction.id) } : undefined;

/**
 * What Undo takes back after recording a transaction: "payment PAY-1001-1, $150.00".
 * @param {string} noun
 * @param {string} currency
 */
export const recorded = (noun, currency) => (/** @type {{ transaction: { number: string, amountCents: number } }} */ { transaction: { number, amountCents } }) => ({
  what: `${noun} ${number}, ${moneyText(amountCents, currency)}`,
  withdraws: true,
});
