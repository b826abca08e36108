/** Sales by ledger code (domain R31). */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { bar } from "../../parts/bars.js";
import { codeText, groupOf, linked, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_SALES, SALES_BY_LEDGER_CODE } from "../../queries/reports.js";
import { msg, msgView, texts } from "../../texts.js";

await texts("report-list", "reports");

/** @typedef {import("../../queries/reports.js").SalesByLedgerCode_report} Found */
/** @typedef {Found["rows"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts: msg("reports-sales-by-ledger-code-counts"),
  query: SALES_BY_LEDGER_CODE,
  changed: CHANGED_SALES,
  connection: (found) => ({ nodes: found.rows, pageInfo: {}, totalCount: found.rows.length }),
  figures: ({ rows, totalCents }) => [
    [msg("reports-sales"), totalCents],
    [msg("reports-invoiced"), sumOf(rows, (row) => row.invoicedCents)],
    [msg("reports-credited-cancelled"), sumOf(rows, (row) => row.creditedCents)],
  ],
  none: msg("reports-no-sales"),
  view({ found, rows, running, report }) {
    const { currency, totalCents } = found;
    const all = rows.map((row) => row.netCents);
    return html`<div class="card">
      ${table({
        caption: msg("report-list-sales-by-ledger-code"),
        running,
        rows,
        key: ({ ledgerCode }) => groupOf(ledgerCode),
        columns: [
          {
            title: msg("reports-ledger-code"),
            cell: ({ ledgerCode }) => linked(report("sales-by-item", groupOf(ledgerCode)), codeText(ledgerCode, "")),
          },
          { title: msg("reports-invoiced"), money: true, cell: (row) => money(row.invoicedCents, currency) },
          { title: msg("reports-credited-cancelled"), money: true, cell: (row) => money(row.creditedCents, currency) },
          { title: msg("reports-sales"), money: true, cell: (row) => html`<b>${money(row.netCents, currency)}</b>` },
          { title: msg("reports-comparison"), cell: (row) => bar(row.netCents, all) },
        ],
        foot: totalsLine(
          msg("reports-total"),
          1,
          [
            { title: msg("reports-invoiced"), cents: sumOf(rows, (row) => row.invoicedCents) },
            { title: msg("reports-credited-cancelled"), cents: sumOf(rows, (row) => row.creditedCents) },
            { title: msg("reports-sales"), cents: totalCents },
            { title: "" },
          ],
          currency,
        ),
      })}
    </div>
    <p class="soft">
      ${msgView("reports-select-code", { breakdown: html`<a href=${report("payment-breakdown")}>${msg("reports-breakdown-link")}</a>` })}
    </p>`;
  },
  cells: (rows, currency) => [
    [msg("reports-ledger-code"), msg("reports-code-title"), msg("reports-invoiced"), msg("reports-credited"), msg("reports-net"), msg("reports-currency")],
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
