/** All reports, in the order of their tabs. */

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
  { name: "payment-by-item", short: "By item", title: "Payment by item", about: "Every payment in a period and what it was applied to.", load: () => import("./screens/reports/payment-by-item.js") },
  { name: "payment-by-ledger-code", short: "By ledger code", title: "Payment by ledger code", about: "Payments received, by ledger code and method.", load: () => import("./screens/reports/payment-by-ledger-code.js") },
  { name: "payment-breakdown", short: "Breakdown", title: "Breakdown of payments by ledger code", about: "What was paid for each ledger code, invoice by invoice, in cash and by credits.", load: () => import("./screens/reports/payment-breakdown.js") },
  { name: "sales-by-ledger-code", short: "Sales", title: "Sales by ledger code", about: "Invoices less credits and cancellations, paid or not.", load: () => import("./screens/reports/sales-by-ledger-code.js") },
  { name: "sales-by-item", short: "Items sold", title: "Sales by item", about: "Every item invoiced, credited or cancelled in a period.", load: () => import("./screens/reports/sales-by-item.js") },
  { name: "aging", short: "Aging", title: "Aging", about: "What each account owes on a date, by days overdue.", load: () => import("./screens/reports/aging.js") },
  { name: "bank-reconciliation", short: "Bank", title: "Bank reconciliation", about: "A bank account against the books on a date: both balances, and what is on one side alone." },
];
