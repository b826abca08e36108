/** Sales by ledger code (domain R31). */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { bar } from "../../parts/bars.js";
import { codeText, groupOf, linked, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_SALES, SALES_BY_LEDGER_CODE } from "../../queries/reports.js";

/** @typedef {import("../../queries/reports.js").SalesByLedgerCode_report} Found */
/** @typedef {Found["rows"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts: "Amounts invoiced under each ledger code, less credits and cancellations, each by its own date. Includes unpaid and unreconciled items.",
  query: SALES_BY_LEDGER_CODE,
  changed: CHANGED_SALES,
  connection: (found) => ({ nodes: found.rows, pageInfo: {}, totalCount: found.rows.length }),
  figures: ({ rows, totalCents }) => [
    ["Sales", totalCents],
    ["Invoiced", sumOf(rows, (row) => row.invoicedCents)],
    ["Credited and cancelled", sumOf(rows, (row) => row.creditedCents)],
  ],
  none: "No invoices, credits or cancellations in this period.",
  view({ found, rows, running, report }) {
    const { currency, totalCents } = found;
    const all = rows.map((row) => row.netCents);
    return html`<div class="card">
      ${table({
        caption: "Sales by ledger code",
        running,
        rows,
        key: ({ ledgerCode }) => groupOf(ledgerCode),
        columns: [
          {
            title: "Ledger code",
            cell: ({ ledgerCode }) => linked(report("sales-by-item", groupOf(ledgerCode)), codeText(ledgerCode, "")),
          },
          { title: "Invoiced", money: true, cell: (row) => money(row.invoicedCents, currency) },
          { title: "Credited and cancelled", money: true, cell: (row) => money(row.creditedCents, currency) },
          { title: "Sales", money: true, cell: (row) => html`<b>${money(row.netCents, currency)}</b>` },
          { title: "Comparison", cell: (row) => bar(row.netCents, all) },
        ],
        foot: totalsLine(
          "Total",
          1,
          [
            { title: "Invoiced", cents: sumOf(rows, (row) => row.invoicedCents) },
            { title: "Credited and cancelled", cents: sumOf(rows, (row) => row.creditedCents) },
            { title: "Sales", cents: totalCents },
            { title: "" },
          ],
          currency,
        ),
      })}
    </div>
    <p class="soft">
      Select a ledger code to see its items. For what was paid, see the <a href=${report("payment-breakdown")}>breakdown of payments</a>.
    </p>`;
  },
  cells: (rows, currency) => [
    ["Ledger code", "Title", "Invoiced", "Credited", "Net", "Currency"],
    ...rows.map(({ ledgerCode, invoicedCents, creditedCents, netCents }) => [
      ledgerCode.code,
      ledgerCode.title,
      decimalText(invoicedCents, currency),
      decimalText(creditedCents, currency),
      decimalText(netCents, currency),
      currency,
    ]),
  ],
};
