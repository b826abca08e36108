/** A job's progress. */
import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * @param {number} done
 * @param {number} total
 * @param {string} text "120 of 400 accounts"
 */
export const progress = (done, total, text) => html`<div class="progress">
  <progress max=${total || 1} value=${done} aria-label=${text}></progress>
  <span>${text}</span>
</div>`;
