/** All rows of a list, however many pages they are. */
import { ask, Failure } from "../graphql.js";

const PAGE = 500;
const TIMES = 3;

/**
 * Reads a list from its start to its end. When it changed while it was read, so that its own count and its rows do not
 * agree, it is read anew.
 * @param {string} query takes `first` and `after`
 * @param {Record<string, unknown>} variables
 * @param {(data: any) => any} pick the connection of the answer, with `totalCount`
 * @param {(known: number, total: number) => void} [told] how far it is
 * @returns {Promise<{ rows: any[], data: any }>} `data` is the last answer
 * @throws {Failure}
 */
export async function everything(query, variables, pick, told = () => undefined) {
  for (let time = 0; time < TIMES; time++) {
    /** @type {any[]} */
    const rows = [];
    for (let after = null; ; ) {
      const data = await ask(query, { ...variables, first: PAGE, after });
      const { nodes, pageInfo, totalCount } = pick(data);
      rows.push(...nodes);
      told(rows.length, totalCount);
      if (pageInfo.hasNextPage) after = pageInfo.endCursor;
      else if (rows.length === totalCount) return { rows, data };
      else break;
    }
  }
  throw new Failure("The list changes faster than it can be read. Try again in a moment.", "BUSY");
}

/**
 * Lets a list that grows page by page grow to its end; stops where it cannot.
 * @param {import("../reading.js").Paged} list
 */
export async function readToTheEnd(list) {
  for (let before = -1; list.more && list.rows.length > before; ) {
    before = list.rows.length;
    await list.readMore();
  }
}
