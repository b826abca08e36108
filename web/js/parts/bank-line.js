/** What a bank line is called, and what of it is left to explain. */
import { moneyText } from "../money.js";
import { msg, texts } from "../texts.js";
import { dateText } from "../words.js";

await texts("bank-line");

/** @typedef {Extract<import("../queries/bank.js").BankLines["node"], { lines: unknown }>["lines"]["nodes"][number]} BankLine */

/** What its parts leave of its amount, with its sign. @param {Pick<BankLine, "amountCents" | "explainedCents">} line */
export const leftOf = ({ amountCents, explainedCents }) => amountCents - explainedCents;

/** @param {Pick<BankLine, "amountCents" | "bookedOn">} line @param {string} currency */
export const lineText = ({ amountCents, bookedOn }, currency) => msg("bank-line-of", { amount: moneyText(amountCents, currency), date: dateText(bookedOn) });

/** What a payment processor kept of it and no part says yet, negative; 0 for nothing. @param {Pick<BankLine, "feeCents" | "parts">} line */
export const feeOf = ({ feeCents, parts }) => (parts.some(({ kind }) => kind === "FEE") ? 0 : (feeCents ?? 0));

/**
 * How far a line is explained, for the message after a change.
 * @param {Pick<BankLine, "amountCents" | "explainedCents">} line
 * @param {string} currency
 */
export function leftText(line, currency) {
  const left = leftOf(line);
  const amount = moneyText(left, currency);
  if (left === line.amountCents) return msg("bank-line-whole-left", { amount });
  return left ? msg("bank-line-part-left", { amount }) : msg("bank-line-none-left");
}

/**
 * How much of recorded money is on no bank line.
 * @param {{ id: string, amountCents: number, bankLines: { parts: { amountCents: number, transaction: { id: string } | null }[] }[] }} money
 */
export const offLines = ({ id, amountCents, bankLines }) =>
  amountCents - Math.abs(bankLines.flatMap(({ parts }) => parts).reduce((sum, { amountCents: cents, transaction }) => sum + (transaction?.id === id ? cents : 0), 0));
