/** The period of a list or report: a preset, a month, quarter or year, or two dates, in the address as on the command line (domain R27b). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { LOCALE, WRITTEN } from "../locale.js";
import { today } from "../session.js";
import { msg, texts } from "../texts.js";
import { dateText } from "../words.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("period");
await texts("lists");

const TO_TODAY = [
  { value: "last-month", text: msg("lists-last-month") },
  { value: "last-3-months", text: msg("lists-last-3-months") },
  { value: "last-6-months", text: msg("lists-last-6-months") },
  { value: "last-12-months", text: msg("lists-last-12-months") },
];
const CALENDAR = [
  { value: "this-month", text: msg("lists-this-month") },
  { value: "last-calendar-month", text: msg("lists-last-calendar-month") },
  { value: "this-quarter", text: msg("lists-this-quarter") },
  { value: "last-quarter", text: msg("lists-last-quarter") },
  { value: "this-fiscal-year", text: msg("lists-this-fiscal-year") },
  { value: "last-fiscal-year", text: msg("lists-last-fiscal-year") },
];
const PRESETS = [...TO_TODAY, ...CALENDAR];
const YEARS = 4;
const QUARTERS = 8;
const MONTHS = 12;
const MONTH = /^\d{4}-\d\d$/;
const QUARTER = /^\d{4}-Q[1-4]$/i;
const FISCAL_YEAR = /^FY(\d{4})$/i;
const DATES = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/;

/**
 * Return the day a number of days later.
 * @param {string} isoDate
 * @param {number} days
 */
export const daysAfter = (isoDate, days) => new Date(Date.parse(isoDate) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Whether a text is a day of the calendar.
 * @param {string | null} text
 * @returns {text is string}
 */
export const isDay = (text) => text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && daysAfter(text, 0) === text;

/**
 * Return the last day of the month before a day's.
 * @param {string} isoDate
 */
export const lastMonthEnd = (isoDate) => daysAfter(`${isoDate.slice(0, 7)}-01`, -1);

/**
 * Parse a period: return the query's input, null for all dates, or what is wrong with it.
 * @param {string} text "last-3-months", "2026", "2026-01", "2026-Q1", "FY2026", "2026-01-01..2026-03-31" or ""
 * @returns {{ input: import("../../types/schema.js").PeriodInput | null, problem?: undefined } | { input?: undefined, problem: string }}
 */
export function periodInput(text) {
  if (!text) return { input: null };
  if (PRESETS.some(({ value }) => value === text)) return { input: { preset: /** @type {import("../../types/schema.js").PeriodPreset} */ (text.toUpperCase().replaceAll("-", "_")) } };
  if (/^\d{4}$/.test(text)) return { input: { year: Number(text) } };
  if (MONTH.test(text)) return { input: { month: text } };
  if (QUARTER.test(text)) return { input: { quarter: text } };
  const fiscalYear = FISCAL_YEAR.exec(text)?.[1];
  if (fiscalYear) return { input: { fiscalYear: Number(fiscalYear) } };
  const [, from, to] = DATES.exec(text) ?? [];
  if (!from || !to) return { problem: msg("lists-enter-days") };
  if (from > to) return { problem: msg("lists-days-reversed") };
  return { input: { range: { from, to } } };
}

/**
 * Format a period.
 * @param {string} firstDay
 * @param {string} lastDay
 */
export const daysText = (firstDay, lastDay) =>
  firstDay === lastDay ? dateText(firstDay) : `${dateText(firstDay)} – ${dateText(lastDay)}`;

/** @param {string} quarter such as 2026-Q1 */
const quarterText = (quarter) => msg("lists-quarter", { year: quarter.slice(0, 4), quarter: quarter.slice(-1) });

const monthNames = new Intl.DateTimeFormat(LOCALE, { ...WRITTEN, month: "long", year: "numeric", timeZone: "UTC" });

/** Format a month. @param {string} month such as 2026-01 */
export const monthText = (month) => monthNames.format(new Date(`${month}-01`));

/**
 * The latest months, quarters and years, the present one first, with the chosen one if it is none of them.
 * @param {string} chosen
 */
function calendarPeriods(chosen) {
  const [year, month] = today().split("-").map(Number);
  /** @param {number} ago */
  const monthAgo = (ago) => new Date(Date.UTC(year, month - 1 - ago)).toISOString().slice(0, 7);
  /** @param {number} ago */
  const quarterAgo = (ago) => {
    const quarters = year * 4 + Math.floor((month - 1) / 3) - ago;
    return `${Math.floor(quarters / 4)}-Q${(quarters % 4) + 1}`;
  };
  /**
   * @param {number} count
   * @param {(ago: number) => string} named
   * @param {RegExp} form
   */
  const latest = (count, named, form) => [...new Set([...Array.from({ length: count }, (_, ago) => named(ago)), ...(form.test(chosen) ? [chosen] : [])])];
  return {
    months: latest(MONTHS, monthAgo, MONTH).map((value) => ({ value, text: monthText(value) })),
    quarters: latest(QUARTERS, quarterAgo, QUARTER).map((value) => ({ value, text: quarterText(value) })),
    years: latest(YEARS, (ago) => String(year - ago), /^\d{4}$/).map((value) => ({ value, text: value })),
    fiscalYears: FISCAL_YEAR.test(chosen) ? [{ value: chosen, text: msg("lists-fiscal-year", { year: chosen.slice(2) }) }] : [],
  };
}

/**
 * The period filter, bound to `period` of the query.
 * @param {import("../router.js").Visit} visit
 * @param {object} what
 * @param {string} what.without the default: a preset, or "" for all dates
 * @param {() => void} what.changed called once the period is complete
 */
export function periodField(visit, { without, changed }) {
  const chosen = visit.query.get("period") ?? without;
  const dates = DATES.exec(chosen);
  const { months, quarters, years, fiscalYears } = calendarPeriods(chosen);

  /** @param {string} period */
  function choose(period) {
    visit.setQuery({ period: period === without ? null : period });
    if (!periodInput(period).problem) changed();
  }
  /** @param {{ value: string, text: string }} option */
  const option = ({ value, text }) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`;
  return html`<label class="choice">
      <span class="soft">${msg("lists-period")}</span>
      <select
        @change=${(/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.target);
          choose(value === "dates" ? `${today().slice(0, 8)}01..${today()}` : value);
        }}
      >
        ${without ? nothing : option({ value: "", text: msg("lists-all-dates") })}
        <optgroup label=${msg("lists-through-today")}>${TO_TODAY.map(option)}</optgroup>
        <optgroup label=${msg("lists-calendar")}>${[...CALENDAR, ...fiscalYears].map(option)}</optgroup>
        <optgroup label=${msg("lists-years")}>${years.map(option)}</optgroup>
        <optgroup label=${msg("lists-quarters")}>${quarters.map(option)}</optgroup>
        <optgroup label=${msg("lists-months")}>${months.map(option)}</optgroup>
        <option value="dates" .selected=${Boolean(dates)}>${msg("lists-custom-dates")}</option>
      </select>
    </label>
    ${dates ? datesField(dates[1] ?? "", dates[2] ?? "", choose) : nothing}`;
}

/**
 * @param {string} from
 * @param {string} to
 * @param {(period: string) => void} choose
 */
function datesField(from, to, choose) {
  const { problem } = periodInput(`${from}..${to}`);
  /** @param {Event} event */
  const value = (event) => /** @type {HTMLInputElement} */ (event.target).value;
  return html`<label class="choice"
      ><span class="soft">${msg("lists-from")}</span>
      <input type="date" class="input" .value=${from} aria-invalid=${problem ? "true" : "false"} @change=${(/** @type {Event} */ event) => choose(`${value(event)}..${to}`)}
    /></label>
    <label class="choice"
      ><span class="soft">${msg("lists-to")}</span>
      <input type="date" class="input" .value=${to} aria-invalid=${problem ? "true" : "false"} @change=${(/** @type {Event} */ event) => choose(`${from}..${value(event)}`)}
    /></label>
    ${problem ? html`<span class="problem" role="alert">${problem}</span>` : nothing}`;
}
