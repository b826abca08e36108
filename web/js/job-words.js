/** What jobs do and how far they are, in words. */
import { html } from "../vendor/lit-html/lit-html.js";
import { money } from "./money.js";

/** @type {Record<string, string>} */
export const JOB_WORDS = { RECONCILE_ALL: "Reconcile all accounts", UNDO: "Undo, account by account" };

/** @type {Record<string, string>} */
export const STATE_WORDS = {
  QUEUED: "Waiting to begin",
  RUNNING: "At work",
  DONE: "Done",
  CANCELLED: "Cancelled",
  FAILED: "Failed",
};

/** @param {string} state */
export const isUnfinished = (state) => state === "QUEUED" || state === "RUNNING";

/**
 * Amounts of several currencies, each in its own (no total crosses them).
 * @param {{ currency: string, amountCents: number }[]} amounts
 */
export const amountsView = (amounts) =>
  amounts.length
    ? html`<span class="amounts">${amounts.map(({ currency, amountCents }) => html`<span>${money(amountCents, currency)}${amounts.length > 1 ? html` <small>${currency}</small>` : ""}</span>`)}</span>`
    : html`<span class="soft">none</span>`;
