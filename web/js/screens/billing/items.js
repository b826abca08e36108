/** The details of an opened transaction: its items and their reconciliations. */
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText, readably } from "../../money.js";
import { button } from "../../parts/action.js";
import { hasLabels, labelsShown } from "../../parts/labels.js";
import { bankOf, billingOf, reconciliationsOf } from "../../parts/links.js";
import { empty, failed } from "../../parts/notices.js";
import { status, statusIcon } from "../../parts/status.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { msg, msgView, texts } from "../../texts.js";
import { dateText, described, words } from "../../words.js";
import { operationsOn } from "./operations.js";

await stylesheet("operations");
await texts("billing", "operations");

/** @typedef {import("../../queries/billing.js").Billing_account} Account */
/** @typedef {import("../../queries/billing.js").Transaction_transaction} Transaction */
/** @typedef {Transaction["items"][number]} Item */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {Transaction | { failure: import("../../graphql.js").Failure } | null} Details */

/**
 * @param {Details} details what was read: null if it is gone, `{ failure }` if reading failed
 * @param {Row} row
 * @param {Account} account
 * @param {() => void} again
 */
export function transactionItems(details, row, account, again) {
  if (details === null) return empty(msg("operations-gone"));
  if ("failure" in details) return failed(details.failure, again);
  const { currency } = account;
  return html`<div class="opened">
    <p class="reason">${status(details.status, details.statusReason)}${details.dueOn
      ? html`<span class="soft">${msg("operations-due-on", { date: dateText(details.dueOn) })}</span>`
      : nothing}${details.reference ? html`<span class="soft">${msg("operations-reference", { reference: details.reference })}</span>` : nothing}${labelsShown(details)}${moved("from", details.movedFrom)}${moved("to", details.movedTo)}${details.bankLines.map(onStatement)}</p>
    <ol class="items">
      ${details.items.map((item) => itemView(item, row, currency))}
    </ol>
    <p class="row-actions">
      ${repeat(operationsOn(account, row, details), ({ text }) => text, (action, index) => button(action, action.text === msg("billing-make-payment") && !index ? "main" : ""))}
      <a href=${reconciliationsOf(details.id)} aria-keyshortcuts="r">${msg("operations-reconciliations")}</a>
    </p>
  </div>`;
}

const MOVED = {
  /** @param {unknown} transaction */
  from: (transaction) => msgView("operations-moved-from", { transaction }),
  /** @param {unknown} transaction */
  to: (transaction) => msgView("operations-moved-to", { transaction }),
};

/**
 * The account that a payment was moved from or to.
 * @param {"from" | "to"} way
 * @param {Transaction["movedTo"]} other
 */
const moved = (way, other) =>
  other ? html`<span class="soft">${MOVED[way](html`<a href=${billingOf(other.account.number, other.number)}>${other.account.ownerName}, <span class="number">${other.number}</span></a>`)}</span>` : nothing;

/** The bank's day on which money came or went. @param {Transaction["bankLines"][number]} line */
const onStatement = ({ bookedOn, bankAccount: { id, name } }) =>
  html`<span class="soft">${msgView("operations-on-statement", { line: html`<a href="${bankOf(id)}?status=all&period=${bookedOn}..${bookedOn}">${dateText(bookedOn)}, ${name}</a>` })}</span>`;

/**
 * @param {Item} item
 * @param {Row} row
 * @param {string} currency
 */
function itemView(item, row, currency) {
  const { edges, totalCount } = item.reconciliations;
  const details = [item.ledgerCode?.code, item.member?.name].filter(Boolean).join(" · ");
  return html`<li>
    <div class="item">
      ${statusIcon(item.status, item.statusReason)}
      <span>${described(item.description, row.kind)}${details ? html`<small>${details}</small>` : nothing}${hasLabels(item) ? html`<span class="labels-line">${labelsShown(item)}</span>` : nothing}</span>
      <span class="money">${moneyText(item.amountCents, currency)}</span>
    </div>
    <ul class="flow">
      ${edges.map((edge) => reconciliationView(edge, row, currency))}
      ${totalCount > edges.length ? html`<li><span>${msg("operations-and-more", { count: totalCount - edges.length })}</span></li>` : nothing}
      ${item.unreconciledCents
        ? html`<li class="open"><span>${msg("billing-open")}</span><span class="money">${moneyText(item.unreconciledCents, currency)}</span></li>`
        : nothing}
      ${!edges.length && !item.unreconciledCents ? html`<li><span>${readably(item.statusReason)}</span></li>` : nothing}
    </ul>
  </li>`;
}

/**
 * A reconciliation: where an item's money came from or went.
 * @param {Item["reconciliations"]["edges"][number]} edge
 * @param {Row} row
 * @param {string} currency
 */
function reconciliationView({ node, counterpart }, row, currency) {
  const invoiced = ["INVOICE", "REFUND", "PAYMENT_CORRECTION"].includes(row.kind);
  const other = counterpart?.transaction;
  return html`<li>
    <span
      >${other && counterpart
        ? otherSide(invoiced, { kind: words(other.kind).toLowerCase(), number: html`<span class="number">${other.number}</span>`, date: dateText(other.date) }, described(counterpart.description, other.kind))
        : node.plannedPayment
          ? plannedSide(invoiced, { date: dateText(node.plannedPayment.dueOn), method: words(node.plannedPayment.method).toLowerCase() })
          : nothing}</span
    ><span class="money">${moneyText(node.amountCents, currency)}</span>
  </li>`;
}

/**
 * The transaction on the other side of a reconciliation.
 * @param {boolean} comesIn whether its money comes from there
 * @param {{ kind: string, number: unknown, date: string }} other
 * @param {string} item the other side's
 */
const otherSide = (comesIn, other, item) => (comesIn ? msgView("operations-from", other) : msgView("operations-to", { ...other, item }));

/**
 * The planned payment on the other side of a reconciliation.
 * @param {boolean} comesIn whether its money comes from there
 * @param {{ date: string, method: string }} planned
 */
const plannedSide = (comesIn, planned) => (comesIn ? msg("operations-from-planned", planned) : msg("operations-to-planned", planned));
