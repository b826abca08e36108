/** Horizontal bars for reports, on one scale, negatives to the left. The caller sorts. */
import { html, svg } from "../../vendor/lit-html/lit-html.js";

/**
 * One bar for a table cell; hidden from screen readers, because the figure stands beside it.
 * @param {number} value
 * @param {number[]} all values of the column, for the scale
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
