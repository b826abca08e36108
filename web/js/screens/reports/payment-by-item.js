/** Payment by item (domain R28). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_PAYMENT_BY_ITEM, PAYMENT_BY_ITEM, PAYMENT_BY_ITEM_WITHOUT_NAMES } from "../../queries/reports.js";
import { msg, msgView, texts } from "../../texts.js";
import { described, words } from "../../words.js";

await texts("report-list", "reports");

/** @typedef {import("../../queries/reports.js").PaymentByItem_report} Found */
/** @typedef {Found["rows"]["nodes"][number]} Row */

/** Whether it is a payment's unreconciled amount; unknown without client access. @param {Row} row */
const isOpen = (row) => row.item === null;

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    msg("reports-payment-by-item-counts"),
  query: PAYMENT_BY_ITEM_WITHOUT_NAMES,
  names: { query: PAYMENT_BY_ITEM, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  changed: CHANGED_PAYMENT_BY_ITEM,
  connection: (found) => found.rows,
  figures: ({ totalCents, processingCents, unreconciledCents }) => [
    [msg("reports-total"), totalCents],
    [msg("reports-received"), totalCents - processingCents],
    [msg("reports-processing"), processingCents],
    [msg("reports-unreconciled"), unreconciledCents],
  ],
  none: msg("reports-no-payments"),
  groupOf: (row) => groupOf(row.ledgerCode, isOpen(row)),
  amountOf: (row) => row.appliedCents,
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`<p class="soft">
        ${msgView("reports-payment-by-item-adds-up", { report: html`<a href=${report("payment-by-ledger-code")}>${msg("report-list-payment-by-ledger-code")}</a>` })}
      </p>
      <div class="card">
        ${table({
          caption: msg("report-list-payment-by-item"),
          running,
          columns: [...columns, ...amounts(currency)],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? msg("reports-total") : msg("reports-rows-shown"),
            columns.length,
            [{ title: "" }, { title: msg("reports-applied"), cents: sumOf(rows, (row) => row.appliedCents) }],
            currency,
          ),
        })}
      </div>`;
  },
  cells: (rows, currency, named) => [
    [msg("reports-date"), msg("reports-kind"), msg("reports-method"), msg("reports-processing"), ...(named ? [msg("reports-number"), msg("reports-reference"), msg("reports-owner-name"), msg("reports-account-number"), msg("reports-applied-to"), msg("reports-position"), msg("reports-description")] : []), msg("reports-ledger-code"), msg("reports-transaction-amount"), msg("reports-applied-amount"), msg("reports-currency")],
    ...rows.map((row) => [
      row.date,
      words(row.kind),
      words(row.method),
      row.processing ? msg("reports-yes") : msg("reports-no"),
      ...(named
        ? [row.transaction.number, row.transaction.reference ?? "", row.transaction.account.ownerName, row.transaction.account.number, ...appliedTo(row.item)]
        : []),
      row.ledgerCode?.code ?? "",
      decimalText(row.transactionCents, currency),
      decimalText(row.appliedCents, currency),
      currency,
    ]),
  ],
};

/** @param {Row["item"]} item */
const appliedTo = (item) => (item ? [item.transaction.number, item.position, described(item.description, item.transaction.kind)] : ["", "", ""]);

/** The method, and whether the payment is processing. @param {Row} row */
const method = (row) => html`${words(row.method)}${row.processing ? html` <span class="processing">${msg("reports-is-processing")}</span>` : nothing}`;

/** @type {import("../../parts/table.js").Column<Row>[]} */
const NAMED = [
  {
    title: msg("reports-transaction"),
    cell: (row) => html`${linked(reconciliationsOf(row.transaction.id), html`${words(row.kind)} <span class="number">${row.transaction.number}</span>`)}<small>${method(row)}${row.transaction.reference ? html` · ${row.transaction.reference}` : nothing}</small>`,
  },
  { title: msg("reports-date"), cell: (row) => date(row.date) },
  { title: msg("reports-owner"), cell: ({ transaction: { number, account } }) => html`<a href=${billingOf(account.number, number)}>${account.ownerName}</a>` },
  {
    title: msg("reports-applied-to"),
    cell: ({ item }) =>
      item
        ? html`<span class="two">${described(item.description, item.transaction.kind)}<small><a href=${reconciliationsOf(item.transaction.id)}>${words(item.transaction.kind)} <span class="number">${item.transaction.number}</span></a></small></span>`
        : html`<span class="open-part">${msg("reports-unreconciled")}</span>`,
  },
  { title: msg("reports-ledger-code"), cell: (row) => html`<span class="two">${codeText(row.ledgerCode, row.item ? msg("reports-none") : "—")}</span>` },
];

/** @type {import("../../parts/table.js").Column<Row>[]} */
const UNNAMED = [
  { title: msg("reports-date"), cell: (row) => date(row.date) },
  { title: msg("reports-transaction"), cell: (row) => words(row.kind) },
  { title: msg("reports-method"), cell: method },
  { title: msg("reports-ledger-code"), cell: (row) => html`<span class="two">${codeText(row.ledgerCode, msg("reports-none"))}</span>` },
];

/**
 * @param {string} currency
 * @returns {import("../../parts/table.js").Column<Row>[]}
 */
const amounts = (currency) => [
  { title: msg("reports-payment"), money: true, cell: (row) => money(row.transactionCents, currency) },
  { title: msg("reports-applied"), money: true, cell: (row) => money(row.appliedCents, currency) },
];
