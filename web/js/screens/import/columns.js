/** The columns of an import file, with a template to download. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { button } from "../../parts/action.js";
import { downloadTemplate } from "../../parts/template.js";

/**
 * @param {import("../../import-kinds.js").ImportKind} kind
 * @param {string} [most] maximum length of a file
 */
export function importColumns(kind, most) {
  const { row, columns } = kind;
  return html`<details class="column-list" open>
    <summary>Columns</summary>
    <p>${row}</p>
    <dl>
      ${columns.map(([name, text, example]) => html`<div><dt><code>${name}</code></dt><dd>${text} <small>${example}</small></dd></div>`)}
    </dl>
    <p class="soft">
      The first row names the columns, in any order. Save the file as CSV UTF-8 (comma delimited).
      ${most ? `Maximum size: ${most}.` : nothing} Importing the same file again changes nothing.
    </p>
    ${button({ text: "Download a template", run: () => downloadTemplate(kind) })}
  </details>`;
}
