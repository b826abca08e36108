/**
 * Marks on what an amount is for, as they are made: transactions as a whole, or single items of them, each with an exact
 * amount or as far as the money goes, followed in the order in which they were made (domain R12, R12a). Nothing is drawn
 * here.
 */
import { followMarks } from "../allocation.js";
import { parseMoney } from "../typed-money.js";

/** @typedef {{ id: string, description: string, unreconciledCents: number, member?: { name: string } | null }} OpenItem */
/** @typedef {{ id: string, number: string, kind: string, date: string, dueOn?: string | null, unreconciledCents: number, items: OpenItem[] }} OpenTransaction */
/** @typedef {{ transaction: OpenTransaction, item?: OpenItem }} Chosen */
/** @typedef {(name: string) => string} Typed */

/** @typedef {ReturnType<typeof marking>} Marking */

/** What of a transaction can be marked. @param {OpenTransaction} transaction */
export const payable = (transaction) => transaction.items.filter((item) => item.unreconciledCents > 0);

/** What a mark is called, among those of its amount. @param {Chosen} each */
export const keyOf = ({ transaction, item }) => (item ?? transaction).id;

/** What is wrong with an exact amount, in words. */
const PROBLEMS = { NO_ROOM: "More than is open.", NO_MONEY: "More than is left." };

/**
 * @param {object} what
 * @param {string} what.currency
 * @param {string} what.path the input's field: "applyTo"
 * @param {string} what.whole the name of a transaction in it: "invoiceId"
 * @param {() => number | undefined} what.cents how much there is, once that is known
 */
export function marking({ currency, path, whole, cents }) {
  /** @type {Chosen[]} */
  let chosen = [];
  /** @type {OpenTransaction[]} */
  let open = [];
  /** @type {Typed} */
  let typed = () => "";

  /** Where a transaction or item stands among the marks; -1 where it is not marked. @param {string} id */
  const at = (id) => chosen.findIndex((each) => keyOf(each) === id);
  /** An exact amount; undefined where none was typed or it is none. @param {Chosen} each */
  function exact(each) {
    const said = typed(`mark-${keyOf(each)}`);
    return said ? parseMoney(said, currency).cents : undefined;
  }
  const asked = () =>
    chosen.map((each) => ({ items: each.item ? [each.item] : each.transaction.items, cents: exact(each) }));
  /** Items that marks reach, once each. */
  const reached = () => [...new Map(asked().flatMap(({ items }) => items.map((item) => [item.id, item]))).values()];
  /** How the money falls, as it stands. */
  const split = () => followMarks(cents() ?? 0, asked());

  /** @param {OpenTransaction} transaction */
  function toggleWhole(transaction) {
    const marked = at(transaction.id) >= 0 || payable(transaction).every((item) => at(item.id) >= 0);
    chosen = chosen.filter((each) => each.transaction.id !== transaction.id);
    if (!marked) chosen.push({ transaction });
  }

  /**
   * @param {OpenTransaction} transaction
   * @param {OpenItem} item
   */
  function toggleItem(transaction, item) {
    const place = at(transaction.id);
    const others = payable(transaction).filter((each) => each.id !== item.id);
    if (place >= 0) chosen.splice(place, 1, ...others.map((each) => ({ transaction, item: each })));
    else if (at(item.id) >= 0) chosen.splice(at(item.id), 1);
    else chosen.push({ transaction, item });
  }

  /** Marks all that is open, the oldest first; with an amount, as far as it goes. */
  function oldestFirst() {
    chosen = [];
    const most = cents() ?? Infinity;
    let sum = 0;
    for (const transaction of open) {
      if (sum >= most) break;
      chosen.push({ transaction });
      sum += transaction.unreconciledCents;
    }
  }

  /**
   * What is wrong with a mark's exact amount beside the others.
   * @param {ReturnType<typeof followMarks>} now
   * @param {number} index
   */
  function problemAt(now, index) {
    const found = now.problems.get(index);
    return found ? PROBLEMS[found] : "";
  }

  return {
    /** What is chosen, in its order. */
    get chosen() {
      return chosen;
    },
    /** What there is to be marked. */
    get open() {
      return open;
    },
    /** How many there are to be marked. */
    get offered() {
      return open.length;
    },
    /** What was typed is read by this from now on. @param {Typed} reader */
    reads(reader) {
      typed = reader;
    },
    at,
    split,
    toggleWhole,
    toggleItem,
    oldestFirst,
    none() {
      chosen = [];
    },
    /** What each marked item gets, in the order of the marks. */
    falls() {
      const { parts } = split();
      return reached().flatMap(({ id, unreconciledCents }) => (unreconciledCents > 0 ? [parts.get(id) ?? 0] : []));
    },
    /** What is open and not marked at all. */
    unmarked: () =>
      open.reduce((sum, each) => sum + each.unreconciledCents, 0) - reached().reduce((sum, each) => sum + each.unreconciledCents, 0),
    problemAt,
    /**
     * The marks as the input has them; `problem` says what is wrong with their amounts.
     * @param {(path: string, text: string) => void} problem
     */
    input(problem) {
      const now = split();
      return chosen.map((each, index) => {
        const name = `mark-${keyOf(each)}`;
        const said = typed(name);
        const { cents: amountCents, problem: wrong } = said ? parseMoney(said, currency) : {};
        if (wrong) problem(`${path}.${index}.amountCents`, wrong);
        else if (now.problems.has(index)) problem(`${path}.${index}.amountCents`, problemAt(now, index));
        return each.item ? { itemId: each.item.id, amountCents } : { [whole]: each.transaction.id, amountCents };
      });
    },
    /**
     * Which there are, with what is open of them now; what planned payments hold wholly cannot be marked. What was chosen
     * stays chosen, as far as it is there.
     * @param {OpenTransaction[]} transactions the oldest first
     * @param {string} [first] the id of a transaction to be marked at once
     */
    offer(transactions, first) {
      open = transactions.filter((each) => payable(each).length);
      chosen = chosen.flatMap((each) => {
        const transaction = open.find(({ id }) => id === each.transaction.id);
        const item = transaction?.items.find(({ id }) => id === each.item?.id);
        return transaction && (item || !each.item) ? [{ transaction, item }] : [];
      });
      const transaction = open.find(({ id }) => id === first);
      if (transaction && !chosen.length) chosen = [{ transaction }];
    },
  };
}
