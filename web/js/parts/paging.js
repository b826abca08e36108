/** "Show more": the list grows in place, so that the scroll position stays; and how many rows a page has. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { PAGE_SIZES, pageSize } from "../reading.js";
import { msg, texts } from "../texts.js";

await texts("lists");

/**
 * @template Row, Filters
 * @param {import("../reading.js").Paged<Row, Filters>} list
 * @param {string} [text] label of the button
 */
export function paging(list, text = msg("lists-show-more")) {
  const isLong = list.more || list.rows.length > PAGE_SIZES[0];
  if (!isLong) return nothing;
  return html`<p class="more">
    ${list.more
      ? html`<button type="button" class="button" aria-disabled=${list.busy ? "true" : nothing} @click=${() => list.busy || list.readMore()}>${text}</button>`
      : nothing}
    ${list.total === null ? nothing : html`<span class="soft">${msg("lists-of", { shown: list.rows.length, total: list.total })}</span>`}
    ${sizes(list)}
  </p>`;
}

/** @param {{ resize: (size: number) => Promise<void> }} list */
function sizes(list) {
  const chosen = pageSize();
  /** @param {{ target: HTMLSelectElement }} event */
  const choose = ({ target }) => list.resize(Number(target.value));
  return html`<label class="choice">
    <span class="soft">${msg("lists-rows")}</span>
    <select @change=${choose}>
      ${PAGE_SIZES.map((size) => html`<option value=${size} .selected=${size === chosen}>${size}</option>`)}
    </select>
  </label>`;
}
