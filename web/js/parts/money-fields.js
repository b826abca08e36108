/** Fields of a payment: amount with a short allocation, method, date and reference. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { msg, msgView, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";
import { dateField, moneyField, selectField, textField } from "./field.js";
import { METHODS } from "./methods.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("operations");
await texts("forms", "recording");

/** The most amounts listed one by one. */
const PARTS_MAX = 4;

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {object} how
 * @param {string} how.currency
 * @param {string} [how.value] initial amount
 * @param {unknown} [how.brief] the allocation, from `inBrief`
 * @param {unknown} [how.hint] beside the amount
 * @param {boolean} [how.today] whether the date is always today
 * @param {string} [how.reference] hint of the reference
 */
export const moneyFields = (edit, { currency, value, brief = nothing, hint = nothing, today = false, reference }) => html`<div class="pair money-pair">
  ${moneyField({ name: "amount", label: msg("forms-amount"), currency, value, error: edit.error("amountCents"), focus: true, hint: html`${hint}${brief}` })}
  ${selectField({ name: "method", label: msg("forms-method"), options: METHODS, value: "CARD", error: edit.error("method") })}
  ${today ? nothing : dateField({ name: "date", label: msg("forms-date"), optional: true, error: edit.error("date"), hint: msg("forms-defaults-today") })}
  ${textField({ name: "reference", label: msg("forms-reference"), optional: true, error: edit.error("reference"), hint: reference })}
</div>`;

/**
 * Return the typed values as the mutation's input takes them.
 * @param {(name: string) => string} typed
 * @param {(path: string, text: string) => void} problem
 * @param {string} currency
 */
export function moneyInput(typed, problem, currency) {
  const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
  if (wrong) problem("amountCents", wrong);
  return { amountCents, method: typed("method"), date: typed("date") || undefined, reference: typed("reference") || undefined };
}

/**
 * The allocation in one line beside the amount, for screens on which the preview is too far below.
 * @param {object} how
 * @param {string} how.does "pays"
 * @param {number[]} how.parts from first to last
 * @param {number} how.left
 * @param {string} how.rest what happens to the remaining money: "stays on the account"
 * @param {string} how.currency
 */
export function inBrief({ does, parts, left, rest, currency }) {
  const text = (/** @type {number} */ cents) => moneyText(cents, currency);
  const more = parts.length - PARTS_MAX;
  const listed = html`<b>${parts.slice(0, PARTS_MAX).map(text).join(" · ")}</b>`;
  const over = left ? html`<b class="remains">${text(left)}</b> ${rest}` : msg("recording-nothing-left");
  return html`<span class="in-brief">
    ${parts.length ? msgView("recording-brief", { does: `${does[0].toUpperCase()}${does.slice(1)}`, parts: [listed, more > 0 ? ` ${msg("forms-and-more", { count: more })}` : nothing], rest: over }) : over}
  </span>`;
}

/**
 * The account's balances after a payment, by the dry run: with and without processing and planned money if they differ.
 * @param {{ transaction: { paymentState: string | null }, account: { balanceCents: number, expectedBalanceCents: number } }} preview
 * @returns {[what: string, cents: number][]}
 */
export function balances({ transaction, account: { balanceCents, expectedBalanceCents } }) {
  if (balanceCents === expectedBalanceCents) return [[msg("forms-balance-after"), balanceCents]];
  return [
    [transaction.paymentState === "PROCESSING" ? msg("recording-until-clears") : msg("forms-balance-after"), balanceCents],
    [msg("recording-expected-after"), expectedBalanceCents],
  ];
}
