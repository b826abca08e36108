/** Breakdown of payments by ledger code, with invoice details (domain R30). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { bar } from "../../parts/bars.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_PAYMENT_BREAKDOWN, PAYMENT_BREAKDOWN, PAYMENT_BREAKDOWN_WITHOUT_NAMES } from "../../queries/reports.js";
import { words } from "../../words.js";

/** @typedef {import("../../queries/reports.js").PaymentBreakdown_report} Found */
/** @typedef {Found["rows"]["nodes"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    "What was paid for each ledger code's invoice items, by payment date, less refunds of its credits. Credits and cancellations are shown separately, by their own " +
    "dates: “Paid by credits” under the ledger code they paid for, “Credits used” under their own. Unreconciled payments are not included.",
  query: PAYMENT_BREAKDOWN_WITHOUT_NAMES,
  names: { query: PAYMENT_BREAKDOWN, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  changed: CHANGED_PAYMENT_BREAKDOWN,
  connection: (found) => found.rows,
  figures: ({ cashCents, nonCashCents }) => [
    ["Cash", cashCents],
    ["Paid by credits", nonCashCents],
  ],
  none: "No reconciled payments in this period.",
  groupOf: (row) => groupOf(row.ledgerCode),
  amountOf: (row) => row.amountCents,
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`${byCode(found, running, report)}
      <h2>By reconciliation</h2>
      <div class="card">
        ${table({
          caption: "By reconciliation",
          running,
          columns: [
            ...columns,
            { title: "Cash", money: true, cell: (row) => (row.cash ? money(row.amountCents, currency) : nothing) },
            { title: "By credits", money: true, cell: (row) => (row.cash ? nothing : money(row.amountCents, currency)) },
          ],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? "Total" : "Rows shown",
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
    ["Ledger code", "Title", "Date", "Kind", "Cash", ...(named ? ["Owner name", "Account number", "Credit number", "Reference", "Debit number", "Position", "Description"] : []), "Amount", "Currency"],
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

/** @param {Row["reconciliation"]} reconciliation */
const namedCells = ({ creditItem, debitItem }) => [
  debitItem.transaction.account.ownerName,
  debitItem.transaction.account.number,
  creditItem?.transaction.number ?? "",
  (debitItem.transaction.kind === "REFUND" ? debitItem : creditItem)?.transaction.reference ?? "",
  debitItem.transaction.number,
  debitItem.position,
  debitItem.description,
];

/**
 * The subtotals.
 * @param {Found} found
 * @param {unknown} running
 * @param {(name: string, of?: string) => string} report
 */
function byCode({ currency, cashCents, nonCashCents, byLedgerCode }, running, report) {
  const all = byLedgerCode.map((each) => each.cashCents);
  return html`<div class="card">
    ${table({
      caption: "By ledger code",
      running,
      rows: byLedgerCode,
      key: ({ ledgerCode }) => groupOf(ledgerCode),
      columns: [
        { title: "Ledger code", cell: ({ ledgerCode }) => linked(report("payment-breakdown", groupOf(ledgerCode)), codeText(ledgerCode, "No ledger code")) },
        { title: "Cash", money: true, cell: (row) => html`<b>${money(row.cashCents, currency)}</b>` },
        { title: "Comparison", cell: (row) => bar(row.cashCents, all) },
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

/** A transaction as a link to its reconciliations. @param {{ id: string, kind: string, number: string }} transaction */
const transaction = ({ id, kind, number }) => html`<a href=${reconciliationsOf(id)}>${words(kind)} <span class="number">${number}</span></a>`;

/** A transaction's reference, if it has one. @param {{ reference: string | null }} transaction */
const reference = (transaction) => (transaction.reference ? html`<small>${transaction.reference}</small>` : nothing);

/** @type {import("../../parts/table.js").Column<Row>[]} */
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
    title: "Date",
    cell: (row) => html`<span class="two">${date(row.date)}<small>${row.kind === row.reconciliation.creditItem?.transaction.kind ? nothing : words(row.kind)}</small></span>`,
  },
  { title: "From", cell: ({ reconciliation: { creditItem } }) => (creditItem ? html`<span class="two">${transaction(creditItem.transaction)}${reference(creditItem.transaction)}</span>` : nothing) },
  {
    title: "For",
    cell: ({ reconciliation: { debitItem } }) => html`<span class="two">${debitItem.description}<small>${transaction(debitItem.transaction)}</small></span>`,
  },
];

/** @type {import("../../parts/table.js").Column<Row>[]} */
const UNNAMED = [
  { title: "Ledger code", cell: (row) => codeText(row.ledgerCode, "No ledger code") },
  { title: "Date", cell: (row) => date(row.date) },
  { title: "Kind", cell: (row) => words(row.kind) },
];
