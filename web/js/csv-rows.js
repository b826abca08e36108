/** The rows of a CSV text as the server counts them: non-empty rows, each with its line. */
import { msg, texts } from "./texts.js";

await texts("import");

/**
 * @typedef {object} CsvRow
 * @property {number} line first line of the row; the header is usually line 1
 * @property {number} start offset in the text
 * @property {number} end
 */

/**
 * @param {string} text
 * @returns {CsvRow[]} the header first
 */
export function csvRows(text) {
  /** @type {CsvRow[]} */
  const rows = [];
  let start = text.startsWith("\ufeff") ? 1 : 0;
  let begun = 1;
  let quoted = false;
  let quote = text.indexOf('"');
  for (let line = 1, from = start; from <= text.length; line++) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    for (; quote >= 0 && quote < end; quote = text.indexOf('"', quote + 1)) quoted = !quoted;
    from = end + 1;
    if (quoted && found >= 0) continue; // the row goes on in the next line
    if (/[^\s",;]/.test(text.slice(start, end))) rows.push({ line: begun, start, end });
    start = from;
    begun = line + 1;
  }
  // spreadsheets state the separator in a line of its own
  if (rows.length && /^\ufeff?"?sep=/i.test(text.slice(0, rows[0].end))) rows.shift();
  return rows;
}

/**
 * Return the names in the header of a CSV text.
 * @param {string} text
 */
export function headerCells(text) {
  const [header] = csvRows(text.slice(0, 100_000));
  if (!header) return [];
  const line = text.slice(header.start, header.end);
  const separator = [",", ";", "\t"].reduce((best, each) => (line.split(each).length > line.split(best).length ? each : best));
  const cells = line.split(separator).map((cell) => cell.trim().replaceAll(/^"|"$/g, "").replaceAll('""', '"'));
  return cells.filter(Boolean);
}

/** Why a file has no bytes: it was deleted or changed since it was chosen. */
export const UNREADABLE = msg("import-unreadable");

/** Return a file's bytes; null where it can no longer be read. @param {File} file @returns {Promise<ArrayBuffer | null>} */
export const bytesOf = (file) => file.arrayBuffer().catch(() => null);

/**
 * Return a file's text, or why it cannot be read. What is not UTF-8 comes with its bytes in Base64: the server reads those.
 * @param {ArrayBuffer} bytes
 * @returns {{ text: string, base64?: string, problem?: undefined } | { text?: undefined, base64?: undefined, problem: string }}
 */
export function readFile(bytes) {
  const head = new Uint8Array(bytes.slice(0, 4));
  if (head[0] === 0x50 && head[1] === 0x4b) return { problem: msg("import-workbook") };
  /** @param {string} encoding @param {boolean} fatal line ends as in a text field, so that offsets agree */
  const decoded = (encoding, fatal) => new TextDecoder(encoding, { fatal }).decode(bytes).replaceAll("\r\n", "\n");
  try {
    return { text: decoded("utf-8", true) };
  } catch {
    const utf16 = head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "";
    return { text: decoded(utf16 || "windows-1252", false), base64: base64Of(new Uint8Array(bytes)) };
  }
}

/** Return bytes in Base64. @param {Uint8Array} bytes */
export function base64Of(bytes) {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 32_768) binary += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  return btoa(binary);
}
