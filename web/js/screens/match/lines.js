/** Bank lines in the queue: loaded where there are any. */
import { Failure, ask } from "../../graphql.js";
import { leftOf, lineText } from "../../parts/bank-line.js";
import { MATCH_LINES } from "../../queries/match-lines.js";
import { msg, texts } from "../../texts.js";
import { dateText } from "../../words.js";
import { linePart } from "./entries.js";
import { deskOfLine } from "./line-desk.js";

await texts("match");

/** The most that are listed; those that are explained make room for others. */
const LINES_MAX = 500;

/**
 * The oldest lines that are to be explained; fewer where what they may be is very much.
 * @param {import("../../../types/schema.js").BankLineFilter} filter
 * @param {AbortSignal} signal
 * @returns {Promise<{ found: import("./entries.js").Found[], more: boolean }>}
 */
export async function linesFound(filter, signal) {
  for (let first = LINES_MAX; ; first = Math.ceil(first / 5)) {
    try {
      const { nodes, pageInfo } = (await ask(MATCH_LINES, { filter, first }, signal)).bankLines;
      return { found: nodes.map(foundOf), more: pageInfo.hasNextPage };
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.code !== "QUERY_TOO_COMPLEX" || first === 1) throw failure;
    }
  }
}

/** @param {import("../../queries/match-lines.js").MatchLines_bankLines_nodes} line @returns {import("./entries.js").Found} */
function foundOf(line) {
  const { id, bookedOn, payerName, text, bankAccount } = line;
  const { currency } = bankAccount;
  return {
    id,
    kind: "BANK_LINE",
    currency,
    day: bookedOn,
    name: payerName || text || msg("match-no-text"),
    facts: [bankAccount.name, dateText(bookedOn), payerName && text ? msg("match-quoted", { text }) : ""].filter(Boolean).join(" · "),
    label: lineText(line, currency),
    ...linePart(line),
  };
}

/**
 * The desk of a line, from what was read of it and of the account that it seems to be for.
 * @param {import("./entries.js").Entry} entry
 * @param {import("../../queries/match.js").MatchDetail["node"]} node
 * @param {import("../../queries/match.js").MatchDetail["account"]} account
 * @param {() => void} draw
 */
export function lineDesk({ currency }, node, account, draw) {
  if (!node || !("proposals" in node) || !leftOf(node)) throw new Failure(msg("match-line-gone"), "NOT_FOUND");
  return deskOfLine(node, account, currency, draw);
}
