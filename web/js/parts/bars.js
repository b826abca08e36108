/** Horizontal bars for reports: longest first is the caller's affair, one scale for all, negatives to the left. */
import { html, svg } from "../../vendor/lit-html/lit-html.js";

/**
 * One bar of a column of bars, for a table's cell; the figure stands beside it, so it is not read out.
 * @param {number} value
 * @param {number[]} all the values of the whole column, which give the scale
 */
export function bar(value, all) {
  const least = Math.min(0, ...all);
  const span = Math.max(0, ...all) - least || 1;
  const zero = (-least / span) * 100;
  const width = (Math.abs(value) / span) * 100;
  return html`<svg class="report-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class=${value < 0 ? "minus" : "plus"} x=${value < 0 ? zero - width : zero} width=${width} height="8" />`}
  </svg>`;
}
