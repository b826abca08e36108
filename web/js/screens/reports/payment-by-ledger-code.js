/** Payment by ledger code (domain R29): codes down, methods across. */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { bar } from "../../parts/bars.js";
import { codeText, groupOf, linked, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { PAYMENT_BY_LEDGER_CODE } from "../../queries/reports.js";
import { may } from "../../session.js";
import { words } from "../../words.js";

/** @type {import("./report.js").Report} */
export const paymentByLedgerCode = {
  counts:
    "The rows of payment by item, added up by the ledger code of what was paid and by method. “No ledger code” is a payment or deposit set against its refund or " +
    "correction, which have none; “Not reconciled” is what was applied to nothing yet.",
  query: PAYMENT_BY_LEDGER_CODE,
  connection: (found) => ({ nodes: found.rows, pageInfo: {}, totalCount: found.rows.length }),
  figures: ({ totalCents, processingCents, unreconciledCents }) => [
    ["Total", totalCents],
    ["Arrived", totalCents - processingCents],
    ["Processing", processingCents],
    ["Not reconciled", unreconciledCents],
  ],
  none: "No payment, deposit, refund or correction is dated in this period.",
  view({ found, rows, running, report }) {
    const { currency, totalCents } = found;
    const methods = METHODS.filter((method) => rows.some((row) => row.method === method));
    const codes = byCode(rows);
    const all = codes.map(({ cents }) => cents);
    // whoever sees no clients cannot tell what has no code from what is not reconciled
    const leads = may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING");
    return html`<div class="card">
      ${table({
        caption: "Payment by ledger code",
        running,
        rows: codes,
        key: ({ key }) => key,
        columns: [
          {
            title: "Ledger code",
            cell: ({ key, ledgerCode, unreconciled }) =>
              linked(ledgerCode || leads ? report("payment-by-item", key) : undefined, codeText(ledgerCode, unreconciled ? "Not reconciled" : "No ledger code")),
          },
          ...methods.map((method) => ({
            title: words(method),
            money: true,
            cell: (/** @type {any} */ { of }) => money(of[method] ?? 0, currency),
          })),
          { title: "Total", money: true, cell: ({ cents }) => html`<b>${money(cents, currency)}</b>` },
          { title: "Compared", cell: ({ cents }) => bar(cents, all) },
        ],
        foot: totalsLine(
          "Total",
          1,
          [
            ...methods.map((method) => ({ title: words(method), cents: sumOf(codes, ({ of }) => of[method] ?? 0) })),
            { title: "Total", cents: totalCents },
            { title: "" },
          ],
          currency,
        ),
      })}
    </div>`;
  },
  cells: (rows, currency) => [
    ["Ledger code", "Title", "Method", "Amount", "Of it processing", "Currency"],
    ...rows.map(({ ledgerCode, unreconciled, method, amountCents, processingCents }) => [
      ledgerCode?.code ?? (unreconciled ? "Not reconciled" : "No ledger code"),
      ledgerCode?.title ?? "",
      words(method),
      decimalText(amountCents, currency),
      decimalText(processingCents, currency),
      currency,
    ]),
  ],
};

const METHODS = ["CASH", "CHECK", "CARD", "ECHECK", "TRANSFER", "OTHER"];

/** The report's rows, those of one code as one. @param {any[]} rows */
function byCode(rows) {
  /** @type {Map<string, { key: string, ledgerCode: any, unreconciled: boolean, of: Record<string, number>, cents: number }>} */
  const codes = new Map();
  for (const { ledgerCode, unreconciled, method, amountCents } of rows) {
    const key = groupOf(ledgerCode, unreconciled);
    const { of = {}, cents = 0 } = codes.get(key) ?? {};
    codes.set(key, { key, ledgerCode, unreconciled, of: { ...of, [method]: amountCents }, cents: cents + amountCents });
  }
  return [...codes.values()];
}
