/** The columns of an import file, with a template to download. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { button } from "../../parts/action.js";
import { downloadTemplate } from "../../parts/template.js";
import { msg, texts } from "../../texts.js";

await texts("import");

/**
 * @param {import("../../import-kinds.js").ImportKind} kind
 * @param {string} [most] maximum length of a file
 */
export function importColumns(kind, most) {
  const { row, columns } = kind;
  return html`<details class="column-list" open>
    <summary>${msg("import-columns")}</summary>
    <p>${row}</p>
    <dl>
      ${columns.map(([name, text, example]) => html`<div><dt><code>${name}</code></dt><dd>${text} <small>${example}</small></dd></div>`)}
    </dl>
    <p class="soft">
      ${msg("import-columns-how")}
      ${most ? msg("import-columns-size", { size: most }) : nothing} ${msg("import-same-again")}
    </p>
    ${button({ text: msg("import-template"), run: () => downloadTemplate(kind) })}
  </details>`;
}
