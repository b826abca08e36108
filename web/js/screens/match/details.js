/** What stands beside the entries: read when one is shown, and for the next ones before. */
import { asFailure, ask, Failure } from "../../graphql.js";
import { decimalText } from "../../money.js";
import { MATCH_DETAIL } from "../../queries/match.js";
import { msg, texts } from "../../texts.js";
import { deskOf } from "./desk.js";
import { isLine } from "./entries.js";

await texts("match");

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {{ desk?: import("./desk.js").Desk, failure?: import("../../graphql.js").Failure, reading: boolean, turn: number, of: string }} Beside `turn`: the newest reading */

/** How many are remembered. */
const REMEMBERED = 40;

/**
 * @param {import("../../router.js").Visit} visit
 * @param {(id: string) => void} gone called with what turns out to be matched already
 */
export function detailsOf(visit, gone) {
  /** The latest used last. @type {Map<string, Beside>} */
  const known = new Map();

  /** @param {Entry} entry @param {Beside} beside */
  async function read(entry, beside) {
    const signal = visit.signal();
    const mine = ++beside.turn;
    beside.reading = true;
    beside.failure = undefined;
    try {
      const desk = await deskFor(entry, visit.draw, signal);
      if (known.get(entry.id) !== beside || mine !== beside.turn) return;
      if (!beside.desk?.touched) beside.desk = desk;
    } catch (problem) {
      if (signal.aborted || mine !== beside.turn) return;
      const failure = asFailure(problem);
      if (failure.code === "NOT_FOUND") {
        known.delete(entry.id);
        return gone(entry.id);
      }
      beside.failure = failure;
    }
    beside.reading = false;
    visit.draw();
  }

  return {
    /**
     * What is known beside an entry; it is read if it is not, or if the entry's amount has changed.
     * @param {Entry} entry
     * @returns {Beside}
     */
    of(entry) {
      const found = known.get(entry.id);
      const beside = found?.of === String(entry.cents) ? found : { reading: false, turn: 0, of: String(entry.cents) };
      known.delete(entry.id);
      known.set(entry.id, beside);
      for (const [id, oldest] of known) {
        if (known.size <= REMEMBERED) break;
        if (!oldest.desk?.touched) known.delete(id);
      }
      if (!beside.desk && !beside.reading && !beside.failure) read(entry, beside);
      return beside;
    },

    /** Read again what stands beside some entries; what is typed there stays. @param {Entry[]} entries */
    again(entries) {
      for (const entry of entries) {
        const beside = known.get(entry.id);
        if (beside) read(entry, beside);
      }
    },

    /** Forget what is not shown, because it may have changed. @param {string} shown */
    forget(shown) {
      for (const [id, { desk }] of known) if (id !== shown && !desk?.touched) known.delete(id);
    },

    /** @param {string} id */
    drop: (id) => known.delete(id),

    /** Whether anything typed or marked is not saved. */
    holds: () => [...known.values()].some(({ desk }) => desk?.touched),

    /** Let go of it. */
    discard: () => known.clear(),
  };
}

/** Read what stands beside an entry. @param {Entry} entry @param {() => void} draw @param {AbortSignal} signal */
async function deskFor(entry, draw, signal) {
  const { id, cents, currency } = entry;
  const { node, account } = await ask(MATCH_DETAIL, { id, withEntry: true, number: entry.account, amount: decimalText(Math.abs(cents), currency) }, signal);
  if (isLine(entry)) {
    const { lineDesk } = await import("./lines.js");
    return lineDesk(entry, node, account, draw);
  }
  if (!account || !node || !("suggestions" in node)) throw new Failure(msg("match-money-gone"), "NOT_FOUND");
  return deskOf(entry, account, node);
}
