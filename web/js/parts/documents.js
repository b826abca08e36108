/** Statements and receipts as PDF. */
import { gotFile } from "../graphql.js";
import { downloadFile } from "./spreadsheet.js";
import { toast } from "./toast.js";

/**
 * Download a document.
 * @param {"statement" | "receipt" | "yearly-receipt"} kind
 * @param {Record<string, string>} what whose it is and for when
 */
export async function downloadDocument(kind, what) {
  try {
    const file = await gotFile(`/documents/${kind}.pdf?${new URLSearchParams(what)}`);
    downloadFile([kind, ...Object.values(what)].join("-").replaceAll(/[^A-Za-z0-9.-]+/g, "-") + ".pdf", file);
  } catch (failure) {
    toast(/** @type {Error} */ (failure).message, undefined, true);
  }
}
