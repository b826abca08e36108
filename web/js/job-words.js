/** Labels of jobs and their states. */
import { html } from "../vendor/lit-html/lit-html.js";
import { money } from "./money.js";

/** @type {Record<string, string>} */
export const JOB_WORDS = {
  RECONCILE_ALL: "Reconcile all accounts",
  RECONCILE_ACCOUNT: "Reconcile an account",
  APPLY_SUGGESTIONS: "Apply suggestions",
  IMPORT: "Import a large file",
  UNDO: "Bulk undo",
  DOCUMENTS: "Make documents",
};

/** @type {Record<string, string>} */
export const STATE_WORDS = {
  QUEUED: "Queued",
  RUNNING: "Running",
  DONE: "Done",
  CANCELLED: "Cancelled",
  FAILED: "Failed",
};

/** @param {string} state */
export const isUnfinished = (state) => state === "QUEUED" || state === "RUNNING";

/**
 * Amounts of several currencies, each on its own: nothing adds them up.
 * @param {{ currency: string, amountCents: number }[]} amounts
 */
export const amountsView = (amounts) =>
  amounts.length
    ? html`<span class="amounts">${amounts.map(({ currency, amountCents }) => html`<span>${money(amountCents, currency)}${amounts.length > 1 ? html` <small>${currency}</small>` : ""}</span>`)}</span>`
    : html`<span class="soft">none</span>`;
