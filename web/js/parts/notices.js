/** What a view shows when it has nothing to show: loading, empty, forbidden, or what went wrong and what to do. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { whoIsHere } from "../session.js";
import { words } from "../words.js";

/**
 * Space that looks like rows, seen only when loading takes longer than a blink (150 ms, in the stylesheet).
 * @param {string} what
 * @param {number} [rows]
 */
export const loading = (what, rows = 3) => html`<div class="loading">
  <p role="status" class="visually-hidden">Loading ${what}…</p>
  ${Array.from({ length: rows }, () => html`<div class="bone" aria-hidden="true"></div>`)}
</div>`;

/**
 * Nothing here, and what to do next.
 * @param {string} text
 * @param {unknown} [next] words, links or buttons
 */
export const empty = (text, next) =>
  html`<div class="notice"><p class="lead">${text}</p>${next ? html`<p>${next}</p>` : nothing}</div>`;

/**
 * What somebody may not see, the permission that is missing, and whom to ask.
 * @param {string} what "billing"
 * @param {string[]} permissions those that are missing
 */
export function forbidden(what, permissions) {
  const contact = whoIsHere().supportContact;
  return html`<div class="notice">
    <p class="lead">You may not see ${what}.</p>
    <p>${lackingText(permissions)}</p>
    <p>${contact ? `Ask ${contact} for it.` : "Ask whoever manages access to Tieout for it."}</p>
  </div>`;
}

/**
 * What is missing, in words: "You need the permission Client billing (CLIENT_BILLING)."
 * @param {string[]} permissions
 */
export function lackingText(permissions) {
  const named = permissions.map((each) => `${words(each)} (${each})`);
  return `You need the ${named.length === 1 ? "permission" : "permissions"} ${named.join(" and ")}.`;
}

/**
 * What went wrong; everything but a refusal can be tried again.
 * @param {{ message: string, code?: string }} failure
 * @param {() => void} again
 */
export const failed = (failure, again) => html`<div class="notice error" role="alert">
  <p class="lead">${failure.message}</p>
  ${failure.code === "FORBIDDEN" ? nothing : html`<button class="button" @click=${again}>Try again</button>`}
</div>`;
