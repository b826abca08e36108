/** Sales by item: the items behind sales by ledger code (domain R31). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_SALES, SALES_BY_ITEM, SALES_BY_ITEM_WITHOUT_NAMES } from "../../queries/reports.js";
import { msg, msgView, texts } from "../../texts.js";
import { described, words } from "../../words.js";

await texts("report-list", "reports");

/** @typedef {import("../../queries/reports.js").SalesByItem_report} Found */
/** @typedef {Found["items"]["nodes"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    msg("reports-sales-by-item-counts"),
  query: SALES_BY_ITEM_WITHOUT_NAMES,
  names: { query: SALES_BY_ITEM, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  changed: CHANGED_SALES,
  connection: (found) => found.items,
  figures: ({ rows, totalCents }) => [
    [msg("reports-sales"), totalCents],
    [msg("reports-invoiced"), sumOf(rows, (row) => row.invoicedCents)],
    [msg("reports-credited-cancelled"), sumOf(rows, (row) => row.creditedCents)],
  ],
  none: msg("reports-no-sales"),
  only: {
    input: (of) => ({ ledgerCode: of.replace("code:", "") }),
    cents: ({ rows }, of) => rows.find(({ ledgerCode }) => groupOf(ledgerCode) === of)?.netCents ?? 0,
  },
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`<p class="soft">
        ${msgView("reports-sales-by-item-adds-up", { report: html`<a href=${report("sales-by-ledger-code")}>${msg("report-list-sales-by-ledger-code")}</a>` })}
      </p>
      <div class="card">
        ${table({
          caption: msg("report-list-sales-by-item"),
          running,
          columns: [
            ...columns,
            { title: msg("reports-invoiced"), money: true, cell: (row) => (isInvoiced(row) ? money(row.amountCents, currency) : nothing) },
            { title: msg("reports-credited-cancelled"), money: true, cell: (row) => (isInvoiced(row) ? nothing : money(-row.amountCents, currency)) },
          ],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? msg("reports-total") : msg("reports-rows-shown"),
            columns.length,
            [
              { title: msg("reports-invoiced"), cents: sumOf(rows.filter(isInvoiced), (row) => row.amountCents) },
              { title: msg("reports-credited-cancelled"), cents: sumOf(rows, (row) => (isInvoiced(row) ? 0 : -row.amountCents)) },
            ],
            currency,
          ),
        })}
      </div>`;
  },
  cells: (rows, currency, named) => [
    [msg("reports-date"), msg("reports-kind"), ...(named ? [msg("reports-number"), msg("reports-owner-name"), msg("reports-account-number"), msg("reports-description")] : []), msg("reports-ledger-code"), msg("reports-code-title"), msg("reports-amount"), msg("reports-currency")],
    ...rows.map(({ date: day, kind, amountCents, ledgerCode, item }) => [
      day,
      words(kind),
      ...(named ? [item.transaction.number, item.transaction.account.ownerName, item.transaction.account.number, described(item.description, kind)] : []),
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
    title: msg("reports-owner"),
    cell: ({ item: { transaction } }) => linked(billingOf(transaction.account.number, transaction.number), transaction.account.ownerName),
  },
  { title: msg("reports-date"), cell: (row) => date(row.date) },
  {
    title: msg("reports-item"),
    cell: ({ kind, item: { description, transaction } }) => html`<span class="two"
      >${described(description, kind)}<small><a href=${reconciliationsOf(transaction.id)}>${words(kind)} <span class="number">${transaction.number}</span></a></small></span
    >`,
  },
  { title: msg("reports-ledger-code"), cell: codeOf },
];

/** @type {import("../../parts/table.js").Column<Row>[]} */
const UNNAMED = [
  { title: msg("reports-date"), cell: (row) => date(row.date) },
  { title: msg("reports-kind"), cell: (row) => words(row.kind) },
  { title: msg("reports-ledger-code"), cell: codeOf },
];
