/** What a bank line is called, and what of it is left to explain. */
import { moneyText } from "../money.js";
import { dateText } from "../words.js";

/** @typedef {Extract<import("../queries/bank.js").BankLines["node"], { lines: unknown }>["lines"]["nodes"][number]} BankLine */

/** What its parts leave of its amount, with its sign. @param {Pick<BankLine, "amountCents" | "explainedCents">} line */
export const leftOf = ({ amountCents, explainedCents }) => amountCents - explainedCents;

/** @param {Pick<BankLine, "amountCents" | "bookedOn">} line @param {string} currency */
export const lineText = ({ amountCents, bookedOn }, currency) => `${moneyText(amountCents, currency)} of ${dateText(bookedOn)}`;

/** What a payment processor kept of it and no part says yet, negative; 0 for nothing. @param {Pick<BankLine, "feeCents" | "parts">} line */
export const feeOf = ({ feeCents, parts }) => (parts.some(({ kind }) => kind === "FEE") ? 0 : (feeCents ?? 0));

/**
 * How far a line is explained, for the message after a change.
 * @param {Pick<BankLine, "amountCents" | "explainedCents">} line
 * @param {string} currency
 */
export function leftText(line, currency) {
  const left = leftOf(line);
  return left ? `${moneyText(left, currency)} of the line ${left === line.amountCents ? "is" : "are"} left to explain.` : "The line is explained.";
}

/**
 * How much of recorded money is on no bank line.
 * @param {{ id: string, amountCents: number, bankLines: { parts: { amountCents: number, transaction: { id: string } | null }[] }[] }} money
 */
export const offLines = ({ id, amountCents, bankLines }) =>
  amountCents - Math.abs(bankLines.flatMap(({ parts }) => parts).reduce((sum, { amountCents: cents, transaction }) => sum + (transaction?.id === id ? cents : 0), 0));
