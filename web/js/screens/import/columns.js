/** What a file's columns are, in words, with a template to begin with. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { button } from "../../parts/action.js";
import { downloadCsv } from "../../parts/spreadsheet.js";

/**
 * @param {import("../../import-kinds.js").ImportKind} kind
 * @param {string} [most] how long a file may be
 */
export function importColumns({ code, row, columns }, most) {
  const template = () =>
    downloadCsv(`tieout-${code.toLowerCase().replaceAll("_", "-")}`, [columns.map(([name]) => name), columns.map(([, , example]) => example)]);
  return html`<details class="columns-told" open>
    <summary>Its columns</summary>
    <p>${row}</p>
    <dl>
      ${columns.map(([name, text, example]) => html`<div><dt><code>${name}</code></dt><dd>${text} <small>${example}</small></dd></div>`)}
    </dl>
    <p class="soft">
      The first row names the columns, in any order. UTF-8, separated by commas; in your spreadsheet: Save as, CSV UTF-8
      (comma-separated). ${most ? `The page sends up to ${most} at once.` : nothing} Importing a file again changes nothing.
    </p>
    ${button({ text: "Download a template", run: template })}
  </details>`;
}
