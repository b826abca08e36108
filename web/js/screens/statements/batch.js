/** Statements or yearly receipts of all accounts, or of those that are found: a job makes them, and its screen offers them as one file. */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { button } from "../../parts/action.js";
import { choiceField, searchField } from "../../parts/filters.js";
import { change } from "../../parts/form.js";
import { periodField, periodInput } from "../../parts/period.js";
import { MAKE_DOCUMENTS } from "../../queries/statements.js";
import { go } from "../../router.js";
import { RUNNING } from "../../session.js";
import { msg, texts } from "../../texts.js";

await texts("statements", "accounts");

/** @typedef {import("../../../types/schema.js").StatementAccounts} StatementAccounts */

/** @type {{ value: StatementAccounts, text: string }[]} */
const CHOICES = [
  { value: "WITH_ACTIVITY", text: msg("statements-with-activity") },
  { value: "WITH_BALANCE", text: msg("statements-with-balance") },
  { value: "OWING", text: msg("statements-owing") },
  { value: "ALL", text: msg("statements-all") },
];

const OPEN = [
  { value: "", text: msg("accounts-all") },
  { value: "yes", text: msg("accounts-with-open") },
  { value: "no", text: msg("accounts-reconciled") },
];

/**
 * Which accounts were chosen, as a list of accounts is searched and filtered.
 * @param {import("../../router.js").Visit} visit
 */
export function chosenAccounts(visit) {
  const open = visit.query.get("unreconciled");
  return { search: visit.query.get("search")?.trim() || null, filter: open ? { hasUnreconciled: open === "yes" } : null };
}

/** @param {import("../../../types/schema.js").MakeDocumentsInput} input */
async function make(input) {
  const done = await change({ query: MAKE_DOCUMENTS, input, successMessage: () => msg("statements-being-made") });
  if (done?.job) go(`/jobs/${encodeURIComponent(done.job.id)}`);
}

/**
 * @param {import("../../router.js").Visit} visit
 * @param {object} chosen
 * @param {string} chosen.period as its address has it
 * @param {string} chosen.without the period that its address leaves out
 * @param {string} chosen.year
 * @param {string[]} chosen.years
 * @param {number | undefined} chosen.count how many accounts are chosen, once that is known
 * @param {() => void} chosen.changed what is done when others are chosen
 */
export function batchView(visit, { period, without, year, years, count, changed }) {
  const among = chosenAccounts(visit);
  const { input, problem } = periodInput(period);
  const which = CHOICES.find(({ value }) => value === visit.query.get("accounts"))?.value ?? "WITH_ACTIVITY";
  const options = CHOICES.map(({ value, text }, index) => ({ value: index ? value : "", text }));
  return html`<div class="filters">
      ${searchField(visit, { name: "search", label: msg("statements-search"), placeholder: msg("statements-search-for"), changed })}
      ${choiceField(visit, { name: "unreconciled", label: msg("statements-accounts"), options: OPEN, changed })}
      <p class="soft" role="status">${count === undefined ? "" : msg("statements-found", { count })}</p>
    </div>
    <section class="card document" aria-labelledby="statements">
      <h2 id="statements">${msg("statements-of-many")}</h2>
      <p class="soft">${msg("statements-of-many-are")}</p>
      <div class="filters">
        ${periodField(visit, { without, changed: visit.draw })} ${choiceField(visit, { name: "accounts", label: msg("statements-which"), options, changed: visit.draw })}
      </div>
      ${button({ text: msg("statements-make"), run: () => input && make({ kind: "STATEMENT", period: input, accounts: which, ...among }), needs: RUNNING, disabledReason: problem }, "main")}
    </section>
    <section class="card document" aria-labelledby="receipts">
      <h2 id="receipts">${msg("statements-receipts")}</h2>
      <p class="soft">${msg("statements-receipts-are")}</p>
      <div class="filters">${choiceField(visit, { name: "year", label: msg("statements-year"), options: years.map((value) => ({ value, text: value })), changed: visit.draw })}</div>
      ${button({ text: msg("statements-make-receipts"), run: () => make({ kind: "YEARLY_RECEIPT", period: { year: Number(year) }, ...among }), needs: RUNNING }, "main")}
    </section>`;
}
