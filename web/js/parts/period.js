/** Which days a list or a report is of: a preset, a year, or two dates, in the address as the command line writes them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { today } from "../session.js";
import { dateText } from "../words.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("period");

const PRESETS = [
  { value: "last-month", text: "Last month" },
  { value: "last-3-months", text: "Last 3 months" },
  { value: "last-6-months", text: "Last 6 months" },
  { value: "last-12-months", text: "Last 12 months" },
];
const YEARS = 4;
const DATES = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/;

/**
 * A day so many days later.
 * @param {string} isoDate
 * @param {number} days
 */
export const daysAfter = (isoDate, days) => new Date(Date.parse(isoDate) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * What a period of the address means: the graph's input, nothing where any day is meant, or what is wrong with it.
 * @param {string} text "last-3-months", "2026", "2026-01-01..2026-03-31" or ""
 * @returns {{ input: object | null, problem?: undefined } | { input?: undefined, problem: string }}
 */
export function periodInput(text) {
  if (!text) return { input: null };
  if (PRESETS.some(({ value }) => value === text)) return { input: { preset: text.toUpperCase().replaceAll("-", "_") } };
  if (/^\d{4}$/.test(text)) return { input: { year: Number(text) } };
  const [, from, to] = DATES.exec(text) ?? [];
  if (!from || !to) return { problem: "Say the first and the last day." };
  if (from > to) return { problem: "The first day is after the last day." };
  return { input: { range: { from, to } } };
}

/**
 * The days of a period in words.
 * @param {string} firstDay
 * @param {string} lastDay
 */
export const daysText = (firstDay, lastDay) =>
  firstDay === lastDay ? dateText(firstDay) : `${dateText(firstDay)} – ${dateText(lastDay)}`;

/**
 * The choice of a period; bound to `period` of the query.
 * @param {import("../router.js").Visit} visit
 * @param {object} what
 * @param {string} what.without what it is where the query says nothing: a preset, or "" for any day
 * @param {() => void} what.changed called when there is a whole period
 */
export function periodField(visit, { without, changed }) {
  const chosen = visit.query.get("period") ?? without;
  const dates = DATES.exec(chosen);
  const thisYear = Number(today().slice(0, 4));
  const years = new Set(Array.from({ length: YEARS }, (_, ago) => String(thisYear - ago)));
  if (/^\d{4}$/.test(chosen)) years.add(chosen);

  /** @param {string} period */
  function choose(period) {
    visit.setQuery({ period: period === without ? null : period });
    if (!periodInput(period).problem) changed();
  }
  /** @param {{ value: string, text: string }} option */
  const option = ({ value, text }) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`;
  return html`<label class="choice">
      <span class="soft">Period</span>
      <select
        @change=${(/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.target);
          choose(value === "dates" ? `${today().slice(0, 8)}01..${today()}` : value);
        }}
      >
        ${without ? nothing : option({ value: "", text: "Any date" })} ${PRESETS.map(option)}
        ${[...years].map((year) => option({ value: year, text: year }))}
        <option value="dates" .selected=${Boolean(dates)}>Dates…</option>
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
      ><span class="soft">From</span>
      <input type="date" class="input" .value=${from} aria-invalid=${problem ? "true" : "false"} @change=${(/** @type {Event} */ event) => choose(`${value(event)}..${to}`)}
    /></label>
    <label class="choice"
      ><span class="soft">to</span>
      <input type="date" class="input" .value=${to} aria-invalid=${problem ? "true" : "false"} @change=${(/** @type {Event} */ event) => choose(`${from}..${value(event)}`)}
    /></label>
    ${problem ? html`<span class="problem" role="alert">${problem}</span>` : nothing}`;
}
