/** "CSV" and "Copy for a spreadsheet": everything that a view's filter finds, not only what it shows. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { button } from "./action.js";
import { copyForSpreadsheet, downloadCsv } from "./spreadsheet.js";
import { toast } from "./toast.js";

/** @typedef {(string | number | null)[][]} Cells */

/**
 * Make it once for a view; it gives the buttons.
 * @param {() => void} draw
 * @param {object} what
 * @param {() => string} what.name the file's, without ending; asked for when its rows have come
 * @param {(told: (known: number, total: number) => void) => Promise<Cells>} what.rows headings first
 * @returns {() => unknown}
 */
export function takingAlong(draw, { name, rows }) {
  let said = "";

  /** @param {(rows: Promise<Cells>) => Promise<unknown>} take */
  async function run(take) {
    if (said) return;
    said = "Reading…";
    draw();
    try {
      await take(
        rows((known, total) => {
          said = `Reading… ${known.toLocaleString()} of ${total.toLocaleString()}`;
          draw();
        }),
      );
    } catch (failure) {
      toast(/** @type {Error} */ (failure).message, undefined, true);
    }
    said = "";
    draw();
  }

  return () => html`${said ? html`<span class="soft" role="status">${said}</span>` : nothing}
    ${button({ text: "CSV", run: () => run(async (coming) => {
      const cells = await coming;
      downloadCsv(name(), cells);
    }) })}
    ${button({ text: "Copy for a spreadsheet", run: () => run(copyForSpreadsheet) })}`;
}
