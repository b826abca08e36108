/** The page's own queries, as examples. A new file in `queries/` gets its line here; a test looks. */
import { msg, texts } from "../../texts.js";
import { plainWords } from "../../words.js";

await texts("explorer");

/** @type {Record<string, () => Promise<Record<string, string>>>} */
const FILES = {
  [msg("explorer-accepting")]: () => import("../../queries/accepting.js"),
  [msg("shell-access")]: () => import("../../queries/access.js"),
  [msg("shell-accounts")]: () => import("../../queries/accounts.js"),
  [msg("shell-activity")]: () => import("../../queries/activity.js"),
  [msg("shell-bank")]: () => import("../../queries/bank.js"),
  [msg("explorer-billing")]: () => import("../../queries/billing.js"),
  [msg("shell-closing")]: () => import("../../queries/closing.js"),
  [msg("shell-statements")]: () => import("../../queries/statements.js"),
  [msg("explorer-mails")]: () => import("../../queries/mails.js"),
  [msg("explorer-journals")]: () => import("../../queries/journals.js"),
  [msg("explorer-factors")]: () => import("../../queries/factors.js"),
  [msg("shell-find")]: () => import("../../queries/find.js"),
  [msg("shell-import")]: () => import("../../queries/import.js"),
  [msg("shell-integrity")]: () => import("../../queries/integrity.js"),
  [msg("shell-jobs")]: () => import("../../queries/jobs.js"),
  [msg("shell-ledger-codes")]: () => import("../../queries/ledger-codes.js"),
  [msg("shell-match")]: () => import("../../queries/match.js"),
  [msg("explorer-match-lines")]: () => import("../../queries/match-lines.js"),
  [msg("explorer-mending")]: () => import("../../queries/mending.js"),
  [msg("shell-payers")]: () => import("../../queries/payers.js"),
  [msg("explorer-payment")]: () => import("../../queries/payment.js"),
  [msg("explorer-reconciliations")]: () => import("../../queries/reconciliations.js"),
  [msg("explorer-recording")]: () => import("../../queries/recording.js"),
  [msg("shell-reports")]: () => import("../../queries/reports.js"),
  [msg("explorer-session")]: () => import("../../queries/session.js"),
  [msg("explorer-sessions")]: () => import("../../queries/sessions.js"),
  [msg("explorer-subscriptions")]: () => import("../../queries/subscriptions.js"),
  [msg("shell-today")]: () => import("../../queries/today.js"),
  [msg("explorer-transaction")]: () => import("../../queries/transaction.js"),
  [msg("explorer-undo")]: () => import("../../queries/undo.js"),
  [msg("explorer-unreconciled")]: () => import("../../queries/unreconciled.js"),
  [msg("shell-upcoming")]: () => import("../../queries/upcoming.js"),
  [msg("shell-webhooks")]: () => import("../../queries/webhooks.js"),
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
        .map(([name, text]) => ({ title: plainWords(name), text: atTheMargin(text) })),
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
