/**
 * A transaction with its reconciliations, read page by page: whoever changes amounts lists every one (domain R13a), and
 * an answer holds only so many.
 */
import { RECONCILIATIONS } from "../../queries/reconciliations.js";
import { reading } from "../../reading.js";

/** The most that can be listed in one change; no more are read. */
const MOST = 10_000;

/**
 * @typedef {object} Reconciled
 * @property {any} data the transaction, null where there is none to be seen, undefined until it has come
 * @property {import("../../graphql.js").Failure | null} failure
 * @property {boolean} busy
 * @property {() => Promise<boolean>} read whether all came and it is the newest reading
 */

/**
 * At first each page is shown as it comes; later what was shown stays until all has come anew.
 * @param {import("../../router.js").Visit} visit
 * @param {string} key the transaction's id or number
 * @returns {Reconciled}
 */
export function reconciled(visit, key) {
  const page = reading(visit, (data) => data.byNumber ?? data.byId);
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
      /** @type {any[]} */
      const edges = [];
      for (let after = null, more = true; more; ) {
        if (!(await page.read(RECONCILIATIONS, { key, number: key, after }))) return false;
        const found = page.data?.reconciliations;
        edges.push(...(found?.edges ?? []));
        after = found?.pageInfo.endCursor;
        more = Boolean(found?.pageInfo.hasNextPage) && edges.length < MOST;
        if (first || !more) state.data = page.data && { ...page.data, reconciliations: { totalCount: found.totalCount, edges: [...edges] } };
        visit.draw();
      }
      return true;
    },
  };
  return state;
}

/**
 * Why nothing can be changed while not all reconciliations are here: what is not listed would be deleted.
 * @param {any} transaction
 */
export function notAll({ reconciliations: { edges, totalCount } }) {
  if (edges.length >= totalCount) return undefined;
  const known = `${edges.length.toLocaleString()} of ${totalCount.toLocaleString()}`;
  return edges.length < MOST
    ? `Reading its reconciliations: ${known}. Amounts can be changed once all are there.`
    : `It has ${totalCount.toLocaleString()} reconciliations; the first ${edges.length.toLocaleString()} are here. Go to the other side of one to change its amount.`;
}
