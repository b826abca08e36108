/** Breakdown of payments by ledger code, with invoice details (domain R30). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { bar } from "../../parts/bars.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { CHANGED_PAYMENT_BREAKDOWN, PAYMENT_BREAKDOWN, PAYMENT_BREAKDOWN_WITHOUT_NAMES } from "../../queries/reports.js";
import { msg, texts } from "../../texts.js";
import { described, words } from "../../words.js";

await texts("reports");

/** @typedef {import("../../queries/reports.js").PaymentBreakdown_report} Found */
/** @typedef {Found["rows"]["nodes"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    msg("reports-breakdown-counts"),
  query: PAYMENT_BREAKDOWN_WITHOUT_NAMES,
  names: { query: PAYMENT_BREAKDOWN, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  changed: CHANGED_PAYMENT_BREAKDOWN,
  connection: (found) => found.rows,
  figures: ({ cashCents, nonCashCents }) => [
    [msg("reports-cash"), cashCents],
    [msg("reports-paid-by-credits"), nonCashCents],
  ],
  none: msg("reports-no-reconciled"),
  groupOf: (row) => groupOf(row.ledgerCode),
  amountOf: (row) => row.amountCents,
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`${byCode(found, running, report)}
      <h2>${msg("reports-by-reconciliation")}</h2>
      <div class="card">
        ${table({
          caption: msg("reports-by-reconciliation"),
          running,
          columns: [
            ...columns,
            { title: msg("reports-cash"), money: true, cell: (row) => (row.cash ? money(row.amountCents, currency) : nothing) },
            { title: msg("reports-by-credits"), money: true, cell: (row) => (row.cash ? nothing : money(row.amountCents, currency)) },
          ],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? msg("reports-total") : msg("reports-rows-shown"),
            columns.length,
            [
              { title: msg("reports-cash"), cents: sumOf(rows, (row) => (row.cash ? row.amountCents : 0)) },
              { title: msg("reports-by-credits"), cents: sumOf(rows, (row) => (row.cash ? 0 : row.amountCents)) },
            ],
            currency,
          ),
        })}
      </div>`;
  },
  cells: (rows, currency, named) => [
    [msg("reports-ledger-code"), msg("reports-code-title"), msg("reports-date"), msg("reports-kind"), msg("reports-cash"), ...(named ? [msg("reports-owner-name"), msg("reports-account-number"), msg("reports-credit-number"), msg("reports-reference"), msg("reports-debit-number"), msg("reports-position"), msg("reports-description")] : []), msg("reports-amount"), msg("reports-currency")],
    ...rows.map((row) => [
      row.ledgerCode?.code ?? msg("reports-no-ledger-code"),
      row.ledgerCode?.title ?? "",
      row.date,
      words(row.kind),
      row.cash ? msg("reports-yes") : msg("reports-no"),
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
  described(debitItem.description, debitItem.transaction.kind),
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
      caption: msg("reports-by-ledger-code"),
      running,
      rows: byLedgerCode,
      key: ({ ledgerCode }) => groupOf(ledgerCode),
      columns: [
        { title: msg("reports-ledger-code"), cell: ({ ledgerCode }) => linked(report("payment-breakdown", groupOf(ledgerCode)), codeText(ledgerCode, msg("reports-no-ledger-code"))) },
        { title: msg("reports-cash"), money: true, cell: (row) => html`<b>${money(row.cashCents, currency)}</b>` },
        { title: msg("reports-comparison"), cell: (row) => bar(row.cashCents, all) },
        { title: msg("reports-paid-by-credits"), money: true, cell: (row) => money(row.paidByCreditsCents, currency) },
        { title: msg("reports-credits-used"), money: true, cell: (row) => money(row.creditsUsedCents, currency) },
      ],
      foot: totalsLine(
        msg("reports-total"),
        1,
        [
          { title: msg("reports-cash"), cents: cashCents },
          { title: "" },
          { title: msg("reports-paid-by-credits"), cents: nonCashCents },
          { title: msg("reports-credits-used"), cents: sumOf(byLedgerCode, (row) => row.creditsUsedCents) },
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
  { title: msg("reports-ledger-code"), cell: (row) => codeText(row.ledgerCode, msg("reports-no-ledger-code")) },
  {
    title: msg("reports-owner"),
    cell: ({ reconciliation: { debitItem } }) => {
      const { number, account } = debitItem.transaction;
      return linked(billingOf(account.number, number), account.ownerName);
    },
  },
  {
    title: msg("reports-date"),
    cell: (row) => html`<span class="two">${date(row.date)}<small>${row.kind === row.reconciliation.creditItem?.transaction.kind ? nothing : words(row.kind)}</small></span>`,
  },
  { title: msg("reports-from"), cell: ({ reconciliation: { creditItem } }) => (creditItem ? html`<span class="two">${transaction(creditItem.transaction)}${reference(creditItem.transaction)}</span>` : nothing) },
  {
    title: msg("reports-for"),
    cell: ({ reconciliation: { debitItem } }) => html`<span class="two">${described(debitItem.description, debitItem.transaction.kind)}<small>${transaction(debitItem.transaction)}</small></span>`,
  },
];

/** @type {import("../../parts/table.js").Column<Row>[]} */
const UNNAMED = [
  { title: msg("reports-ledger-code"), cell: (row) => codeText(row.ledgerCode, msg("reports-no-ledger-code")) },
  { title: msg("reports-date"), cell: (row) => date(row.date) },
  { title: msg("reports-kind"), cell: (row) => words(row.kind) },
];
