/** Aging (domain R32): what each account owes on a day. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money, moneyText } from "../../money.js";
import { AGES, agingBar } from "../../parts/aging.js";
import { billingOf } from "../../parts/links.js";
import { linked, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { AGING, AGING_WITHOUT_NAMES } from "../../queries/reports.js";
import { dateText } from "../../words.js";

const SUMS = [...AGES, { title: "Owed", of: "totalCents" }];
const BESIDE = [
  { title: "Processing", of: "processingCents" },
  { title: "Planned", of: "plannedCents" },
];

/** @type {import("./report.js").Report} */
export const aging = {
  counts:
    "What invoices dated by the day have not been paid by money dated by the day, by days since the due date, or since the invoice's date where it has none. Money that " +
    "is processing or planned has not arrived: what it is for is still owed, and shown beside.",
  onDay: true,
  query: AGING_WITHOUT_NAMES,
  names: { query: AGING, needs: ["VIEW_CLIENT_ACCOUNTS"] },
  connection: (found) => found.rows ?? { nodes: [], pageInfo: {}, totalCount: 0 },
  figures: ({ totals }) => [
    ["Owed", totals.totalCents],
    ["Of it processing", totals.processingCents],
    ["Of it planned", totals.plannedCents],
  ],
  none: "Nothing is owed on this day.",
  view({ found, rows, named, running }) {
    const { currency, totals, on } = found;
    return html`<div class="card figures">${agingBar(totals, currency, `Owed on ${dateText(on)}, by age`)}</div>
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
                  cell: (/** @type {any} */ { amounts }) => (of === "totalCents" ? owed(amounts, currency) : money(amounts[of], currency)),
                })),
              ],
              foot: totalsLine("All accounts", 1, SUMS.map(({ title, of }) => ({ title, cents: totals[of] })), currency),
            })}
          </div>`
        : nothing}`;
  },
  cells: (rows, currency) => [
    ["Account", "Owner", ...SUMS.map(({ title }) => title), ...BESIDE.map(({ title }) => `Of it ${title.toLowerCase()}`), "Currency"],
    ...rows.map(({ account, amounts }) => [account.number, account.ownerName, ...[...SUMS, ...BESIDE].map(({ of }) => decimalText(amounts[of], currency)), currency]),
  ],
};

/**
 * What an account owes, and what of it is on its way.
 * @param {any} amounts
 * @param {string} currency
 */
const owed = (amounts, currency) => html`<span class="two"
  ><b>${money(amounts.totalCents, currency)}</b>${BESIDE.map(({ title, of }) =>
    amounts[of] ? html`<small>${moneyText(amounts[of], currency)} ${title.toLowerCase()}</small>` : nothing,
  )}</span
>`;
