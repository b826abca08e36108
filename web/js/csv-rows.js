/** A CSV text as the rows that the server counts: those below the header that are not empty, each with its line. */

/**
 * @typedef {object} CsvRow
 * @property {number} line where it begins; the header is usually line 1
 * @property {number} start its place in the text
 * @property {number} end
 */

/**
 * @param {string} text
 * @returns {CsvRow[]} the header among them, first
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
    if (/[^\s",]/.test(text.slice(start, end))) rows.push({ line: begun, start, end });
    start = from;
    begun = line + 1;
  }
  return rows;
}

/**
 * What a file is, as text; or in words why it cannot be read.
 * @param {ArrayBuffer} bytes
 * @returns {{ text: string, problem?: undefined } | { text?: undefined, problem: string }}
 */
export function readUtf8(bytes) {
  const head = new Uint8Array(bytes.slice(0, 4));
  if (head[0] === 0x50 && head[1] === 0x4b) return { problem: "This is a workbook. In your spreadsheet choose Save as, and CSV UTF-8 (comma-separated)." };
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return { problem: "This file is UTF-16. Save it as CSV UTF-8 (comma-separated)." };
  }
  try {
    // line ends as a text field has them, so that places in one are places in the other
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n") };
  } catch {
    const before = new TextDecoder().decode(bytes).split("\ufffd")[0];
    return { problem: `Line ${before.split("\n").length.toLocaleString()} is not UTF-8: a letter there would be wrong. Save the file as CSV UTF-8 (comma-separated).` };
  }
}
