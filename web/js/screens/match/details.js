/** What stands beside the entries: read when one is shown, and for the next ones before. */
import { asFailure, ask, Failure } from "../../graphql.js";
import { decimalText } from "../../money.js";
import { MATCH_DETAIL } from "../../queries/match.js";
import { deskOf } from "./desk.js";

/** @typedef {{ desk?: import("./desk.js").Desk, failure?: import("../../graphql.js").Failure, reading: boolean, of: string }} Beside */

/** How many are remembered. */
const REMEMBERED = 40;

/** @param {import("../../router.js").Visit} visit */
export function detailsOf(visit) {
  /** The latest used last. @type {Map<string, Beside>} */
  const known = new Map();

  /** @param {import("./queue.js").Entry} entry */
  async function read({ id, cents, currency, transaction }, /** @type {Beside} */ beside) {
    const signal = visit.signal();
    beside.reading = true;
    beside.failure = undefined;
    try {
      const { node, account } = await ask(MATCH_DETAIL, { id, number: transaction.account.number, amount: decimalText(cents, currency) }, signal);
      if (known.get(id) !== beside) return;
      if (!account || !node || !("suggestions" in node)) throw new Failure("This money is not there any more.", "NOT_FOUND");
      if (!beside.desk?.touched) beside.desk = deskOf({ id, cents, currency }, account, node);
    } catch (failure) {
      if (!signal.aborted) beside.failure = asFailure(failure);
    }
    beside.reading = false;
    visit.draw();
  }

  return {
    /**
     * What is known beside an entry; it is read if it is not, or if the entry's amount has changed.
     * @param {import("./queue.js").Entry} entry
     * @returns {Beside}
     */
    of(entry) {
      const found = known.get(entry.id);
      const beside = found?.of === String(entry.cents) ? found : { reading: false, of: String(entry.cents) };
      known.delete(entry.id);
      known.set(entry.id, beside);
      for (const [id, oldest] of known) {
        if (known.size <= REMEMBERED) break;
        if (!oldest.desk?.touched) known.delete(id);
      }
      if (!beside.desk && !beside.reading && !beside.failure) read(entry, beside);
      return beside;
    },

    /** Read again what stands beside some entries; what is typed there stays. @param {import("./queue.js").Entry[]} entries */
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
