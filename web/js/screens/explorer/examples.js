/** The page's own queries, as examples. A new file in `queries/` gets its line here; a test looks. */
import { words } from "../../words.js";

/** @type {Record<string, () => Promise<Record<string, string>>>} */
const FILES = {
  Accepting: () => import("../../queries/accepting.js"),
  Access: () => import("../../queries/access.js"),
  Accounts: () => import("../../queries/accounts.js"),
  Activity: () => import("../../queries/activity.js"),
  Bank: () => import("../../queries/bank.js"),
  Billing: () => import("../../queries/billing.js"),
  Closing: () => import("../../queries/closing.js"),
  Statements: () => import("../../queries/statements.js"),
  Journals: () => import("../../queries/journals.js"),
  Factors: () => import("../../queries/factors.js"),
  Find: () => import("../../queries/find.js"),
  Import: () => import("../../queries/import.js"),
  Integrity: () => import("../../queries/integrity.js"),
  Jobs: () => import("../../queries/jobs.js"),
  "Ledger codes": () => import("../../queries/ledger-codes.js"),
  Match: () => import("../../queries/match.js"),
  "Match lines": () => import("../../queries/match-lines.js"),
  Mending: () => import("../../queries/mending.js"),
  Payers: () => import("../../queries/payers.js"),
  Payment: () => import("../../queries/payment.js"),
  Reconciliations: () => import("../../queries/reconciliations.js"),
  Recording: () => import("../../queries/recording.js"),
  Reports: () => import("../../queries/reports.js"),
  Session: () => import("../../queries/session.js"),
  Sessions: () => import("../../queries/sessions.js"),
  Subscriptions: () => import("../../queries/subscriptions.js"),
  Today: () => import("../../queries/today.js"),
  Transaction: () => import("../../queries/transaction.js"),
  Undo: () => import("../../queries/undo.js"),
  Unreconciled: () => import("../../queries/unreconciled.js"),
  Upcoming: () => import("../../queries/upcoming.js"),
  Webhooks: () => import("../../queries/webhooks.js"),
};

/**
 * Return all queries of the page, by file.
 * @returns {Promise<{ title: string, examples: { title: string, text: string }[] }[]>}
 */
export const examples = () =>
  Promise.all(
    Object.entries(FILES).map(async ([title, file]) => ({
      title,
      examples: Object.entries(await file())
        .filter(([, text]) => !/^\s*subscription\b/.test(text)) // those are not sent by POST
        .map(([name, text]) => ({ title: words(name), text: atTheMargin(text) })),
    })),
  );

/**
 * Remove a query's indentation.
 * @param {string} text
 */
function atTheMargin(text) {
  const lines = text.replace(/^\n+|\s+$/g, "").split("\n");
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length));
  return `${lines.map((line) => line.slice(indent)).join("\n")}\n`;
}
