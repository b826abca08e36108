/** Sales by item: the items behind sales by ledger code (domain R31). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_SALES, SALES_BY_ITEM, SALES_BY_ITEM_WITHOUT_NAMES } from "../../queries/reports.js";
import { words } from "../../words.js";

/** @typedef {import("../../queries/reports.js").SalesByItem_report} Found */
/** @typedef {Found["items"]["nodes"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    "Every item of an invoice, credit or cancellation dated in the period. Credits and cancellations are subtracted. Includes unpaid and " +
    "unreconciled items.",
  query: SALES_BY_ITEM_WITHOUT_NAMES,
  names: { query: SALES_BY_ITEM, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  changed: CHANGED_SALES,
  connection: (found) => found.items,
  figures: ({ rows, totalCents }) => [
    ["Sales", totalCents],
    ["Invoiced", sumOf(rows, (row) => row.invoicedCents)],
    ["Credited and cancelled", sumOf(rows, (row) => row.creditedCents)],
  ],
  none: "No invoices, credits or cancellations in this period.",
  only: {
    input: (of) => ({ ledgerCode: of.replace("code:", "") }),
    cents: ({ rows }, of) => rows.find(({ ledgerCode }) => groupOf(ledgerCode) === of)?.netCents ?? 0,
  },
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`<p class="soft">
        <a href=${report("sales-by-ledger-code")}>Sales by ledger code</a> for the same dates adds up these rows and has the same total.
      </p>
      <div class="card">
        ${table({
          caption: "Sales by item",
          running,
          columns: [
            ...columns,
            { title: "Invoiced", money: true, cell: (row) => (isInvoiced(row) ? money(row.amountCents, currency) : nothing) },
            { title: "Credited and cancelled", money: true, cell: (row) => (isInvoiced(row) ? nothing : money(-row.amountCents, currency)) },
          ],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? "Total" : "Rows shown",
            columns.length,
            [
              { title: "Invoiced", cents: sumOf(rows.filter(isInvoiced), (row) => row.amountCents) },
              { title: "Credited and cancelled", cents: sumOf(rows, (row) => (isInvoiced(row) ? 0 : -row.amountCents)) },
            ],
            currency,
          ),
        })}
      </div>`;
  },
  cells: (rows, currency, named) => [
    ["Date", "Kind", ...(named ? ["Number", "Owner name", "Account number", "Description"] : []), "Ledger code", "Title", "Amount", "Currency"],
    ...rows.map(({ date: day, kind, amountCents, ledgerCode, item }) => [
      day,
      words(kind),
      ...(named ? [item.transaction.number, item.transaction.account.ownerName, item.transaction.account.number, item.description] : []),
      ledgerCode.code,
      ledgerCode.title,
      decimalText(amountCents, currency),
      currency,
    ]),
  ],
};

/** @param {Row} row */
const isInvoiced = ({ kind }) => kind === "INVOICE";

/** @param {Row} row */
const codeOf = ({ ledgerCode }) => html`<span class="two">${codeText(ledgerCode, "")}</span>`;

/** @type {import("../../parts/table.js").Column<Row>[]} */
const NAMED = [
  {
    title: "Owner",
    cell: ({ item: { transaction } }) => linked(billingOf(transaction.account.number, transaction.number), transaction.account.ownerName),
  },
  { title: "Date", cell: (row) => date(row.date) },
  {
    title: "Item",
    cell: ({ kind, item: { description, transaction } }) => html`<span class="two"
      >${description}<small><a href=${reconciliationsOf(transaction.id)}>${words(kind)} <span class="number">${transaction.number}</span></a></small></span
    >`,
  },
  { title: "Ledger code", cell: codeOf },
];

/** @type {import("../../parts/table.js").Column<Row>[]} */
const UNNAMED = [
  { title: "Date", cell: (row) => date(row.date) },
  { title: "Kind", cell: (row) => words(row.kind) },
  { title: "Ledger code", cell: codeOf },
];
