/** What a transaction of client billing opens to: its items, and where their money came from or went. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText, withMoney } from "../../money.js";
import { button } from "../../parts/action.js";
import { reconciliationsOf } from "../../parts/links.js";
import { empty, failed } from "../../parts/notices.js";
import { status, statusIcon } from "../../parts/status.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { dateText, words } from "../../words.js";
import { operationsOn } from "./operations.js";

await stylesheet("operations");

/**
 * @param {any} details what was read: null for what is not there, `{ failure }` for what could not be had
 * @param {any} row
 * @param {any} account
 * @param {() => void} again
 */
export function transactionItems(details, row, account, again) {
  if (details === null) return empty("It is not there any more.");
  if (details.failure) return failed(details.failure, again);
  const { currency } = account;
  return html`<div class="opened">
    <p class="reason">${status(details.status, details.statusReason)}${details.dueOn
      ? html`<span class="soft">Due ${dateText(details.dueOn)}</span>`
      : nothing}${details.reference ? html`<span class="soft">Reference: ${details.reference}</span>` : nothing}</p>
    <ol class="items">
      ${details.items.map((/** @type {any} */ item) => itemView(item, row, currency))}
    </ol>
    <p class="row-actions">
      ${operationsOn(account, row, details).map((action, index) => button(action, action.text === "Make payment" && !index ? "main" : ""))}
      <a href=${reconciliationsOf(details.id)} aria-keyshortcuts="r">Reconciliations</a>
    </p>
  </div>`;
}

/**
 * @param {any} item
 * @param {any} row
 * @param {string} currency
 */
function itemView(item, row, currency) {
  const { edges, totalCount } = item.reconciliations;
  const facts = [item.ledgerCode?.code, item.member?.name].filter(Boolean).join(" · ");
  return html`<li>
    <div class="item">
      ${statusIcon(item.status, item.statusReason)}
      <span>${item.description}${facts ? html`<small>${facts}</small>` : nothing}</span>
      <span class="money">${moneyText(item.amountCents, currency)}</span>
    </div>
    <ul class="flow">
      ${edges.map((/** @type {any} */ edge) => edgeView(edge, row, currency))}
      ${totalCount > edges.length ? html`<li><span>and ${totalCount - edges.length} more</span></li>` : nothing}
      ${item.unreconciledCents
        ? html`<li class="open"><span>open</span><span class="money">${moneyText(item.unreconciledCents, currency)}</span></li>`
        : nothing}
      ${!edges.length && !item.unreconciledCents ? html`<li><span>${withMoney(item.statusReason)}</span></li>` : nothing}
    </ul>
  </li>`;
}

/**
 * Where an item's money came from, or went.
 * @param {any} edge
 * @param {any} row
 * @param {string} currency
 */
function edgeView({ node, counterpart }, row, currency) {
  const invoiced = ["INVOICE", "REFUND", "PAYMENT_CORRECTION"].includes(row.kind);
  const other = counterpart?.transaction;
  return html`<li>
    <span
      >${invoiced ? "from" : "to"}
      ${other
        ? html`${words(other.kind).toLowerCase()} <span class="number">${other.number}</span>, ${dateText(other.date)}${invoiced
            ? nothing
            : `: ${counterpart.description}`}`
        : html`planned payment due ${dateText(node.plannedPayment.dueOn)}, ${words(node.plannedPayment.method).toLowerCase()}`}</span
    ><span class="money">${moneyText(node.amountCents, currency)}</span>
  </li>`;
}
