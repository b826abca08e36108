/** "Show more": a list grows in place, so that nobody loses theirs. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/**
 * @param {import("../reading.js").Paged} list
 * @param {string} [text] what the button says
 */
export const paging = (list, text = "Show more") =>
  list.more
    ? html`<p class="more">
        <button class="button" ?disabled=${list.busy} @click=${list.readMore}>${text}</button>
        ${list.total === null ? nothing : html`<span class="soft">${list.rows.length} of ${list.total.toLocaleString()}</span>`}
      </p>`
    : nothing;
