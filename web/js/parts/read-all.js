/** All rows of a list, across its pages. */
import { ask, Failure } from "../graphql.js";
import { msg, texts } from "../texts.js";

await texts("lists");

const PAGE = 500;
const TIMES = 3;

/**
 * Read a whole list. If it changed meanwhile, so that its count and its rows disagree, read it again.
 * @template Result, Row
 * @template {import("../reading.js").Page} Variables
 * @param {import("../../types/document.js").Document<Result, Variables>} query takes `first` and `after`
 * @param {Omit<NoInfer<Variables>, keyof import("../reading.js").Page>} variables
 * @param {(data: Result) => import("../../types/document.js").Connection<Row>} pick the connection of the answer, with `totalCount`
 * @param {(known: number, total: number) => void} [onProgress] called after each page
 * @returns {Promise<{ rows: Row[], data: Result }>} `data` is the last page's result
 * @throws {Failure}
 */
export async function readAll(query, variables, pick, onProgress = () => undefined) {
  for (let time = 0; time < TIMES; time++) {
    /** @type {Row[]} */
    const rows = [];
    for (let after = /** @type {string | null | undefined} */ (null); ; ) {
      /** @type {Result} */
      const data = await ask(query, /** @type {Variables} */ ({ ...variables, first: PAGE, after }));
      const { nodes, pageInfo, totalCount = nodes.length } = pick(data);
      rows.push(...nodes);
      onProgress(rows.length, totalCount);
      if (pageInfo.hasNextPage) after = pageInfo.endCursor;
      else if (rows.length === totalCount) return { rows, data };
      else break;
    }
  }
  throw new Failure(msg("lists-keeps-changing"), "BUSY");
}

/**
 * Read all remaining pages of a list; stop if that fails.
 * @template Row, Filters
 * @param {import("../reading.js").Paged<Row, Filters>} list
 */
export async function readToTheEnd(list) {
  for (let before = -1; list.more && list.rows.length > before; ) {
    before = list.rows.length;
    await list.readMore(PAGE);
  }
}
