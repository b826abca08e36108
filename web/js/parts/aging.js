/** Amounts due by days overdue (domain R32). */
import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { msg } from "../texts.js";

/** @type {{ title: string, of: "notDueCents" | "days1To30Cents" | "days31To60Cents" | "days61To90Cents" | "over90DaysCents" }[]} */
export const AGES = [
  { title: msg("shell-not-yet-due"), of: "notDueCents" },
  { title: msg("shell-days-1-30"), of: "days1To30Cents" },
  { title: msg("shell-days-31-60"), of: "days31To60Cents" },
  { title: msg("shell-days-61-90"), of: "days61To90Cents" },
  { title: msg("shell-days-over-90"), of: "over90DaysCents" },
];

/**
 * A stacked bar with its figures below; nothing if nothing is due.
 * @param {Record<(typeof AGES)[number]["of"], number>} amounts of the graph's `AgingAmounts`
 * @param {string} currency
 * @param {string} title
 */
export function agingBar(amounts, currency, title) {
  const cents = AGES.map(({ of }) => amounts[of]);
  const total = cents.reduce((sum, each) => sum + each, 0);
  if (!total) return nothing;
  let left = 0;
  const parts = cents.map((each, index) => {
    const width = (each / total) * 100;
    const part = svg`<rect class="age-${index}" x=${left} width=${width} height="8"><title>${AGES[index].title}: ${moneyText(each, currency)}</title></rect>`;
    left += width;
    return each ? part : nothing;
  });
  return html`<figure class="aging">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
    <dl>
      ${cents.map((each, index) => html`<div class=${each ? "" : "none"}>
        <dt><i class="age-${index}"></i>${AGES[index].title}</dt>
        <dd>${moneyText(each, currency)}</dd>
      </div>`)}
    </dl>
  </figure>`;
}
