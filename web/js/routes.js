/**
 * The screens by their address, in the navigation's order; each is loaded when somebody first goes to it. The server
 * answers the same addresses (`api/pages.py`).
 */

import { stylesheet } from "./parts/stylesheet.js";
import { msg, texts } from "./texts.js";

/** @typedef {import("./router.js").Route} Route */

/**
 * Load a stylesheet beside the screen that waits for it.
 * @template Screen
 * @param {string} name
 * @param {Promise<Screen>} screen
 */
function withStyles(name, screen) {
  void stylesheet(name);
  return screen;
}

/**
 * Load texts beside the screen that waits for them.
 * @template Screen
 * @param {string} room
 * @param {Promise<Screen>} screen
 */
function withTexts(room, screen) {
  void texts(room);
  return screen;
}

/** The kinds of changes of accounts and of money; of anything but users and tokens. */
const MONEY = /^(?!USER_|TOKEN_)/;

/** @type {Route[]} */
export const ROUTES = [
  { path: "/today", follows: MONEY, noun: msg("shell-today"), needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("today", withStyles("today", import("./screens/today/today.js"))) },
  { path: "/match", follows: MONEY, noun: msg("shell-match"), needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("match", withStyles("match", import("./screens/match/match.js"))) },
  {
    path: "/accounts", follows: MONEY,
    noun: msg("shell-accounts"),
    needs: ["VIEW_CLIENT_ACCOUNTS"],
    load: () => withTexts("accounts", withStyles("table", import("./screens/accounts.js"))),
  },
  {
    path: "/accounts/:number", follows: MONEY,
    needs: ["VIEW_CLIENT_ACCOUNTS"],
    wants: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"],
    load: () => withTexts("billing", withStyles("billing", import("./screens/billing/billing.js"))),
  },
  { path: "/upcoming", follows: MONEY, noun: msg("shell-upcoming"), needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("upcoming", withStyles("table", import("./screens/upcoming.js"))) },
  { path: "/reports", noun: msg("shell-reports"), needs: ["VIEW_REPORTS"], load: () => withTexts("reports", import("./screens/reports/reports.js")) },
  {
    path: "/reports/bank-reconciliation", follows: MONEY,
    needs: ["VIEW_REPORTS", "VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"],
    load: () => withTexts("reports", import("./screens/reports/bank-reconciliation.js")),
  },
  { path: "/reports/:name", follows: MONEY, needs: ["VIEW_REPORTS"], load: ({ name }) => withTexts("reports", import("./screens/reports/report.js").then(({ reportNamed }) => reportNamed(name))) },
  { path: "/bank", follows: MONEY, noun: msg("shell-bank"), needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("bank", withStyles("table", import("./screens/bank/bank.js"))) },
  { path: "/bank/:id", follows: MONEY, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("bank", import("./screens/bank/account.js")) },
  {
    path: "/transactions/:id/reconciliations", follows: MONEY,
    needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"],
    load: () => withTexts("reconciliations", import("./screens/reconciliations/reconciliations.js")),
  },
  { path: "/unreconciled", follows: MONEY, noun: msg("shell-unreconciled"), more: true, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("unreconciled", withStyles("table", import("./screens/unreconciled.js"))) },
  { path: "/payers", follows: /^(BANK_|ACCOUNT_|PERSON_)/, noun: msg("shell-payers"), more: true, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("bank", withStyles("table", import("./screens/bank/payers.js"))) },
  { path: "/ledger-codes", follows: /^LEDGER_CODE_/, noun: msg("shell-ledger-codes"), more: true, needs: [], load: () => withTexts("ledger-codes", withStyles("table", import("./screens/ledger-codes.js"))) },
  { path: "/import", noun: msg("shell-import"), more: true, needs: ["IMPORT_DATA"], load: () => withTexts("import", import("./screens/import/import.js")) },
  { path: "/jobs", noun: msg("shell-jobs"), more: true, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("jobs", withStyles("table", import("./screens/jobs.js"))) },
  { path: "/jobs/:id", needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("jobs", import("./screens/job.js")) },
  { path: "/activity", follows: /./, noun: msg("shell-activity"), more: true, needs: ["MANAGE_ACCESS"], load: () => withTexts("activity", import("./screens/activity.js")) },
  { path: "/access", follows: /^(USER|TOKEN)_/, noun: msg("shell-access"), more: true, needs: ["MANAGE_ACCESS"], load: () => withTexts("access", withStyles("table", import("./screens/access/access.js"))) },
  { path: "/webhooks", noun: msg("shell-webhooks"), more: true, needs: ["MANAGE_ACCESS"], load: () => withTexts("webhooks", withStyles("table", import("./screens/webhooks.js"))) },
  { path: "/integrity", noun: msg("shell-integrity"), more: true, needs: ["MANAGE_ACCESS"], load: () => withTexts("integrity", import("./screens/integrity.js")) },
  { path: "/closing", follows: /^BOOKS_/, noun: msg("shell-closing"), more: true, needs: ["VIEW_REPORTS"], load: () => withTexts("closing", withStyles("table", import("./screens/closing.js"))) },
  { path: "/journal", noun: msg("shell-journal"), more: true, needs: ["VIEW_REPORTS"], load: () => withTexts("journal", withStyles("table", import("./screens/journal.js"))) },
  { path: "/statements", noun: msg("shell-statements"), more: true, needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => withTexts("statements", import("./screens/statements/statements.js")) },
  { path: "/explorer", noun: msg("shell-api"), more: true, needs: [], load: () => withTexts("explorer", import("./screens/explorer/explorer.js")) },
];

/**
 * The screen at a path, with its parameters; null where there is none.
 * @param {string} path
 * @returns {{ route: Route, parameters: Record<string, string> } | null}
 */
export function routeAt(path) {
  const parts = path.split("/");
  for (const route of ROUTES) {
    const wanted = route.path.split("/");
    if (wanted.length !== parts.length) continue;
    const parameters = parametersOf(wanted, parts);
    if (parameters) return { route, parameters };
  }
  return null;
}

/**
 * @param {string[]} wanted
 * @param {string[]} parts
 */
function parametersOf(wanted, parts) {
  /** @type {Record<string, string>} */
  const parameters = {};
  for (const [index, part] of wanted.entries()) {
    if (!part.startsWith(":")) {
      if (part !== parts[index]) return null;
      continue;
    }
    try {
      parameters[part.slice(1)] = decodeURIComponent(parts[index]);
    } catch {
      return null; // no text at all, such as a lone %
    }
    if (!parts[index]) return null;
  }
  return parameters;
}
