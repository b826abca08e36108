/** Payment by item (domain R28). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_PAYMENT_BY_ITEM, PAYMENT_BY_ITEM, PAYMENT_BY_ITEM_WITHOUT_NAMES } from "../../queries/reports.js";
import { words } from "../../words.js";

/** @typedef {import("../../queries/reports.js").PaymentByItem_report} Found */
/** @typedef {Found["rows"]["nodes"][number]} Row */

/** Whether it is a payment's unreconciled amount; unknown without client access. @param {Row} row */
const isOpen = (row) => row.item === null;

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    "Every payment and deposit dated in the period, less refunds and payment corrections, with what each was applied to and its unreconciled amount. " +
    "Payment dates count, not invoice dates. A failed payment stays in the report; its correction reverses it on the correction date.",
  query: PAYMENT_BY_ITEM_WITHOUT_NAMES,
  names: { query: PAYMENT_BY_ITEM, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  changed: CHANGED_PAYMENT_BY_ITEM,
  connection: (found) => found.rows,
  figures: ({ totalCents, processingCents, unreconciledCents }) => [
    ["Total", totalCents],
    ["Received", totalCents - processingCents],
    ["Processing", processingCents],
    ["Unreconciled", unreconciledCents],
  ],
  none: "No payments, deposits, refunds or corrections in this period.",
  groupOf: (row) => groupOf(row.ledgerCode, isOpen(row)),
  amountOf: (row) => row.appliedCents,
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`<p class="soft">
        <a href=${report("payment-by-ledger-code")}>Payment by ledger code</a> for the same dates adds up these rows and has the same total.
      </p>
      <div class="card">
        ${table({
          caption: "Payment by item",
          running,
          columns: [...columns, ...amounts(currency)],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? "Total" : "Rows shown",
            columns.length,
            [{ title: "" }, { title: "Applied", cents: sumOf(rows, (row) => row.appliedCents) }],
            currency,
          ),
        })}
      </div>`;
  },
  cells: (rows, currency, named) => [
    ["Date", "Kind", "Method", "Processing", ...(named ? ["Number", "Reference", "Owner name", "Account number", "Applied to", "Position", "Description"] : []), "Ledger code", "Transaction amount", "Applied amount", "Currency"],
    ...rows.map((row) => [
      row.date,
      words(row.kind),
      words(row.method),
      row.processing ? "yes" : "no",
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
const appliedTo = (item) => (item ? [item.transaction.number, item.position, item.description] : ["", "", ""]);

/** The method, and whether the payment is processing. @param {Row} row */
const method = (row) => html`${words(row.method)}${row.processing ? html` <span class="processing">processing</span>` : nothing}`;

/** @type {import("../../parts/table.js").Column<Row>[]} */
const NAMED = [
  {
    title: "Transaction",
    cell: (row) => html`${linked(reconciliationsOf(row.transaction.id), html`${words(row.kind)} <span class="number">${row.transaction.number}</span>`)}<small>${method(row)}${row.transaction.reference ? html` · ${row.transaction.reference}` : nothing}</small>`,
  },
  { title: "Date", cell: (row) => date(row.date) },
  { title: "Owner", cell: ({ transaction: { number, account } }) => html`<a href=${billingOf(account.number, number)}>${account.ownerName}</a>` },
  {
    title: "Applied to",
    cell: ({ item }) =>
      item
        ? html`<span class="two">${item.description}<small><a href=${reconciliationsOf(item.transaction.id)}>${words(item.transaction.kind)} <span class="number">${item.transaction.number}</span></a></small></span>`
        : html`<span class="open-part">Unreconciled</span>`,
  },
  { title: "Ledger code", cell: (row) => html`<span class="two">${codeText(row.ledgerCode, row.item ? "None" : "—")}</span>` },
];

/** @type {import("../../parts/table.js").Column<Row>[]} */
const UNNAMED = [
  { title: "Date", cell: (row) => date(row.date) },
  { title: "Transaction", cell: (row) => words(row.kind) },
  { title: "Method", cell: method },
  { title: "Ledger code", cell: (row) => html`<span class="two">${codeText(row.ledgerCode, "None")}</span>` },
];

/**
 * @param {string} currency
 * @returns {import("../../parts/table.js").Column<Row>[]}
 */
const amounts = (currency) => [
  { title: "Payment", money: true, cell: (row) => money(row.transactionCents, currency) },
  { title: "Applied", money: true, cell: (row) => money(row.appliedCents, currency) },
];
