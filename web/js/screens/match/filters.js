/** Filters of the queue: the period of the money's date, its method, one import. Loaded when someone filters. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { choiceField } from "../../parts/filters.js";
import { METHODS } from "../../parts/methods.js";
import { periodField } from "../../parts/period.js";

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
    ${periodField(visit, { without: "", changed })}
    ${choiceField(visit, { name: "method", label: "Method", options: [{ value: "", text: "All methods" }, ...METHODS], changed })}
    ${visit.query.has("batch") ? html`<span>Only what one import brought. <button type="button" class="link" @click=${all}>Show all</button></span>` : nothing}
  </div>`;
}
