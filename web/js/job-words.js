/** Labels of jobs and their states. */
import { html } from "../vendor/lit-html/lit-html.js";
import { money } from "./money.js";
import { msg, texts } from "./texts.js";

await texts("job-words");

/** @type {Record<string, string>} */
export const JOB_WORDS = {
  RECONCILE_ALL: msg("job-words-reconcile-all"),
  RECONCILE_ACCOUNT: msg("job-words-reconcile-account"),
  APPLY_SUGGESTIONS: msg("job-words-suggestions"),
  IMPORT: msg("job-words-import"),
  UNDO: msg("job-words-undo"),
  DOCUMENTS: msg("job-words-documents"),
  SEND_DOCUMENTS: msg("job-words-send-documents"),
};

/** @type {Record<string, string>} */
export const STATE_WORDS = {
  QUEUED: msg("job-words-queued"),
  RUNNING: msg("job-words-running"),
  DONE: msg("job-words-done"),
  CANCELLED: msg("job-words-cancelled"),
  FAILED: msg("job-words-failed"),
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
    : html`<span class="soft">${msg("job-words-no-amount")}</span>`;
