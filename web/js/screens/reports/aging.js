/** Aging (domain R32): what each account owes on a date. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money, moneyText } from "../../money.js";
import { AGES, agingBar } from "../../parts/aging.js";
import { billingOf } from "../../parts/links.js";
import { linked, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { AGING, AGING_WITHOUT_NAMES, CHANGED_AGING } from "../../queries/reports.js";
import { dateText } from "../../words.js";

const SUMS = /** @type {const} */ ([...AGES, { title: "Total due", of: "totalCents" }]);
const BESIDE = /** @type {const} */ ([
  { title: "Processing", of: "processingCents" },
  { title: "Planned", of: "plannedCents" },
]);

/** @typedef {import("../../queries/reports.js").Aging_report} Found */
/** @typedef {Found["rows"]["nodes"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    "Unpaid amounts on this date by days overdue, counted from the due date, or from the invoice date if there is none. Processing and planned " +
    "payments have not arrived: what they pay for is still due, and shown separately.",
  onDay: true,
  query: AGING_WITHOUT_NAMES,
  names: { query: AGING, needs: ["VIEW_CLIENT_ACCOUNTS"] },
  changed: CHANGED_AGING,
  connection: (found) => found.rows ?? { nodes: [], pageInfo: {}, totalCount: 0 },
  figures: ({ totals }) => [
    ["Total due", totals.totalCents],
    ["Of which processing", totals.processingCents],
    ["Of which planned", totals.plannedCents],
  ],
  none: "Nothing is due on this date.",
  view({ found, rows, named, running }) {
    const { currency, totals, on } = found;
    return html`<div class="card figures">${agingBar(totals, currency, `Due on ${dateText(on)}, by days overdue`)}</div>
      ${named
        ? html`<div class="card">
            ${table({
              caption: "What each account owes",
              running,
              rows,
              key: ({ account }) => account.number,
              columns: [
                {
                  title: "Owner",
                  cell: ({ account }) => html`${linked(billingOf(account.number), account.ownerName)}<small class="number">${account.number}</small>`,
                },
                ...SUMS.map(({ title, of }) => ({
                  title,
                  money: true,
                  cell: (/** @type {Row} */ { amounts }) => (of === "totalCents" ? owed(amounts, currency) : money(amounts[of], currency)),
                })),
              ],
              foot: totalsLine("All accounts", 1, SUMS.map(({ title, of }) => ({ title, cents: totals[of] })), currency),
            })}
          </div>`
        : nothing}`;
  },
  cells: (rows, currency) => [
    ["Account number", "Owner name", "Not due", "Days 1 to 30", "Days 31 to 60", "Days 61 to 90", "Over 90 days", "Total", "Processing", "Planned", "Currency"],
    ...rows.map(({ account, amounts }) => [account.number, account.ownerName, ...[...SUMS, ...BESIDE].map(({ of }) => decimalText(amounts[of], currency)), currency]),
  ],
};

/**
 * What an account owes, and how much of it is processing or planned.
 * @param {Row["amounts"]} amounts
 * @param {string} currency
 */
const owed = (amounts, currency) => html`<span class="two"
  ><b>${money(amounts.totalCents, currency)}</b>${BESIDE.map(({ title, of }) =>
    amounts[of] ? html`<small>${moneyText(amounts[of], currency)} ${title.toLowerCase()}</small>` : nothing,
  )}</span
>`;
