/** "Export CSV" and "Copy for spreadsheet": all rows that match a view's filter, not only those shown. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { msg, texts } from "../texts.js";
import { button } from "./action.js";
import { copyForSpreadsheet, downloadCsv } from "./spreadsheet.js";
import { toast } from "./toast.js";

await texts("lists");

/** @typedef {(string | number | null)[][]} Cells */

/**
 * Create it once per view; it returns the view of the buttons.
 * @param {() => void} draw
 * @param {object} what
 * @param {() => string} what.name file name without extension; read after the rows
 * @param {(onProgress: (known: number, total: number) => void) => Promise<Cells>} what.rows headings first
 * @returns {() => unknown}
 */
export function exportRows(draw, { name, rows }) {
  let progress = "";

  /** @param {(rows: Promise<Cells>) => Promise<unknown>} take */
  async function run(take) {
    if (progress) return;
    progress = msg("lists-loading");
    draw();
    try {
      await take(
        rows((known, total) => {
          progress = msg("lists-loading-of", { known, total });
          draw();
        }),
      );
    } catch (failure) {
      toast(/** @type {Error} */ (failure).message, undefined, true);
    }
    progress = "";
    draw();
  }

  return () => html`${progress ? html`<span class="soft" role="status">${progress}</span>` : nothing}
    ${button({ text: msg("lists-export"), run: () => run(async (coming) => {
      const cells = await coming;
      downloadCsv(name(), cells);
    }) })}
    ${button({ text: msg("lists-copy"), run: () => run(copyForSpreadsheet) })}`;
}
