/** Statements and receipts as PDF. */
import { gotFile } from "../graphql.js";
import { LANGUAGE } from "../locale.js";
import { downloadFile } from "./spreadsheet.js";
import { toast } from "./toast.js";

/**
 * Download a document, in the page's language.
 * @param {"statement" | "receipt" | "yearly-receipt"} kind
 * @param {Record<string, string>} what whose it is and for when
 */
export const downloadDocument = (kind, what) =>
  download(`/documents/${kind}.pdf?${new URLSearchParams({ ...what, language: LANGUAGE })}`, [kind, ...Object.values(what)].join("-").replaceAll(/[^A-Za-z0-9.-]+/g, "-") + ".pdf");

/**
 * Download all documents that a job has made, as one archive.
 * @param {string} jobId
 */
export const downloadAll = (jobId) => download(`/documents/batch.zip?${new URLSearchParams({ jobId })}`, "documents.zip");

/** @param {string} path @param {string} fileName */
async function download(path, fileName) {
  try {
    downloadFile(fileName, await gotFile(path));
  } catch (failure) {
    toast(/** @type {Error} */ (failure).message, undefined, true);
  }
}
