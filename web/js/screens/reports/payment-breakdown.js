/** Breakdown of payments by ledger code, with the invoices' details (domain R30). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { bar } from "../../parts/bars.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { PAYMENT_BREAKDOWN, PAYMENT_BREAKDOWN_WITHOUT_NAMES } from "../../queries/reports.js";
import { words } from "../../words.js";

/** @type {import("./report.js").Report} */
export const paymentBreakdown = {
  counts:
    "What was paid of each ledger code's invoice items, by the payment's date, less refunds of its credits. Credits and cancellations stand beside cash, by their own " +
    "dates: “paid by credits” under the code that they paid for, “credits used” under their own. Payments that are not reconciled are not here.",
  query: PAYMENT_BREAKDOWN_WITHOUT_NAMES,
  names: { query: PAYMENT_BREAKDOWN, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  connection: (found) => found.rows,
  figures: ({ cashCents, nonCashCents }) => [
    ["Cash", cashCents],
    ["Paid by credits", nonCashCents],
  ],
  none: "Nothing was paid by reconciliations in this period.",
  groupOf: (row) => groupOf(row.ledgerCode),
  amountOf: (row) => row.amountCents,
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`${byCode(found, running, report)}
      <h2>Reconciliation by reconciliation</h2>
      <div class="card">
        ${table({
          caption: "Reconciliation by reconciliation",
          running,
          columns: [
            ...columns,
            { title: "Cash", money: true, cell: (row) => (row.cash ? money(row.amountCents, currency) : nothing) },
            { title: "By credits", money: true, cell: (row) => (row.cash ? nothing : money(row.amountCents, currency)) },
          ],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? "Total" : "The rows shown",
            columns.length,
            [
              { title: "Cash", cents: sumOf(rows, (row) => (row.cash ? row.amountCents : 0)) },
              { title: "By credits", cents: sumOf(rows, (row) => (row.cash ? 0 : row.amountCents)) },
            ],
            currency,
          ),
        })}
      </div>`;
  },
  cells: (rows, currency, named) => [
    ["Ledger code", "Title", "Date", "Kind", "Cash", ...(named ? ["Owner", "Account", "From", "For", "Item"] : []), "Amount", "Currency"],
    ...rows.map((row) => [
      row.ledgerCode?.code ?? "No ledger code",
      row.ledgerCode?.title ?? "",
      row.date,
      words(row.kind),
      row.cash ? "yes" : "no",
      ...(named ? namedCells(row.reconciliation) : []),
      decimalText(row.amountCents, currency),
      currency,
    ]),
  ],
};

/** @param {any} reconciliation */
const namedCells = ({ creditItem, debitItem }) => [
  debitItem.transaction.account.ownerName,
  debitItem.transaction.account.number,
  creditItem.transaction.number,
  debitItem.transaction.number,
  debitItem.description,
];

/**
 * The subtotals.
 * @param {any} found
 * @param {unknown} running
 * @param {(name: string, of?: string) => string} report
 */
function byCode({ currency, cashCents, nonCashCents, byLedgerCode }, running, report) {
  const all = byLedgerCode.map((/** @type {any} */ each) => each.cashCents);
  return html`<div class="card">
    ${table({
      caption: "By ledger code",
      running,
      rows: byLedgerCode,
      key: ({ ledgerCode }) => groupOf(ledgerCode),
      columns: [
        { title: "Ledger code", cell: ({ ledgerCode }) => linked(report("payment-breakdown", groupOf(ledgerCode)), codeText(ledgerCode, "No ledger code")) },
        { title: "Cash", money: true, cell: (row) => html`<b>${money(row.cashCents, currency)}</b>` },
        { title: "Compared", cell: (row) => bar(row.cashCents, all) },
        { title: "Paid by credits", money: true, cell: (row) => money(row.paidByCreditsCents, currency) },
        { title: "Credits used", money: true, cell: (row) => money(row.creditsUsedCents, currency) },
      ],
      foot: totalsLine(
        "Total",
        1,
        [
          { title: "Cash", cents: cashCents },
          { title: "" },
          { title: "Paid by credits", cents: nonCashCents },
          { title: "Credits used", cents: sumOf(byLedgerCode, (row) => row.creditsUsedCents) },
        ],
        currency,
      ),
    })}
  </div>`;
}

/** A transaction as a link to its reconciliations. @param {any} transaction */
const transaction = ({ id, kind, number }) => html`<a href=${reconciliationsOf(id)}>${words(kind)} <span class="number">${number}</span></a>`;

/** @type {import("../../parts/table.js").Column[]} */
const NAMED = [
  { title: "Ledger code", cell: (row) => codeText(row.ledgerCode, "No ledger code") },
  {
    title: "Owner",
    cell: ({ reconciliation: { debitItem } }) => {
      const { number, account } = debitItem.transaction;
      return linked(billingOf(account.number, number), account.ownerName);
    },
  },
  {
    title: "Dated",
    cell: (row) => html`<span class="two">${date(row.date)}<small>${row.kind === row.reconciliation.creditItem.transaction.kind ? nothing : words(row.kind)}</small></span>`,
  },
  { title: "From", cell: ({ reconciliation: { creditItem } }) => transaction(creditItem.transaction) },
  {
    title: "For",
    cell: ({ reconciliation: { debitItem } }) => html`<span class="two">${debitItem.description}<small>${transaction(debitItem.transaction)}</small></span>`,
  },
];

/** @type {import("../../parts/table.js").Column[]} */
const UNNAMED = [
  { title: "Ledger code", cell: (row) => codeText(row.ledgerCode, "No ledger code") },
  { title: "Date", cell: (row) => date(row.date) },
  { title: "What", cell: (row) => words(row.kind) },
];
