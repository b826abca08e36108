/** Filters of the queue: money or bank lines, the period of its date, its method, one import. Loaded when someone filters. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { choiceField } from "../../parts/filters.js";
import { METHODS } from "../../parts/methods.js";
import { periodField } from "../../parts/period.js";
import { msg, texts } from "../../texts.js";

await texts("match");

const OF = [
  { value: "", text: msg("match-everything") },
  { value: "money", text: msg("match-money") },
  { value: "lines", text: msg("match-lines") },
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
    ${choiceField(visit, { name: "of", label: msg("match-show"), options: OF, changed })}
    ${periodField(visit, { without: "", changed })}
    ${choiceField(visit, { name: "method", label: msg("match-method"), options: [{ value: "", text: msg("match-all-methods") }, ...METHODS], changed })}
    ${visit.query.has("batch") ? html`<span>${msg("match-one-import")} <button type="button" class="link" @click=${all}>${msg("match-show-all")}</button></span>` : nothing}
  </div>`;
}
