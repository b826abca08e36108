/** A report: filters, figures, tables, export and print. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { ask } from "../../graphql.js";
import { money, moneyText } from "../../money.js";
import { button } from "../../parts/action.js";
import { asOf, asOfField, asOfText } from "../../parts/as-of.js";
import { readAll, readToTheEnd } from "../../parts/read-all.js";
import { choiceField, tabs } from "../../parts/filters.js";
import { empty, failed, forbidden, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { daysText, periodField, periodInput } from "../../parts/period.js";
import { sumOf } from "../../parts/report-rows.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { exportRows } from "../../parts/export-rows.js";
import { CURRENCIES } from "../../queries/reports.js";
import { paged } from "../../reading.js";
import { REPORTS } from "../../reports.js";
import { missing, today, whoIsHere } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { dateText, momentText } from "../../words.js";
import { changedSince } from "./changed.js";

await stylesheet("tabs", "reports");
await texts("reports");

/** @import { Connection, Document } from "../../../types/document.js" */
/** @import { PeriodInput } from "../../../types/schema.js" */

/**
 * The parts of a report. `found` is the query's result.
 * @template Found, Row
 * @typedef {object} Report
 * @property {string} counts a description of what it counts
 * @property {boolean} [onDay] it is for a date, not a period
 * @property {Document<{ report: object }, never>} query that needs no other permission; it may select less than `Found`
 * @property {{ query: Document<{ report: Found }, never>, needs: string[] }} [names] query with client names, and the permissions it needs
 * @property {Document<{ report: import("./changed.js").Changed }, never>} changed query of what changed since an instant
 * @property {(found: Found) => Connection<Row>} connection its rows: `nodes`, `pageInfo`, `totalCount`
 * @property {(found: Found) => [string, number][]} figures
 * @property {string} none text for an empty report
 * @property {(row: Row) => string} [groupOf] for `?of=`: the group of a row
 * @property {(row: Row) => number} [amountOf] with `groupOf`
 * @property {{ input: (of: string) => object, cents: (found: Found, of: string) => number }} [only] for `?of=` in place of `groupOf`,
 *   if the server filters: its variables and the group's total
 * @property {(shown: Shown<Found, Row>) => unknown} view
 * @property {(rows: Row[], currency: string, named: boolean) => (string | number | null)[][]} cells for a spreadsheet, headings first
 */

/**
 * @template Found, Row
 * @typedef {object} Shown
 * @property {Found} found
 * @property {Row[]} rows
 * @property {boolean} whole whether these are all rows
 * @property {boolean} named whether clients are named
 * @property {unknown} running the heading of each printed page
 * @property {(name: string, of?: string) => string} report the address of another report for the same period
 */

/** @typedef {{ currency: string, on?: string, firstDay?: string, lastDay?: string }} AnyFound what all reports select */
/** @typedef {{ period?: PeriodInput | null, on?: string | null, currency?: string | null, asOf?: string | null, ledgerCode?: string }} Filters */

const WITHOUT = "last-month";

/**
 * Load what a report is made of.
 * @param {string} name
 * @returns {Promise<{ open: import("../../router.js").OpenScreen }>}
 */
export async function reportNamed(name) {
  const known = REPORTS.find((each) => each.name === name);
  if (!known?.load) return { open: () => noReport };
  const { report } = await known.load();
  return { open: (visit) => screenOf(visit, known, report) };
}

/**
 * The screen of a report.
 * @param {import("../../router.js").Visit} visit
 * @param {import("../../reports.js").ReportEntry} entry
 * @param {Report<AnyFound, unknown>} report
 * @returns {import("../../router.js").Screen}
 */
function screenOf(visit, { name, title }, report) {
  const lacks = missing(...(report.names?.needs ?? []));
  const named = !lacks.length;
  const query = /** @type {Document<{ report: AnyFound }, Filters & import("../../reading.js").Page>} */ (report.names && named ? report.names.query : report.query);
  /** @type {AnyFound | null} */
  let found = null;
  /** Currencies in use; null until known. @type {string[] | null} */
  let currencies = null;
  const list = paged(visit, query, pick, { most: 1000 });
  const changed = changedSince(visit, report.changed);
  /** Name of the exported file, from its rows' own period. */
  let fileName = name;
  const exportButtons = exportRows(visit.draw, {
    name: () => fileName,
    async rows(onProgress) {
      const asked = wanted();
      const of = visit.query.get("of");
      const { rows, data } = await readAll(query, asked, (answer) => report.connection(answer.report), onProgress);
      const { on, firstDay, lastDay, currency } = data.report;
      fileName = [name, ...(report.onDay ? [on] : [firstDay, "to", lastDay]), ...(asked.asOf ? ["as-recorded", asked.asOf] : [])].join("-");
      return report.cells(rows.filter((row) => isOf(of, row)), currency, named);
    },
  });

  const several = () => (currencies && currencies.length > 1 ? currencies : null);

  /** @param {{ report: AnyFound }} data */
  function pick(data) {
    found = data.report;
    return report.connection(found);
  }

  /** @returns {Filters} */
  function wanted() {
    const period = periodInput(visit.query.get("period") ?? WITHOUT).input;
    const days = report.onDay ? { on: visit.query.get("on") } : { period };
    const of = visit.query.get("of");
    return { ...days, ...(of && report.only?.input(of)), currency: visit.query.get("currency") ?? currencies?.[0], asOf: asOf(visit) };
  }

  /** @param {string | null} group @param {unknown} row */
  const isOf = (group, row) => !group || !report.groupOf || report.groupOf(row) === group;

  const problem = () => (report.onDay ? undefined : periodInput(visit.query.get("period") ?? WITHOUT).problem);

  async function load() {
    if (problem()) return;
    const signal = visit.signal();
    try {
      currencies = (await ask(CURRENCIES, {}, signal)).currencies;
    } catch {
      // the report is loaded next and shows the error
    }
    if (signal.aborted) return;
    if (several() && !visit.query.has("currency")) visit.setQuery({ currency: several()?.[0] ?? null });
    changed.load(wanted());
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

  const days = () => (found?.on ? dateText(found.on) : found?.firstDay && found.lastDay ? daysText(found.firstDay, found.lastDay) : "");
  function running() {
    const instant = asOf(visit);
    const of = { title, days: days(), currency: found?.currency ?? "" };
    return instant ? msg("reports-running-as-of", { ...of, moment: momentText(instant) }) : msg("reports-running", of);
  }

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
        ? choiceField(visit, { name: "currency", label: msg("reports-currency"), options: (several() ?? []).map((value) => ({ value, text: value })), changed: load })
        : nothing}
      ${asOfField(visit, load)}
    </div>`;
  }

  const dayField = () => html`<label class="choice"
    ><span class="soft">${msg("reports-date")}</span>
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
    if (currencies?.length === 0) return html`<div class="card">${empty(msg("reports-nothing-yet"), html`<a href="/accounts">${msg("shell-to-accounts")}</a>`)}</div>`;
    if (problem() && !list.known) return html`<div class="card">${empty(problem() ?? "", msg("reports-choose-dates"))}</div>`;
    if (!list.known || !found) return html`<div class="card">${list.failure ? failed(list.failure, load) : loading(msg("reports-the-report"), 8)}</div>`;
    const of = visit.query.get("of");
    const rows = list.rows.filter((row) => isOf(of, row));
    const nothingThere = !list.rows.length && report.figures(found).every(([, cents]) => !cents);
    return html`${list.failure ? html`<div class="card">${failed(list.failure, load)}</div>` : nothing} ${figures(found)}
      ${nothingThere
        ? html`<div class="card">${empty(report.none, msg("reports-choose-others"))}</div>`
        : html`${group(found, rows)} ${report.view({ found, rows, whole: !list.more, named, running: running(), report: address })} ${paging(list)}
          ${list.more ? html`<p class="print-only">${msg("reports-first-rows", { shown: rows.length, total: list.total ?? rows.length })}</p>` : nothing}`}
      ${named ? nothing : html`<div class="card">${forbidden(msg("reports-client-names"), lacks)}</div>`}`;
  }

  /** @param {AnyFound} of */
  const figures = (of) => html`<div class="card figures">
    <dl>
      ${report.figures(of).map(([label, cents]) => html`<div><dt>${label}</dt><dd>${money(cents, of.currency)}</dd></div>`)}
    </dl>
  </div>`;

  /** The group selected by `?of=`. @param {AnyFound} all @param {unknown[]} rows */
  function group(all, rows) {
    const of = visit.query.get("of");
    if (!of || !(report.only || report.amountOf)) return nothing;
    const sum = report.only ? report.only.cents(all, of) : sumOf(rows, report.amountOf ?? (() => 0));
    const count = (report.only && list.total) ?? rows.length;
    return html`<p class="only" role="status">
      ${msgView("reports-only", {
        group: html`<b>${groupText(of)}</b>`,
        count,
        sum: moneyText(sum, all.currency),
        all: html`<a href=${address(name)}>${msg("reports-all-rows")}</a>`,
      })}
    </p>`;
  }

  return {
    title: () => (found ? msg("reports-title-of", { title, days: days() }) : title),
    load,
    view: () => html`
      <p class="crumb"><a href="/reports">${msg("reports-all")}</a></p>
      <div class="heading">
        <h1 tabindex="-1">${title}</h1>
        <p class="soft" role="status">${found ? msg("reports-days-in", { days: days(), currency: found.currency }) : nothing}</p>
        <div class="actions">${found ? html`${exportButtons()} ${button({ text: msg("reports-print"), run: printAll })}` : nothing}</div>
      </div>
      <p class="print-only">${msg("reports-printed", { moment: momentText(new Date().toISOString()), person: whoIsHere().name })}</p>
      ${tabs(msg("reports-title"), REPORTS.map((each) => ({ text: each.short, href: address(each.name), here: each.name === name })))} ${filters()} ${asOfText(visit)}
      <p class="counts">${report.counts}</p>
      ${changed.view()}
      <div class="report" aria-busy=${list.busy}>${body()}</div>
    `,
  };
}

/**
 * Describe a group of rows.
 * @param {string} of as `groupOf` returns it
 */
const groupText = (of) => ({ unreconciled: msg("reports-group-unreconciled"), "no-code": msg("reports-group-no-code") })[of] ?? msg("reports-group-code", { code: of.replace("code:", "") });

/** @type {import("../../router.js").Screen} */
const noReport = {
  title: () => msg("shell-not-found"),
  view: () => html`<h1 tabindex="-1">${msg("shell-not-found")}</h1>${empty(msg("reports-not-found"), html`<a href="/reports">${msg("reports-to-reports")}</a>`)}`,
};
