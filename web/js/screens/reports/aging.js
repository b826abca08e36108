/** Aging (domain R32): what each account owes on a date. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money, moneyText } from "../../money.js";
import { AGES, agingBar } from "../../parts/aging.js";
import { billingOf } from "../../parts/links.js";
import { linked, totalsLine } from "../../parts/report-rows.js";
import { table } from "../../parts/table.js";
import { AGING, AGING_WITHOUT_NAMES, CHANGED_AGING } from "../../queries/reports.js";
import { msg, texts } from "../../texts.js";
import { dateText } from "../../words.js";

await texts("reports");

const SUMS = /** @type {const} */ ([...AGES, { title: msg("reports-total-due"), of: "totalCents" }]);
const BESIDE = /** @type {const} */ ([
  { of: "processingCents", text: (/** @type {string} */ amount) => msg("reports-amount-processing", { amount }) },
  { of: "plannedCents", text: (/** @type {string} */ amount) => msg("reports-amount-planned", { amount }) },
]);

/** @typedef {import("../../queries/reports.js").Aging_report} Found */
/** @typedef {Found["rows"]["nodes"][number]} Row */

/** @type {import("./report.js").Report<Found, Row>} */
export const report = {
  counts:
    msg("reports-aging-counts"),
  onDay: true,
  query: AGING_WITHOUT_NAMES,
  names: { query: AGING, needs: ["VIEW_CLIENT_ACCOUNTS"] },
  changed: CHANGED_AGING,
  connection: (found) => found.rows ?? { nodes: [], pageInfo: {}, totalCount: 0 },
  figures: ({ totals }) => [
    [msg("reports-total-due"), totals.totalCents],
    [msg("reports-of-which-processing"), totals.processingCents],
    [msg("reports-of-which-planned"), totals.plannedCents],
  ],
  none: msg("reports-nothing-due"),
  view({ found, rows, named, running }) {
    const { currency, totals, on } = found;
    return html`<div class="card figures">${agingBar(totals, currency, msg("reports-due-on", { date: dateText(on) }))}</div>
      ${named
        ? html`<div class="card">
            ${table({
              caption: msg("reports-account-owes"),
              running,
              rows,
              key: ({ account }) => account.number,
              columns: [
                {
                  title: msg("reports-owner"),
                  cell: ({ account }) => html`${linked(billingOf(account.number), account.ownerName)}<small class="number">${account.number}</small>`,
                },
                ...SUMS.map(({ title, of }) => ({
                  title,
                  money: true,
                  cell: (/** @type {Row} */ { amounts }) => (of === "totalCents" ? owed(amounts, currency) : money(amounts[of], currency)),
                })),
              ],
              foot: totalsLine(msg("reports-all-accounts"), 1, SUMS.map(({ title, of }) => ({ title, cents: totals[of] })), currency),
            })}
          </div>`
        : nothing}`;
  },
  cells: (rows, currency) => [
    [msg("reports-account-number"), msg("reports-owner-name"), msg("reports-not-due"), msg("reports-days-1"), msg("reports-days-31"), msg("reports-days-61"), msg("reports-days-90"), msg("reports-total"), msg("reports-processing"), msg("reports-planned"), msg("reports-currency")],
    ...rows.map(({ account, amounts }) => [account.number, account.ownerName, ...[...SUMS, ...BESIDE].map(({ of }) => decimalText(amounts[of], currency)), currency]),
  ],
};

/**
 * What an account owes, and how much of it is processing or planned.
 * @param {Row["amounts"]} amounts
 * @param {string} currency
 */
const owed = (amounts, currency) => html`<span class="two"
  ><b>${money(amounts.totalCents, currency)}</b>${BESIDE.map(({ of, text }) =>
    amounts[of] ? html`<small>${text(moneyText(amounts[of], currency))}</small>` : nothing,
  )}</span
>`;
