/** All reports, in the order of their tabs. */
import { msg, texts } from "./texts.js";

await texts("report-list");

/**
 * @typedef {object} ReportEntry
 * @property {string} name the last part of its address
 * @property {string} short the tab's label
 * @property {string} title
 * @property {string} about
 * @property {() => Promise<{ report: import("./screens/reports/report.js").Report<any, any> }>} [load] what it is made of; absent if it has a route and a screen of its own
 */

/** @type {ReportEntry[]} */
export const REPORTS = [
  { name: "payment-by-item", short: msg("report-list-by-item"), title: msg("report-list-payment-by-item"), about: msg("report-list-payment-by-item-is"), load: () => import("./screens/reports/payment-by-item.js") },
  { name: "payment-by-ledger-code", short: msg("report-list-by-ledger-code"), title: msg("report-list-payment-by-ledger-code"), about: msg("report-list-payment-by-ledger-code-is"), load: () => import("./screens/reports/payment-by-ledger-code.js") },
  { name: "payment-breakdown", short: msg("report-list-breakdown"), title: msg("report-list-payment-breakdown"), about: msg("report-list-payment-breakdown-is"), load: () => import("./screens/reports/payment-breakdown.js") },
  { name: "sales-by-ledger-code", short: msg("report-list-sales"), title: msg("report-list-sales-by-ledger-code"), about: msg("report-list-sales-by-ledger-code-is"), load: () => import("./screens/reports/sales-by-ledger-code.js") },
  { name: "sales-by-item", short: msg("report-list-items-sold"), title: msg("report-list-sales-by-item"), about: msg("report-list-sales-by-item-is"), load: () => import("./screens/reports/sales-by-item.js") },
  { name: "aging", short: msg("report-list-aging"), title: msg("report-list-aging"), about: msg("report-list-aging-is"), load: () => import("./screens/reports/aging.js") },
  { name: "bank-reconciliation", short: msg("report-list-bank"), title: msg("report-list-bank-reconciliation"), about: msg("report-list-bank-reconciliation-is") },
];
