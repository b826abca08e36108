/** Payment by item (domain R28). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../../money.js";
import { date } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { codeText, groupOf, linked, placed, sumOf, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { PAYMENT_BY_ITEM, PAYMENT_BY_ITEM_WITHOUT_NAMES } from "../../queries/reports.js";
import { words } from "../../words.js";

/** Whether it is a payment's open part; who sees no clients cannot tell. @param {any} row */
const isOpen = (row) => row.item === null;

/** @type {import("./report.js").Report} */
export const paymentByItem = {
  counts:
    "Every payment and deposit dated in the period, less refunds and payment corrections, each with what it was applied to and its part that is not reconciled. " +
    "Only its own date counts, never the invoice's. A payment that failed stays in and is taken back by its correction, on the correction's date.",
  query: PAYMENT_BY_ITEM_WITHOUT_NAMES,
  names: { query: PAYMENT_BY_ITEM, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"] },
  connection: (found) => found.rows,
  figures: ({ totalCents, processingCents, unreconciledCents }) => [
    ["Total", totalCents],
    ["Arrived", totalCents - processingCents],
    ["Processing", processingCents],
    ["Not reconciled", unreconciledCents],
  ],
  none: "No payment, deposit, refund or correction is dated in this period.",
  groupOf: (row) => groupOf(row.ledgerCode, isOpen(row)),
  amountOf: (row) => row.appliedCents,
  view({ found, rows, whole, named, running, report }) {
    const { currency } = found;
    const columns = named ? NAMED : UNNAMED;
    return html`<p class="soft">
        The <a href=${report("payment-by-ledger-code")}>payment by ledger code</a> of the same days adds these rows up, and comes to the same total.
      </p>
      <div class="card">
        ${table({
          caption: "Payment by item",
          running,
          columns: [...columns, ...amounts(currency)],
          rows: placed(rows),
          key: (row) => row.place,
          foot: totalsLine(
            whole ? "Total" : "The rows shown",
            columns.length,
            [{ title: "" }, { title: "Applied", cents: sumOf(rows, (row) => row.appliedCents) }],
            currency,
          ),
        })}
      </div>`;
  },
  cells: (rows, currency, named) => [
    ["Date", "Kind", "Method", "Processing", ...(named ? ["Number", "Owner", "Account", "Applied to", "Item"] : []), "Ledger code", "Payment", "Applied", "Currency"],
    ...rows.map((row) => [
      row.date,
      words(row.kind),
      words(row.method),
      row.processing ? "yes" : "no",
      ...(named
        ? [row.transaction.number, row.transaction.account.ownerName, row.transaction.account.number, row.item?.transaction.number ?? "", row.item?.description ?? ""]
        : []),
      row.ledgerCode?.code ?? "",
      decimalText(row.transactionCents, currency),
      decimalText(row.appliedCents, currency),
      currency,
    ]),
  ],
};

/** How money came, and whether it is still on its way. @param {any} row */
const method = (row) => html`${words(row.method)}${row.processing ? html` <span class="processing">processing</span>` : nothing}`;

/** @type {import("../../parts/table.js").Column[]} */
const NAMED = [
  {
    title: "What",
    cell: (row) => html`${linked(reconciliationsOf(row.transaction.id), html`${words(row.kind)} <span class="number">${row.transaction.number}</span>`)}<small>${method(row)}</small>`,
  },
  { title: "Date", cell: (row) => date(row.date) },
  { title: "Owner", cell: ({ transaction: { number, account } }) => html`<a href=${billingOf(account.number, number)}>${account.ownerName}</a>` },
  {
    title: "Applied to",
    cell: ({ item }) =>
      item
        ? html`<span class="two">${item.description}<small><a href=${reconciliationsOf(item.transaction.id)}>${words(item.transaction.kind)} <span class="number">${item.transaction.number}</span></a></small></span>`
        : html`<span class="open-part">Not reconciled</span>`,
  },
  { title: "Ledger code", cell: (row) => html`<span class="two">${codeText(row.ledgerCode, row.item ? "None" : "—")}</span>` },
];

/** @type {import("../../parts/table.js").Column[]} */
const UNNAMED = [
  { title: "Date", cell: (row) => date(row.date) },
  { title: "What", cell: (row) => words(row.kind) },
  { title: "Method", cell: method },
  { title: "Ledger code", cell: (row) => html`<span class="two">${codeText(row.ledgerCode, "None")}</span>` },
];

/**
 * @param {string} currency
 * @returns {import("../../parts/table.js").Column[]}
 */
const amounts = (currency) => [
  { title: "Payment", money: true, cell: (row) => money(row.transactionCents, currency) },
  { title: "Applied", money: true, cell: (row) => money(row.appliedCents, currency) },
];
