/** What is open to pay, by how long it has been due. */
import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";

const BUCKETS = ["Not yet due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days"];

/**
 * The bucket of something due on a day, seen from another: 0 to 4 (domain R32).
 * @param {string} dueOn
 * @param {string} today
 */
export function bucketOf(dueOn, today) {
  const days = Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000);
  return days <= 0 ? 0 : Math.min(Math.ceil(days / 30), 4);
}

/**
 * A bar with its figures below; nothing where nothing is open.
 * @param {number[]} cents one amount a bucket
 * @param {string} currency
 * @param {string} [title]
 */
export function agingBar(cents, currency, title = "Open to pay, by age") {
  const total = cents.reduce((sum, each) => sum + each, 0);
  if (total <= 0) return nothing;
  let left = 0;
  const parts = cents.map((each, index) => {
    const width = (each / total) * 100;
    const part = svg`<rect class="age-${index}" x=${left} width=${width} height="8"><title>${BUCKETS[index]}: ${moneyText(each, currency)}</title></rect>`;
    left += width;
    return each ? part : nothing;
  });
  return html`<figure class="aging">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
    <dl>
      ${cents.map((each, index) => html`<div class=${each ? "" : "none"}>
        <dt><i class="age-${index}"></i>${BUCKETS[index]}</dt>
        <dd>${moneyText(each, currency)}</dd>
      </div>`)}
    </dl>
  </figure>`;
}
