/** How money comes or goes: the amount, with what becomes of it in brief; the method, the date and a reference. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { parseMoney } from "../typed-money.js";
import { words } from "../words.js";
import { dateField, moneyField, selectField, textField } from "./field.js";
import { METHODS } from "./methods.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("operations");

/** The most parts that are told one by one in brief. */
const TOLD = 4;

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {object} how
 * @param {string} how.currency
 * @param {string} [how.value] the amount at first
 * @param {unknown} [how.brief] what becomes of it, as `inBrief` tells it
 * @param {unknown} [how.hint] beside the amount
 * @param {boolean} [how.today] whether there is no other date than today
 * @param {string} [how.reference] what a reference may be
 */
export const moneyFields = (edit, { currency, value, brief = nothing, hint = nothing, today = false, reference }) => html`<div class="pair money-pair">
  ${moneyField({ name: "amount", label: "Amount", currency, value, error: edit.error("amountCents"), focus: true, hint: html`${hint}${brief}` })}
  ${selectField({ name: "method", label: "Method", options: METHODS, value: "CARD", error: edit.error("method") })}
  ${today ? nothing : dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Today, if left empty." })}
  ${textField({ name: "reference", label: "Reference", optional: true, error: edit.error("reference"), hint: reference })}
</div>`;

/**
 * What was typed there, as inputs take it.
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
 * How an amount falls, in a line beside it: for screens on which the preview is too far below.
 * @param {object} how
 * @param {string} how.does "pays"
 * @param {number[]} how.parts from first to last
 * @param {number} how.left
 * @param {string} how.rest what becomes of what is left: "stays on the account"
 * @param {string} how.currency
 */
export function inBrief({ does, parts, left, rest, currency }) {
  const text = (/** @type {number} */ cents) => moneyText(cents, currency);
  const more = parts.length - TOLD;
  return html`<span class="in-brief">
    ${parts.length ? html`${words(does)} <b>${parts.slice(0, TOLD).map(text).join(" · ")}</b>${more > 0 ? ` and ${more} more` : nothing}; ` : nothing}${left
      ? html`<b class="remains">${text(left)}</b> ${rest}`
      : "nothing is left of it"}
  </span>`;
}

/**
 * What an account owes after money came, by the dry run; where processing or planned money is to come, without it, too.
 * @param {{ transaction: { paymentState: string }, account: { balanceCents: number, expectedBalanceCents: number } }} preview
 * @returns {[what: string, cents: number][]}
 */
export function balances({ transaction, account: { balanceCents, expectedBalanceCents } }) {
  if (balanceCents === expectedBalanceCents) return [["Balance after", balanceCents]];
  return [
    [transaction.paymentState === "PROCESSING" ? "Balance after, until it arrives" : "Balance after", balanceCents],
    ["Expected balance after", expectedBalanceCents],
  ];
}
