/** A reconciliation status: icon, label and reason. */
import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js";
import { readably } from "../money.js";
import { msg } from "../texts.js";
import { words } from "../words.js";

/** The shape of each. @type {Record<string, unknown>} */
const SHAPES = {
  FULLY_RECONCILED: svg`<circle cx="12" cy="12" r="10" fill="currentColor"/><path d="m7.5 12.5 3 3 6-7" fill="none" stroke="var(--surface)" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  PARTIALLY_RECONCILED: svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2.4"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>`,
  NOT_RECONCILED: svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2.4" stroke-dasharray="3.5 2.6"/>`,
  RECONCILED_WITH_PLANNED_PAYMENTS: svg`<rect x="3" y="4" width="18" height="17" rx="3" fill="none" stroke="currentColor" stroke-width="2.4"/><path d="M3 9.5h18M8 2v4m8-4v4" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>`,
  RECONCILIATION_ERROR: svg`<path d="M12 2.5 22.5 21h-21z" fill="currentColor"/><path d="M12 9v5.5m0 2.8v.2" stroke="var(--surface)" stroke-width="2.4" stroke-linecap="round"/>`,
};

/** Money on its way has a clock of its own: nothing of it has arrived, whatever it is reconciled with. */
const PROCESSING = svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2.4"/><path d="M12 7v5l3.5 2.5" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`;

/**
 * The icon alone, labelled for screen readers.
 * @param {string} code
 * @param {string} [reason]
 * @param {boolean} [processing] whether it is money that has not arrived yet
 */
export function statusIcon(code, reason = "", processing = false) {
  if (processing && code !== "RECONCILIATION_ERROR") {
    const label = msg("words-not-arrived", { status: words(code) });
    return html`<span class="status PROCESSING" role="img" title=${label} aria-label=${label}
      ><svg viewBox="0 0 24 24" aria-hidden="true">${PROCESSING}</svg
    ></span>`;
  }
  const label = reason ? `${words(code)}. ${readably(reason)}` : words(code);
  return html`<span class="status ${code}" role="img" title=${label} aria-label=${label}
    ><svg viewBox="0 0 24 24" aria-hidden="true">${SHAPES[code]}</svg
  ></span>`;
}

/**
 * The icon, the label and the reason.
 * @param {string} code
 * @param {string} [reason]
 */
export function status(code, reason) {
  return html`<span class="status-line"
    ><span class="status ${code}"><svg viewBox="0 0 24 24" aria-hidden="true">${SHAPES[code]}</svg></span>
    <span><b>${words(code)}.</b> ${reason ? readably(reason) : nothing}</span></span
  >`;
}

/** The shape of a status, for what is called otherwise. @param {string} code */
export const shapeOf = (code) => SHAPES[code];

/** All statuses with their labels, for filters. */
export const STATUS_WORDS = Object.keys(SHAPES).map((code) => ({ value: code, text: words(code) }));
