/** What a view shows when it has nothing to show: loading, empty, or what went wrong and what to do. */
import { html, nothing } from "../vendor/lit-html/lit-html.js";

/** @param {string} what */
export const loading = (what) => html`<p class="loading" role="status">Loading ${what}…</p>`;

/**
 * @param {string} text
 * @param {string} [next] what to do
 */
export const empty = (text, next) => html`<div class="notice"><p>${text}</p>${next ? html`<p>${next}</p>` : nothing}</div>`;

/**
 * What somebody may not see, and what would let them.
 * @param {string} what
 * @param {string} permission
 */
export const lacking = (what, permission) =>
  empty(`You may not see ${what}.`, `An administrator can grant it: the permission is ${permission}.`);

/**
 * @param {{ message: string, code?: string }} failure
 * @param {() => void} again
 */
export function failed(failure, again) {
  const forbidden = failure.code === "FORBIDDEN";
  return html`<div class="notice error" role="alert">
    <p>${failure.message}</p>
    ${forbidden ? nothing : html`<button class="button quiet" @click=${again}>Try again</button>`}
  </div>`;
}
