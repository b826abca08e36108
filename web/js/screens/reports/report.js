/** A report: which days, which currency, as recorded when; its figures, its tables, and taking it along. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { ask } from "../../graphql.js";
import { money, moneyText } from "../../money.js";
import { button } from "../../parts/action.js";
import { asOf, asOfField, asOfText } from "../../parts/as-of.js";
import { everything, readToTheEnd } from "../../parts/everything.js";
import { choiceField, tabs } from "../../parts/filters.js";
import { empty, failed, forbidden, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { daysText, periodField, periodInput } from "../../parts/period.js";
import { sumOf } from "../../parts/report-rows.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { takingAlong } from "../../parts/taking-along.js";
import { CURRENCIES } from "../../queries/reports.js";
import { paged } from "../../reading.js";
import { missing, today, whoIsHere } from "../../session.js";
import { counted, dateText, momentText } from "../../words.js";
import { aging } from "./aging.js";
import { paymentBreakdown } from "./payment-breakdown.js";
import { paymentByItem } from "./payment-by-item.js";
import { paymentByLedgerCode } from "./payment-by-ledger-code.js";
import { salesByItem } from "./sales-by-item.js";
import { salesByLedgerCode } from "./sales-by-ledger-code.js";
import { REPORTS } from "./names.js";

await stylesheet("tabs", "reports");

/**
 * What a report is made of. `found` is the graph's answer.
 * @typedef {object} Report
 * @property {string} counts what it counts, in words
 * @property {boolean} [onDay] it is of a day, not of a period
 * @property {string} query
 * @property {{ query: string, needs: string[] }} [names] what names clients, and the permissions for it; the other query then names none
 * @property {(found: any) => any} connection its rows: `nodes`, `pageInfo`, `totalCount`
 * @property {(found: any) => [string, number][]} figures
 * @property {string} none what is said where there is nothing
 * @property {(row: any) => string} [groupOf] for `?of=`: which group a row belongs to
 * @property {(row: any) => number} [amountOf] with `groupOf`
 * @property {{ input: (of: string) => object, cents: (found: any, of: string) => number }} [only] for `?of=` in place of `groupOf`,
 *   where the server leaves a group's rows: by what it is asked, and what the group comes to
 * @property {(shown: Shown) => unknown} view
 * @property {(rows: any[], currency: string, named: boolean) => (string | number | null)[][]} cells for a spreadsheet, headings first
 *
 * @typedef {object} Shown
 * @property {any} found
 * @property {any[]} rows
 * @property {boolean} whole whether these are all rows
 * @property {boolean} named whether clients are named
 * @property {unknown} running what stands on each printed page
 * @property {(name: string, of?: string) => string} report the address of a report of the same days
 */

/** @type {Record<string, Report>} */
const MADE_OF = {
  "payment-by-item": paymentByItem,
  "payment-by-ledger-code": paymentByLedgerCode,
  "payment-breakdown": paymentBreakdown,
  "sales-by-ledger-code": salesByLedgerCode,
  "sales-by-item": salesByItem,
  aging,
};
const WITHOUT = "last-month";

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const known = REPORTS.find(({ name }) => name === visit.parameters.name);
  if (!known) return noReport;
  const { name, title } = known;
  const report = MADE_OF[name];
  const lacks = missing(...(report.names?.needs ?? []));
  const named = !lacks.length;
  const query = report.names && named ? report.names.query : report.query;
  /** @type {any} */
  let found = null;
  /** Those in use; null until they are known. @type {string[] | null} */
  let currencies = null;
  const list = paged(visit, query, pick, { page: 100, most: 1000 });
  /** What the file is called: by what its rows are of, whatever is chosen meanwhile. */
  let fileName = name;
  const take = takingAlong(visit.draw, {
    name: () => fileName,
    async rows(told) {
      const asked = wanted();
      const of = visit.query.get("of");
      const { rows, data } = await everything(query, asked, (answer) => report.connection(answer.report), told);
      const { on, firstDay, lastDay, currency } = data.report;
      fileName = [name, ...(report.onDay ? [on] : [firstDay, "to", lastDay]), ...(asked.asOf ? ["as-recorded", asked.asOf] : [])].join("-");
      return report.cells(rows.filter((row) => isOf(of, row)), currency, named);
    },
  });

  const several = () => (currencies && currencies.length > 1 ? currencies : null);

  /** @param {any} data */
  function pick(data) {
    found = data.report;
    return report.connection(found);
  }

  function wanted() {
    const period = periodInput(visit.query.get("period") ?? WITHOUT).input;
    const days = report.onDay ? { on: visit.query.get("on") } : { period };
    const of = visit.query.get("of");
    return { ...days, ...(of && report.only?.input(of)), currency: visit.query.get("currency") ?? currencies?.[0], asOf: asOf(visit) };
  }

  /** @param {string | null} group @param {any} row */
  const isOf = (group, row) => !group || !report.groupOf || report.groupOf(row) === group;

  const problem = () => (report.onDay ? undefined : periodInput(visit.query.get("period") ?? WITHOUT).problem);

  async function load() {
    if (problem()) return;
    const signal = visit.signal();
    try {
      currencies = (await ask(CURRENCIES, {}, signal)).currencies;
    } catch {
      // the report itself is asked next, and tells what is wrong
    }
    if (signal.aborted) return;
    if (several() && !visit.query.has("currency")) visit.setQuery({ currency: several()?.[0] ?? null });
    if (currencies?.length !== 0) await list.read(wanted());
    else visit.draw();
    if (visit.query.has("of") && report.groupOf) await readToTheEnd(list);
  }

  async function printAll() {
    await readToTheEnd(list);
    visit.draw();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    print();
  }

  const days = () => (found ? (report.onDay ? dateText(found.on) : daysText(found.firstDay, found.lastDay)) : "");
  const instant = () => (asOf(visit) ? `, as recorded at ${momentText(/** @type {string} */ (asOf(visit)))}` : "");
  const running = () => html`${title}, ${days()}${instant()}, in ${found.currency}`;

  /** @param {string} other @param {string} [of] */
  function address(other, of) {
    const kept = new URLSearchParams(visit.query);
    kept.delete("of");
    if (of) kept.set("of", of);
    const text = kept.toString();
    return `/reports/${other}${text ? `?${text}` : ""}`;
  }

  function filters() {
    return html`<div class="filters">
      ${report.onDay ? dayField() : periodField(visit, { without: WITHOUT, changed: load })}
      ${several()
        ? choiceField(visit, { name: "currency", label: "Currency", options: (several() ?? []).map((value) => ({ value, text: value })), changed: load })
        : nothing}
      ${asOfField(visit, load)}
    </div>`;
  }

  const dayField = () => html`<label class="choice"
    ><span class="soft">On</span>
    <input
      type="date"
      class="input"
      .value=${visit.query.get("on") ?? found?.on ?? today()}
      @change=${(/** @type {Event} */ event) => {
        visit.setQuery({ on: /** @type {HTMLInputElement} */ (event.target).value });
        load();
      }}
  /></label>`;

  function body() {
    if (currencies?.length === 0) return html`<div class="card">${empty("There is nothing to report yet.", html`Begin with an account: <a href="/accounts">go to the accounts</a>.`)}</div>`;
    if (problem() && !list.known) return html`<div class="card">${empty(problem() ?? "", "Choose the days above.")}</div>`;
    if (!list.known) return html`<div class="card">${list.failure ? failed(list.failure, load) : loading("the report", 8)}</div>`;
    const of = visit.query.get("of");
    const rows = list.rows.filter((row) => isOf(of, row));
    const nothingThere = !list.rows.length && report.figures(found).every(([, cents]) => !cents);
    return html`${list.failure ? html`<div class="card">${failed(list.failure, load)}</div>` : nothing} ${figures()}
      ${nothingThere
        ? html`<div class="card">${empty(report.none, "Choose other days, or another currency where there are several.")}</div>`
        : html`${group(rows)} ${report.view({ found, rows, whole: !list.more, named, running: running(), report: address })} ${paging(list)}
          ${list.more ? html`<p class="print-only">The first ${rows.length} of ${list.total} rows. Print by the report's own button to have all.</p>` : nothing}`}
      ${named ? nothing : html`<div class="card">${forbidden("whose they are", lacks)}</div>`}`;
  }

  const figures = () => html`<div class="card figures">
    <dl>
      ${report.figures(found).map(([label, cents]) => html`<div><dt>${label}</dt><dd>${money(cents, found.currency)}</dd></div>`)}
    </dl>
  </div>`;

  /** What `?of=` leaves of the rows. @param {any[]} rows */
  function group(rows) {
    const of = visit.query.get("of");
    if (!of || !(report.only || report.amountOf)) return nothing;
    const sum = report.only ? report.only.cents(found, of) : sumOf(rows, /** @type {(row: any) => number} */ (report.amountOf));
    const count = (report.only && list.total) ?? rows.length;
    return html`<p class="only" role="status">
      Only <b>${groupText(of)}</b>: ${counted(count, "row")}, ${moneyText(sum, found.currency)}. <a href=${address(name)}>Show all rows</a>
    </p>`;
  }

  return {
    title: () => (found ? `${title}, ${days()}` : title),
    load,
    view: () => html`
      <p class="crumb"><a href="/reports">All reports</a></p>
      <div class="heading">
        <h1 tabindex="-1">${title}</h1>
        <p class="soft" role="status">${found ? html`${days()}, in ${found.currency}` : nothing}</p>
        <div class="actions">${found ? html`${take()} ${button({ text: "Print", run: printAll })}` : nothing}</div>
      </div>
      <p class="print-only">Tieout, printed ${momentText(new Date().toISOString())} by ${whoIsHere().name}</p>
      ${tabs("Reports", REPORTS.map((each) => ({ text: each.short, href: address(each.name), here: each.name === name })))} ${filters()} ${asOfText(visit)}
      <p class="counts">${report.counts}</p>
      <div class="report" aria-busy=${list.busy}>${body()}</div>
    `,
  };
}

/**
 * A group of rows in words.
 * @param {string} of as `groupOf` of the reports gives it
 */
const groupText = (of) => ({ unreconciled: "what is not reconciled", "no-code": "what has no ledger code" })[of] ?? `ledger code ${of.replace("code:", "")}`;

/** @type {import("../../router.js").Screen} */
const noReport = {
  title: () => "Not found",
  view: () => html`<h1 tabindex="-1">Not found</h1>${empty("There is no such report.", html`<a href="/reports">Go to all reports</a>`)}`,
};
