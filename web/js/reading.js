/** A screen's data and its state: every view can show loading, failed and done. */
import { asFailure, ask } from "./graphql.js";
import { remember, remembered } from "./remembered.js";

/** @import { Connection, Document } from "../types/document.js" */

/**
 * One result. A later read supersedes an earlier one; the old data stays until the new has arrived.
 * @template T
 * @template [Variables=Record<string, never>]
 * @typedef {object} Reading
 * @property {T | undefined} data
 * @property {import("./graphql.js").Failure | null} failure
 * @property {boolean} busy
 * @property {(variables: Variables) => Promise<boolean>} read whether it succeeded and is the newest
 */

/**
 * @template Result, Variables, T
 * @param {import("./router.js").Visit} visit
 * @param {Document<Result, Variables>} query
 * @param {(data: Result) => T} pick what to keep of the result; called for the newest alone
 * @returns {Reading<T, Variables>}
 */
export function reading(visit, query, pick) {
  let turn = 0;
  /** @type {Reading<T, Variables>} */
  const state = {
    data: undefined,
    failure: null,
    busy: false,
    async read(variables) {
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
        state.failure = asFailure(failure);
      }
      state.busy = false;
      visit.draw();
      return !state.failure;
    },
  };
  return state;
}

/** @typedef {{ first: number, after?: string | null }} Page what every list takes */

/** How many rows a page of a list may have. */
export const PAGE_SIZES = [50, 200, 500];

const SIZE = "tieout.rows";

/** How many rows a page has: as last chosen in this browser. */
export function pageSize() {
  const size = Number(remembered(SIZE));
  return PAGE_SIZES.includes(size) ? size : PAGE_SIZES[0];
}

/**
 * A list that grows page by page. Reading it again asks for as many rows as are shown, so that the scroll position stays.
 * @template Row
 * @template [Filters={}]
 * @typedef {object} Paged
 * @property {Row[]} rows
 * @property {number | null} total the size of the whole list, if known
 * @property {boolean} more whether there are further rows
 * @property {boolean} known whether the list has been read at all
 * @property {import("./graphql.js").Failure | null} failure
 * @property {boolean} busy
 * @property {(filters: Filters) => Promise<void>} read from the start
 * @property {(size?: number) => Promise<void>} readMore the next page
 * @property {(size: number) => Promise<void>} resize change the rows per page, for all lists, and read from the start
 */

/**
 * @template Result, Row
 * @template {Page} Variables
 * @param {import("./router.js").Visit} visit
 * @param {Document<Result, Variables>} query takes `first` and `after`
 * @param {(data: Result) => Connection<Row>} pick the connection of the answer (`nodes`, `pageInfo`, perhaps `totalCount`)
 * @param {{ most?: number }} [sizes] the most rows to read again at once
 * @returns {Paged<Row, Omit<Variables, keyof Page>>}
 */
export function paged(visit, query, pick, { most = 500 } = {}) {
  /** @type {string | null} */
  let end = null;
  /** @type {Omit<Variables, keyof Page> | undefined} */
  let asked;
  const inner = reading(visit, query, pick);

  /** @type {Paged<Row, Omit<Variables, keyof Page>>} */
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
    async read(filters) {
      asked = filters;
      await next(Math.min(Math.max(list.rows.length, pageSize()), most), null);
    },
    readMore: (size = pageSize()) => next(size, end),
    async resize(size) {
      remember(SIZE, String(size));
      await next(size, null);
    },
  };

  /**
   * @param {number} first
   * @param {string | null} after
   */
  async function next(first, after) {
    if (!(await inner.read(/** @type {Variables} */ ({ ...asked, first, after })))) return;
    if (!inner.data) return;
    const found = inner.data;
    list.rows = after ? [...list.rows, ...found.nodes] : found.nodes;
    list.total = found.totalCount ?? null;
    list.more = Boolean(found.pageInfo.hasNextPage);
    end = found.pageInfo.endCursor ?? null;
    list.known = true;
    visit.draw();
  }
  return list;
}
