/** Templates of import files. */
import { downloadCsv } from "./spreadsheet.js";

/**
 * Download a file with the columns of a kind of import file, and an example row.
 * @param {import("../import-kinds.js").ImportKind} kind
 */
export const downloadTemplate = ({ code, columns }) =>
  downloadCsv(`tieout-${code.toLowerCase().replaceAll("_", "-")}`, [columns.map(([name]) => name), columns.map(([, , example]) => example)]);
