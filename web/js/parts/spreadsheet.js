/** Export a table as a CSV file or to the clipboard. */
import { msg, texts } from "../texts.js";
import { toast } from "./toast.js";

await texts("lists");

/** What a spreadsheet would run as a formula gets an apostrophe; behind a semicolon, too, some begin a cell. Numbers stay. */
const FORMULA = /(^|;[\s"]*)(?=[=+\-@\t\r])/g;

/**
 * @param {string | number | null} cell
 * @returns {string}
 */
function guarded(cell) {
  if (typeof cell === "number") return String(cell);
  const text = cell ?? "";
  return /^-?\d+(\.\d+)?$/.test(text) ? text : text.replaceAll(FORMULA, "$1'");
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
 * Download rows, headings first, as a CSV file.
 * @param {string} name without extension
 * @param {(string | number | null)[][]} rows amounts as `decimalText` gives them
 */
export const downloadCsv = (name, rows) => downloadText(`${name}.csv`, `\ufeff${csvText(rows)}`);

/**
 * Download a text as a file.
 * @param {string} fileName
 * @param {string} text
 */
export const downloadText = (fileName, text) => downloadFile(fileName, new Blob([text], { type: "text/csv" }));

/**
 * Download a file.
 * @param {string} fileName
 * @param {Blob} file
 */
export function downloadFile(fileName, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * Copy rows to the clipboard as cells for a spreadsheet. Takes a promise of rows, because browsers allow copying only
 * right after a click.
 * @param {(string | number | null)[][] | Promise<(string | number | null)[][]>} rows
 */
export async function copyForSpreadsheet(rows) {
  const coming = Promise.resolve(rows);
  const text = coming.then((cells) => new Blob([tabbedText(cells)], { type: "text/plain" }));
  text.catch(() => undefined); // `coming` reports it
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
  } catch {
    await coming;
    return toast(msg("lists-copy-blocked"), undefined, true);
  }
  toast(msg("lists-copied", { count: (await coming).length - 1 }));
}

/** A cell that starts with a quote would otherwise swallow the next ones. @param {(string | number | null)[][]} rows */
const tabbedText = (rows) =>
  rows
    .map((row) =>
      row
        .map((cell) => guarded(cell).replaceAll(/[\t\r\n]+/g, " "))
        .map((cell) => (cell.includes('"') ? inQuotes(cell) : cell))
        .join("\t"),
    )
    .join("\n");
