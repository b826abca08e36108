/** A transaction as a row of client billing. */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, moneyText } from "../../money.js";
import { statusIcon } from "../../parts/status.js";
import { dateText, words } from "../../words.js";

/**
 * Readies a row for being drawn and filtered at every key: what it is called, and all that it is found by.
 * @param {any} row
 * @param {string} currency
 */
export function prepared(row, currency) {
  row.title = titleOf(row);
  row.facts = [dateText(row.date), row.number, row.method ? words(row.method) : "", row.paymentState === "PROCESSING" ? "processing" : ""]
    .filter(Boolean)
    .join(" · ");
  row.words = `${row.title} ${row.facts} ${row.date} ${decimalText(row.amountCents, currency)} ${row.items
    .map((/** @type {any} */ item) => item.description)
    .join(" ")}`.toLowerCase();
}

/**
 * What a transaction is called: its kind and what it is for. An invoice without a description of its own has its first
 * item's, and then says how many there are beside it.
 * @param {any} row
 */
function titleOf(row) {
  const kind = words(row.kind);
  if (row.description.startsWith(kind)) return row.description;
  const more = row.description === row.items[0]?.description ? row.items.length - 1 : 0;
  return `${kind}: ${row.description}${more > 0 ? ` and ${more} more` : ""}`;
}

/**
 * Why a row has its status, as short as a row must be: what of it is still open. It says the rest when it is opened.
 * @param {any} row
 * @param {string} currency
 */
function reasonOf({ status, unreconciledCents }, currency) {
  if (status === "RECONCILIATION_ERROR") return "to be mended";
  if (unreconciledCents) return `${moneyText(unreconciledCents, currency)} open`;
  return status === "RECONCILED_WITH_PLANNED_PAYMENTS" ? "planned" : "";
}

/**
 * @param {any} row
 * @param {string} currency
 */
export function summary(row, currency) {
  const reason = reasonOf(row, currency);
  return html`<summary data-row data-number=${row.number}>
    ${statusIcon(row.status, reason)}<span class="what"><b>${row.title}</b><small>${row.facts}</small></span
    ><span class="money">${moneyText(row.amountCents, currency)}<small class=${row.status}>${reason}</small></span>
  </summary>`;
}
