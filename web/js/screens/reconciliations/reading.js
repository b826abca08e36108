/**
 * A transaction with all its reconciliations, read page by page: a change lists every one (domain R13a), and a response
 * is limited.
 */
import { numberText } from "../../locale.js";
import { RECONCILIATIONS } from "../../queries/reconciliations.js";
import { reading } from "../../reading.js";
import { msg, texts } from "../../texts.js";

await texts("reconciliations");

/** The most that one change can list; no more are read. */
const MOST = 10_000;

/**
 * @typedef {object} Reconciled
 * @property {import("./ledger.js").Transaction | null | undefined} data the transaction; null if not found, undefined until loaded
 * @property {import("../../graphql.js").Failure | null} failure
 * @property {boolean} busy
 * @property {() => Promise<boolean>} read whether all pages arrived and it is the newest read
 */

/**
 * The first time, each page is shown on arrival; later the old data stays until all pages have arrived.
 * @param {import("../../router.js").Visit} visit
 * @param {string} key the transaction's id or number
 * @returns {Reconciled}
 */
export function reconciled(visit, key) {
  const page = reading(visit, RECONCILIATIONS, (data) => data.byNumber ?? data.byId);
  /** @type {Reconciled} */
  const state = {
    data: undefined,
    get failure() {
      return page.failure;
    },
    get busy() {
      return page.busy;
    },
    async read() {
      const first = !state.data;
      /** @type {import("./ledger.js").Stored[]} */
      const edges = [];
      for (let after = /** @type {string | null | undefined} */ (null), more = true; more; ) {
        if (!(await page.read({ key, number: key, after }))) return false;
        const found = page.data?.reconciliations;
        edges.push(...(found?.edges ?? []));
        after = found?.pageInfo.endCursor;
        more = Boolean(found?.pageInfo.hasNextPage) && edges.length < MOST;
        if (first || !more) state.data = page.data && { ...page.data, reconciliations: { ...page.data.reconciliations, edges: [...edges] } };
        visit.draw();
      }
      return true;
    },
  };
  return state;
}

/**
 * Return why nothing can be changed until all reconciliations are loaded: unlisted ones would be deleted.
 * @param {import("./ledger.js").Transaction} transaction
 */
export function notAll({ reconciliations: { edges, totalCount } }) {
  if (edges.length >= totalCount) return undefined;
  return edges.length < MOST
    ? msg("reconciliations-being-read", { known: edges.length, total: totalCount })
    : msg("reconciliations-too-many", { total: numberText(totalCount), known: numberText(edges.length) });
}
