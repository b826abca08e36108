/** What the server answered: its errors in words, what it cost, and the data. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { copied } from "./session.js";

/**
 * @typedef {object} Result
 * @property {any} said the whole answer
 * @property {number} [milliseconds]
 */

/** Beyond so many characters an answer is shown in part, so that the page stays quick. */
const MOST = 400_000;

/**
 * @param {Result | null} result
 * @param {boolean} busy
 * @param {(line: number, column: number) => void} goTo
 */
export function resultView(result, busy, goTo) {
  if (!result) {
    return html`<p class="soft answer-none" role="status">${busy ? "Asking…" : html`Run the query to see its answer here. In the editor, Ctrl+Space completes.`}</p>`;
  }
  const { said, milliseconds } = result;
  const { extensions, errors, ...rest } = said;
  const text = "data" in rest ? JSON.stringify(rest.data, null, 2) : "";
  return html`<div class="answer-head" role="status">
      <b>${errors ? (rest.data ? "Answered in part" : "Not done") : "Answered"}</b>
      <span class="soft">${facts(extensions?.cost, milliseconds, text)}</span>
      ${text ? html`<button type="button" class="plain" @click=${() => copied(JSON.stringify(said, null, 2))}>Copy</button>` : nothing}
    </div>
    ${errors ? html`<ul class="errors" role="alert">${errors.map((/** @type {any} */ error) => errorView(error, goTo))}</ul>` : nothing}
    ${text
      ? html`<pre tabindex="0" aria-label="Data" class=${busy ? "stale" : ""}>${text.slice(0, MOST)}${text.length > MOST ? `\n… ${(text.length - MOST).toLocaleString()} more characters: Copy takes all.` : ""}</pre>`
      : nothing}`;
}

/**
 * @param {any} error
 * @param {(line: number, column: number) => void} goTo
 */
function errorView({ message, locations, path, extensions }, goTo) {
  const { code, ...more } = extensions ?? {};
  return html`<li>
    <p>${message}</p>
    <p class="error-facts">
      ${code ? html`<code>${code}</code>` : nothing} ${path ? html`<span>at <code>${path.join(".")}</code></span>` : nothing}
      ${(locations ?? []).slice(0, 3).map(
        (/** @type {any} */ { line, column }) => html`<button type="button" class="plain" @click=${() => goTo(line, column)}>Line ${line}, column ${column}</button>`,
      )}
      ${Object.keys(more).length ? html`<code>${JSON.stringify(more)}</code>` : nothing}
    </p>
  </li>`;
}

/**
 * @param {any} cost
 * @param {number | undefined} milliseconds
 * @param {string} text
 */
function facts(cost, milliseconds, text) {
  const parts = [];
  if (milliseconds !== undefined) parts.push(`${Math.round(milliseconds)} ms`);
  if (text) parts.push(`${(new Blob([text]).size / 1000).toLocaleString(undefined, { maximumFractionDigits: 1 })} kB`);
  if (cost) {
    parts.push(`cost ${cost.rows.toLocaleString()} of ${cost.limit.toLocaleString()} rows, ${cost.values.toLocaleString()} of ${cost.valueLimit.toLocaleString()} values`);
  }
  return parts.join(" · ");
}
