/** How much of a bank line is explained: a shape and words. */
import { html, svg } from "../../vendor/lit-html/lit-html.js";
import { msg, texts } from "../texts.js";
import { shapeOf } from "./status.js";

await texts("bank-line");

/** @typedef {import("../../types/schema.js").BankLineStatus} BankLineStatus */

/** @type {Record<BankLineStatus, { words: string, shape: unknown, like: string }>} */
const STATUSES = {
  OPEN: { words: msg("bank-line-open"), like: "NOT_RECONCILED", shape: shapeOf("NOT_RECONCILED") },
  PARTLY_EXPLAINED: { words: msg("bank-line-partly"), like: "PARTIALLY_RECONCILED", shape: shapeOf("PARTIALLY_RECONCILED") },
  EXPLAINED: { words: msg("bank-line-status-explained"), like: "FULLY_RECONCILED", shape: shapeOf("FULLY_RECONCILED") },
  IGNORED: {
    words: msg("bank-line-status-ignored"),
    like: "soft",
    shape: svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2.4"/><path d="m6 18 12-12" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>`,
  },
};

/** @param {BankLineStatus} status */
export const bankLineWords = (status) => STATUSES[status].words;

/**
 * The icon alone, labelled for screen readers.
 * @param {BankLineStatus} status
 */
export function bankLineIcon(status) {
  const { words, shape, like } = STATUSES[status];
  return html`<span class="status ${like}" role="img" title=${words} aria-label=${words}><svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg></span>`;
}
