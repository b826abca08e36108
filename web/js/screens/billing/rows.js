/** A transaction as a row of client billing. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { folded } from "../../folding.js";
import { decimalText, moneyText } from "../../money.js";
import { statusIcon } from "../../parts/status.js";
import { msg, texts } from "../../texts.js";
import { dateText, described, isUsual, words } from "../../words.js";

await texts("billing");

/** @typedef {import("../../queries/billing.js").Billing_account_transactions_nodes} Transaction */
/** @typedef {Transaction & { title: string, more: string, words: string, room: number }} Row `room`: what its amounts take, in digits */

/**
 * Prepare a row for drawing and filtering at each key: its title, and the text to search in.
 * @param {Transaction} row
 * @param {string} currency
 * @returns {Row}
 */
export function prepared(row, currency) {
  const title = titleOf(row);
  const more = [row.method ? words(row.method) : "", row.paymentState === "PROCESSING" ? msg("billing-processing") : "", row.reference ?? ""].filter(Boolean).join(" · ");
  const descriptions = row.items.map((item) => item.description).join(" ");
  const reason = reasonOf(row, currency);
  const room = moneyText(row.amountCents, currency).length + 1.3 + reason.length * 0.78;
  return { ...row, title, more, room, words: folded(`${title} ${dateText(row.date)} ${row.number} ${more} ${row.date} ${decimalText(row.amountCents, currency)} ${descriptions}`) };
}

/**
 * Return a transaction's title: its kind and description, unless that says the kind itself.
 * @param {Transaction} row
 */
function titleOf(row) {
  const [kind, description] = [words(row.kind), describedBy(row)];
  return description.startsWith(kind) ? description : msg("billing-described", { kind, description });
}

/**
 * Return a transaction's description. An invoice without its own has its first item's, followed by the number of other items.
 * @param {Transaction} row
 */
function describedBy(row) {
  const description = described(row.description, row.kind);
  const more = row.description === row.items[0]?.description && !isUsual(row.description, row.kind) ? row.items.length - 1 : 0;
  return more > 0 ? msg("billing-described-more", { description, count: more }) : description;
}

/**
 * The reason for a row's status in short: the open amount, unless all of it is. The opened row says the rest.
 * @param {Transaction} row
 * @param {string} currency
 */
function reasonOf({ status, amountCents, unreconciledCents }, currency) {
  if (status === "RECONCILIATION_ERROR") return msg("billing-needs-fixing");
  if (unreconciledCents) return unreconciledCents === amountCents ? msg("billing-open") : msg("billing-amount-open", { amount: moneyText(unreconciledCents, currency) });
  return status === "RECONCILED_WITH_PLANNED_PAYMENTS" ? msg("billing-planned") : "";
}

/**
 * A row in one line where there is room: what, when, its number, how and with which reference, how much.
 * @param {Row} row
 * @param {string} currency
 */
export function summary(row, currency) {
  const reason = reasonOf(row, currency);
  return html`<summary data-row data-number=${row.number}>
    ${statusIcon(row.status, reason, row.paymentState === "PROCESSING")}<span class="what"
      ><b title=${row.title}>${row.kind === "INVOICE" ? html`<span class="kind">${msg("billing-invoice-kind")} </span>${describedBy(row)}` : row.title}</b><small><span class="when">${dateText(row.date)}</span><span class="number">${row.number}</span>${row.more ? html`<span class="how" title=${row.more}>${row.more}</span>` : nothing}</small></span
    ><span class="money">${moneyText(row.amountCents, currency)}<small class=${row.status}>${reason}</small></span>
  </summary>`;
}
