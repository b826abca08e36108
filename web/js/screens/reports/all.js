/** All reports by address, with descriptions; `short` is the tab's label, `made` what the report is made of. */
import { aging } from "./aging.js";
import { paymentBreakdown } from "./payment-breakdown.js";
import { paymentByItem } from "./payment-by-item.js";
import { paymentByLedgerCode } from "./payment-by-ledger-code.js";
import { salesByItem } from "./sales-by-item.js";
import { salesByLedgerCode } from "./sales-by-ledger-code.js";

/** Each with rows of its own. @type {{ name: string, short: string, title: string, about: string, made: import("./report.js").Report<any, any> }[]} */
export const REPORTS = [
  { name: "payment-by-item", short: "By item", title: "Payment by item", about: "Every payment in a period and what it was applied to.", made: paymentByItem },
  { name: "payment-by-ledger-code", short: "By ledger code", title: "Payment by ledger code", about: "Payments received, by ledger code and method.", made: paymentByLedgerCode },
  { name: "payment-breakdown", short: "Breakdown", title: "Breakdown of payments by ledger code", about: "What was paid for each ledger code, invoice by invoice, in cash and by credits.", made: paymentBreakdown },
  { name: "sales-by-ledger-code", short: "Sales", title: "Sales by ledger code", about: "Invoices less credits and cancellations, paid or not.", made: salesByLedgerCode },
  { name: "sales-by-item", short: "Items sold", title: "Sales by item", about: "Every item invoiced, credited or cancelled in a period.", made: salesByItem },
  { name: "aging", short: "Aging", title: "Aging", about: "What each account owes on a date, by days overdue.", made: aging },
];

/** The reconciliation of a bank account: a screen of its own, as it has two lists. */
export const BANK_REPORT = { name: "bank-reconciliation", short: "Bank", title: "Bank reconciliation", about: "A bank account against the books on a date: both balances, and what is on one side alone." };
