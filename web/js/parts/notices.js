/** Placeholders of a view: loading, empty, forbidden and failed. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { whoIsHere } from "../session.js";
import { msg } from "../texts.js";
import { words } from "../words.js";

/**
 * Placeholder rows, visible only if loading takes longer than 150 ms (in the stylesheet).
 * @param {string} what "the open items"
 * @param {number} [rows]
 */
export const loading = (what, rows = 3) => html`<div class="loading">
  <p role="status" class="visually-hidden">${msg("shell-loading", { what })}</p>
  ${Array.from({ length: rows }, () => html`<div class="bone" aria-hidden="true"></div>`)}
</div>`;

/**
 * An empty view, with what to do next.
 * @param {string} text
 * @param {unknown} [next] text, links or buttons
 */
export const empty = (text, next) =>
  html`<div class="notice"><p class="lead">${text}</p>${next ? html`<p>${next}</p>` : nothing}</div>`;

/**
 * What the viewer has no access to, the missing permissions, and whom to ask.
 * @param {string} what "billing"
 * @param {string[]} permissions the missing ones
 */
export function forbidden(what, permissions) {
  const contact = whoIsHere().supportContact;
  return html`<div class="notice">
    <p class="lead">${msg("shell-forbidden", { what })}</p>
    <p>${lackingText(permissions)}</p>
    <p>${contact ? msg("shell-ask-contact", { contact }) : msg("shell-ask-administrator")}</p>
  </div>`;
}

/**
 * Name the missing permissions: "You need the permission Client billing (CLIENT_BILLING)."
 * @param {string[]} permissions
 */
export function lackingText(permissions) {
  const named = permissions.map((each) => `${words(each)} (${each})`);
  if (named.length === 1) return msg("shell-needs-permission", { permission: named[0] });
  return msg("shell-needs-permissions", { permissions: named.reduce((one, other) => msg("shell-and", { one, other })) });
}

/**
 * An error, with a button to try again unless access is forbidden.
 * @param {{ message: string, lasts?: boolean }} failure
 * @param {() => void} again
 */
export const failed = (failure, again) => html`<div class="notice error" role="alert">
  <p class="lead">${failure.message}</p>
  ${failure.lasts ? nothing : html`<button class="button" @click=${again}>${msg("shell-try-again")}</button>`}
</div>`;
