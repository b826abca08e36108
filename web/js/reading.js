/** What a screen has read, and how the reading stands: every view can show loading, failed and done. */
import { ask } from "./graphql.js";

/**
 * One answer. A later reading overtakes an earlier one; what was read stays until the next has come.
 * @template T
 * @typedef {object} Reading
 * @property {T | undefined} data
 * @property {import("./graphql.js").Failure | null} failure
 * @property {boolean} busy
 * @property {(query: string, variables?: Record<string, unknown>) => Promise<boolean>} read whether it came and is the newest
 */

/**
 * @template T
 * @param {import("./router.js").Visit} visit
 * @param {(data: any) => T} [pick] what of the answer is wanted; asked of the newest answer alone
 * @returns {Reading<T>}
 */
export function reading(visit, pick = (data) => data) {
  let turn = 0;
  /** @type {Reading<T>} */
  const state = {
    data: undefined,
    failure: null,
    busy: false,
    async read(query, variables) {
      const mine = ++turn;
      const signal = visit.signal();
      state.busy = true;
      visit.draw();
      try {
        const answer = await ask(query, variables, signal);
        if (mine !== turn) return false;
        state.data = pick(answer);
        state.failure = null;
      } catch (failure) {
        if (mine !== turn || signal.aborted) return false;
        state.failure = /** @type {any} */ (failure);
      }
      state.busy = false;
      visit.draw();
      return !state.failure;
    },
  };
  return state;
}

/**
 * A list that grows page by page. Reading it again asks for as many rows as are shown, so that nobody loses their place.
 * @typedef {object} Paged
 * @property {any[]} rows
 * @property {number | null} total all there are, where the list says so
 * @property {boolean} more whether there are further rows
 * @property {boolean} known whether the list has been read at all
 * @property {import("./graphql.js").Failure | null} failure
 * @property {boolean} busy
 * @property {(variables?: Record<string, unknown>) => Promise<void>} read from the start
 * @property {() => Promise<void>} readMore the next page
 */

/**
 * @param {import("./router.js").Visit} visit
 * @param {string} query takes `first` and `after`
 * @param {(data: any) => any} pick the connection of the answer (`nodes`, `pageInfo`, perhaps `totalCount`), or null
 * @param {{ page?: number, most?: number }} [sizes] rows of a page; the most that are read again at once
 * @returns {Paged}
 */
export function paged(visit, query, pick, { page = 50, most = 500 } = {}) {
  /** @type {string | null} */
  let end = null;
  /** @type {Record<string, unknown>} */
  let asked = {};
  const inner = reading(visit, pick);

  /** @type {Paged} */
  const list = {
    rows: [],
    total: null,
    more: false,
    known: false,
    get failure() {
      return inner.failure;
    },
    get busy() {
      return inner.busy;
    },
    async read(variables = {}) {
      asked = variables;
      await next(Math.min(Math.max(list.rows.length, page), most), null);
    },
    readMore: () => next(page, end),
  };

  /**
   * @param {number} first
   * @param {string | null} after
   */
  async function next(first, after) {
    if (!(await inner.read(query, { ...asked, first, after }))) return;
    const found = inner.data ?? { nodes: [], pageInfo: {} };
    list.rows = after ? [...list.rows, ...found.nodes] : found.nodes;
    list.total = found.totalCount ?? null;
    list.more = Boolean(found.pageInfo.hasNextPage);
    end = found.pageInfo.endCursor ?? null;
    list.known = true;
    visit.draw();
  }
  return list;
}
