/** The response: errors, cost and data. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { tenthsText } from "../../locale.js";
import { msg, msgView, texts } from "../../texts.js";
import { copied } from "./session.js";

await texts("explorer");

/**
 * @typedef {object} Result
 * @property {import("../../graphql.js").Answer} answer the whole response
 * @property {number} [milliseconds]
 */

/** Longer responses are cut, so that the page stays fast. */
const LENGTH_MAX = 400_000;

/**
 * @param {Result | null} result
 * @param {boolean} busy
 * @param {(line: number, column: number) => void} goTo
 */
export function resultView(result, busy, goTo) {
  if (!result) {
    return html`<p class="soft answer-none" role="status">${busy ? msg("explorer-running") : msg("explorer-run-first")}</p>`;
  }
  const { answer, milliseconds } = result;
  const { extensions, errors, ...rest } = answer;
  const text = "data" in rest ? JSON.stringify(rest.data, null, 2) : "";
  return html`<div class="answer-head" role="status">
      <b>${errors ? (rest.data ? msg("explorer-partial") : msg("explorer-error")) : msg("explorer-success")}</b>
      <span class="soft">${facts(extensions?.cost, milliseconds, text)}</span>
      ${text ? html`<button type="button" class="plain" @click=${() => copied(JSON.stringify(answer, null, 2))}>${msg("explorer-copy")}</button>` : nothing}
    </div>
    ${errors ? html`<ul class="errors" role="alert">${errors.map((error) => errorView(error, goTo))}</ul>` : nothing}
    ${text
      ? html`<pre tabindex="0" aria-label=${msg("explorer-data")} class=${busy ? "stale" : ""}>${text.slice(0, LENGTH_MAX)}${text.length > LENGTH_MAX ? `\n… ${msg("explorer-more-characters", { count: text.length - LENGTH_MAX })}` : ""}</pre>`
      : nothing}`;
}

/**
 * @param {import("../../graphql.js").AnswerError} error
 * @param {(line: number, column: number) => void} goTo
 */
function errorView({ message, locations, path, extensions }, goTo) {
  const { code, ...more } = extensions ?? {};
  return html`<li>
    <p>${message}</p>
    <p class="error-facts">
      ${code ? html`<code>${code}</code>` : nothing} ${path ? html`<span>${msgView("explorer-at", { path: html`<code>${path.join(".")}</code>` })}</span>` : nothing}
      ${(locations ?? []).slice(0, 3).map(
        ({ line, column }) => html`<button type="button" class="plain" @click=${() => goTo(line, column)}>${msg("explorer-line-column", { line, column })}</button>`,
      )}
      ${Object.keys(more).length ? html`<code>${JSON.stringify(more)}</code>` : nothing}
    </p>
  </li>`;
}

/**
 * @param {import("../../graphql.js").Cost | undefined} cost
 * @param {number | undefined} milliseconds
 * @param {string} text
 */
function facts(cost, milliseconds, text) {
  const parts = [];
  if (milliseconds !== undefined) parts.push(`${Math.round(milliseconds)} ms`);
  if (text) parts.push(msg("explorer-kilobytes", { size: tenthsText(new Blob([text]).size / 1000) }));
  if (cost) {
    parts.push(msg("explorer-cost", { rows: cost.rows, limit: cost.limit, values: cost.values, valueLimit: cost.valueLimit }));
  }
  return parts.join(" · ");
}
