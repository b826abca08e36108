/**
 * The screens by their address. `:name` is one part of a path, given to the screen as `visit.parameters.name`.
 * A screen is loaded when it is first gone to. `noun` puts it into the navigation, in this order; `needs` are the
 * permissions without which there is nothing to see. The server knows the same addresses (`api/pages.py`).
 */

/**
 * @typedef {object} Route
 * @property {string} path
 * @property {() => Promise<{ open: import("./router.js").OpenScreen }>} load
 * @property {string[]} needs
 * @property {string[]} [wants] permissions to see all of it, where that takes more
 * @property {string} [noun]
 */

/** @type {Route[]} */
export const ROUTES = [
  {
    path: "/accounts",
    noun: "Accounts",
    needs: ["VIEW_CLIENT_ACCOUNTS"],
    load: () => import("./screens/accounts.js"),
  },
  {
    path: "/accounts/:number",
    needs: ["VIEW_CLIENT_ACCOUNTS"],
    wants: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"],
    load: () => import("./screens/billing/billing.js"),
  },
  { path: "/upcoming", noun: "Upcoming payments", needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => import("./screens/upcoming.js") },
  { path: "/unreconciled", noun: "Unreconciled items", needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => import("./screens/unreconciled.js") },
  { path: "/reports", noun: "Reports", needs: ["VIEW_REPORTS"], load: () => import("./screens/reports/reports.js") },
  { path: "/reports/:name", needs: ["VIEW_REPORTS"], load: () => import("./screens/reports/report.js") },
  {
    path: "/transactions/:id/reconciliations",
    needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"],
    load: () => import("./screens/reconciliations/reconciliations.js"),
  },
  { path: "/ledger-codes", needs: [], load: () => import("./screens/ledger-codes.js") },
  { path: "/jobs", needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => import("./screens/jobs.js") },
  { path: "/jobs/:id", needs: ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"], load: () => import("./screens/job.js") },
  { path: "/activity", noun: "Activity", needs: ["MANAGE_ACCESS"], load: () => import("./screens/activity.js") },
  { path: "/import", noun: "Import", needs: ["IMPORT_DATA"], load: () => import("./screens/import/import.js") },
  { path: "/access", noun: "Access", needs: ["MANAGE_ACCESS"], load: () => import("./screens/access.js") },
  { path: "/integrity", noun: "Integrity", needs: ["MANAGE_ACCESS"], load: () => import("./screens/integrity.js") },
  { path: "/explorer", noun: "API", needs: [], load: () => import("./screens/explorer/explorer.js") },
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
