/** Filters of the queue: money or bank lines, the period of its date, its method, one import. Loaded when someone filters. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { choiceField } from "../../parts/filters.js";
import { METHODS } from "../../parts/methods.js";
import { periodField } from "../../parts/period.js";

const OF = [
  { value: "", text: "Everything open" },
  { value: "money", text: "Payments, deposits and credits" },
  { value: "lines", text: "Bank lines" },
];

export { periodInput } from "../../parts/period.js";

/**
 * @param {import("../../router.js").Visit} visit
 * @param {() => void} changed
 */
export function filtersView(visit, changed) {
  function all() {
    visit.setQuery({ batch: null });
    changed();
  }
  return html`<div class="filters">
    ${choiceField(visit, { name: "of", label: "Show", options: OF, changed })}
    ${periodField(visit, { without: "", changed })}
    ${choiceField(visit, { name: "method", label: "Method", options: [{ value: "", text: "All methods" }, ...METHODS], changed })}
    ${visit.query.has("batch") ? html`<span>Only what one import brought. <button type="button" class="link" @click=${all}>Show all</button></span>` : nothing}
  </div>`;
}
