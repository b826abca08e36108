/** Payment by ledger code (domain R29): codes down, methods across. */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { bar } from "../../parts/bars.js";
import { codeText, groupOf, linked, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_PAYMENT_BY_LEDGER_CODE, PAYMENT_BY_LEDGER_CODE } from "../../queries/reports.js";
import { may } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { words } from "../../words.js";

await texts("report-list", "reports");

/** @typedef {import("../../queries/reports.js").PaymentByLedgerCode_report} Found */
/** @typedef {Found["rows"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    msg("reports-payment-by-ledger-code-counts"),
  query: PAYMENT_BY_LEDGER_CODE,
  changed: CHANGED_PAYMENT_BY_LEDGER_CODE,
  connection: (found) => ({ nodes: found.rows, pageInfo: {}, totalCount: found.rows.length }),
  figures: ({ totalCents, processingCents, unreconciledCents }) => [
    [msg("reports-total"), totalCents],
    [msg("reports-received"), totalCents - processingCents],
    [msg("reports-processing"), processingCents],
    [msg("reports-unreconciled"), unreconciledCents],
  ],
  none: msg("reports-no-payments"),
  view({ found, rows, running, report }) {
    const { currency, totalCents } = found;
    const methods = METHODS.filter((method) => rows.some((row) => row.method === method));
    const codes = byCode(rows);
    const all = codes.map(({ cents }) => cents);
    // viewers without client access cannot tell unreconciled rows from those without a code
    const leads = may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING");
    return html`<div class="card">
      ${table({
        caption: msg("report-list-payment-by-ledger-code"),
        running,
        rows: codes,
        key: ({ key }) => key,
        columns: [
          {
            title: msg("reports-ledger-code"),
            cell: ({ key, ledgerCode, unreconciled }) =>
              linked(ledgerCode || leads ? report("payment-by-item", key) : undefined, codeText(ledgerCode, unreconciled ? msg("reports-unreconciled") : msg("reports-no-ledger-code"))),
          },
          ...methods.map((method) => ({
            title: words(method),
            money: true,
            cell: (/** @type {ReturnType<typeof byCode>[number]} */ { of }) => money(of[method] ?? 0, currency),
          })),
          { title: msg("reports-total"), money: true, cell: ({ cents }) => html`<b>${money(cents, currency)}</b>` },
          { title: msg("reports-comparison"), cell: ({ cents }) => bar(cents, all) },
        ],
        foot: totalsLine(
          msg("reports-total"),
          1,
          [
            ...methods.map((method) => ({ title: words(method), cents: sumOf(codes, ({ of }) => of[method] ?? 0) })),
            { title: msg("reports-total"), cents: totalCents },
            { title: "" },
          ],
          currency,
        ),
      })}
    </div>`;
  },
  cells: (rows, currency) => [
    [msg("reports-ledger-code"), msg("reports-code-title"), msg("reports-method"), msg("reports-amount"), msg("reports-processing-amount"), msg("reports-currency")],
    ...rows.map(({ ledgerCode, unreconciled, method, amountCents, processingCents }) => [
      ledgerCode?.code ?? (unreconciled ? msg("reports-unreconciled") : msg("reports-no-ledger-code")),
      ledgerCode?.title ?? "",
      words(method),
      decimalText(amountCents, currency),
      decimalText(processingCents, currency),
      currency,
    ]),
  ],
};

/** @type {Row["method"][]} */
const METHODS = ["CASH", "CHECK", "CARD", "ECHECK", "TRANSFER", "OTHER"];

/** Merge the report's rows of each code. @param {Row[]} rows */
function byCode(rows) {
  /** @type {Map<string, { key: string, ledgerCode: Row["ledgerCode"], unreconciled: boolean, of: Record<string, number>, cents: number }>} */
  const codes = new Map();
  for (const { ledgerCode, unreconciled, method, amountCents } of rows) {
    const key = groupOf(ledgerCode, unreconciled);
    const { of = {}, cents = 0 } = codes.get(key) ?? {};
    codes.set(key, { key, ledgerCode, unreconciled, of: { ...of, [method]: amountCents }, cents: cents + amountCents });
  }
  return [...codes.values()];
}
