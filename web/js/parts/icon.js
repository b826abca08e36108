/** The product's sign, drawn in the page: its file is asked for by the browser alone, once. */
import { html } from "../../vendor/lit-html/lit-html.js";

/** @param {number} size in pixels */
export const icon = (size) => html`<svg viewBox="0 0 32 32" width=${size} height=${size} aria-hidden="true">
  <rect width="32" height="32" rx="7" fill="#14635a" />
  <path d="M7 12h18M7 20h18" stroke="#fff" stroke-width="3" stroke-linecap="round" />
  <circle cx="12" cy="12" r="3.4" fill="#fff" />
  <circle cx="20" cy="20" r="3.4" fill="#fff" />
</svg>`;
