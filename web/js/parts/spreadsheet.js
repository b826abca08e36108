/** Taking a table along: as a CSV file, or to the clipboard for a spreadsheet. */
import { counted } from "../words.js";
import { toast } from "./toast.js";

/** A cell that a spreadsheet would take for a formula is kept as text by an apostrophe; numbers are as they are. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * @param {string | number | null} cell
 * @returns {string}
 */
function guarded(cell) {
  if (typeof cell === "number") return String(cell);
  const text = cell ?? "";
  return FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** @param {string} cell */
const inQuotes = (cell) => `"${cell.replaceAll('"', '""')}"`;

/**
 * @param {(string | number | null)[][]} rows
 * @returns {string}
 */
export const csvText = (rows) =>
  rows
    .map((row) =>
      row
        .map(guarded)
        .map((cell) => (/[",\r\n]/.test(cell) ? inQuotes(cell) : cell))
        .join(","),
    )
    .join("\r\n") + "\r\n";

/**
 * Saves rows, the first of them headings, as a file.
 * @param {string} name without ending
 * @param {(string | number | null)[][]} rows amounts as `decimalText` gives them
 */
export function downloadCsv(name, rows) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", csvText(rows)], { type: "text/csv" }));
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * Puts rows on the clipboard, so that a spreadsheet takes them as cells. Rows that are still to come are asked for at
 * once, because a browser lets one copy only just after a click.
 * @param {(string | number | null)[][] | Promise<(string | number | null)[][]>} rows
 */
export async function copyForSpreadsheet(rows) {
  const coming = Promise.resolve(rows);
  const text = coming.then((cells) => new Blob([tabbedText(cells)], { type: "text/plain" }));
  text.catch(() => undefined); // told by `coming`
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
  } catch {
    await coming;
    return toast("The browser did not allow copying. Download the CSV file instead.", undefined, true);
  }
  toast(`Copied ${counted((await coming).length - 1, "row")}. Paste them into a spreadsheet.`);
}

/** A cell that begins with a quote would else take the next ones in. @param {(string | number | null)[][]} rows */
const tabbedText = (rows) =>
  rows
    .map((row) =>
      row
        .map((cell) => guarded(cell).replaceAll(/[\t\r\n]+/g, " "))
        .map((cell) => (cell.includes('"') ? inQuotes(cell) : cell))
        .join("\t"),
    )
    .join("\n");
