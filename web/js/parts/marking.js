/**
 * The selection of what an amount is applied to: whole transactions or single items, each with an exact amount or as far
 * as the money goes, applied in the order of selection (domain R12, R12a). This module draws nothing.
 */
import { followMarks } from "../allocation.js";
import { msg, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";

await texts("marks");

/** @typedef {{ id: string, description: string, unreconciledCents: number, member?: { name: string } | null }} OpenItem */
/** @typedef {{ id: string, number: string, kind: string, date: string, dueOn?: string | null, reference?: string | null, about?: string, unreconciledCents: number, items: OpenItem[] }} OpenTransaction about: whose it is, in a list of several accounts */
/** @typedef {{ transaction: OpenTransaction, item?: OpenItem }} Chosen */
/** @typedef {(name: string) => string} Typed */

/** @typedef {ReturnType<typeof marking>} Marking */

/** Items of a transaction that can be selected. @param {OpenTransaction} transaction */
export const payable = (transaction) => transaction.items.filter((item) => item.unreconciledCents > 0);

/** The key of a mark. @param {Chosen} each */
export const keyOf = ({ transaction, item }) => (item ?? transaction).id;

/** The most proposals listed. */
const PROPOSALS_MAX = 4;

/**
 * What an amount fits exactly, the surest first: one transaction, one item, one person's items, the oldest transactions,
 * everything (domain R24). It proposes and selects nothing.
 * @param {OpenTransaction[]} open the oldest first
 * @param {number} cents
 * @returns {{ text: string, chosen: Chosen[] }[]}
 */
export function proposalsFor(open, cents) {
  /** @type {{ text: string, chosen: Chosen[] }[]} */
  const found = [];
  const sumOf = (/** @type {Chosen[]} */ all) => all.reduce((sum, { transaction, item }) => sum + (item ?? transaction).unreconciledCents, 0);
  const add = (/** @type {string} */ text, /** @type {Chosen[]} */ chosen) => sumOf(chosen) === cents && found.push({ text, chosen });
  const items = open.flatMap((transaction) => payable(transaction).map((item) => ({ transaction, item })));
  for (const transaction of open) add(transaction.number, [{ transaction }]);
  for (const each of items) if (payable(each.transaction).length > 1) add(`${each.item.description}, ${each.transaction.number}`, [each]);
  for (const name of new Set(items.map(({ item }) => item.member?.name))) {
    const theirs = items.filter(({ item }) => item.member?.name === name);
    if (name && theirs.length > 1 && theirs.length < items.length) add(msg("marks-everything-for", { name }), theirs);
  }
  for (let count = 2; count < open.length; count++) add(msg("marks-oldest", { count }), open.slice(0, count).map((transaction) => ({ transaction })));
  if (open.length > 1) add(msg("marks-everything-due"), open.map((transaction) => ({ transaction })));
  return found.slice(0, PROPOSALS_MAX);
}

/** Messages for exact amounts that are too large. */
const PROBLEMS = { NO_ROOM: msg("marks-no-room"), NO_MONEY: msg("marks-no-money") };

/**
 * @param {object} what
 * @param {string} what.currency
 * @param {string} what.path the input's field: "applyTo"
 * @param {string} what.whole the input's field for a whole transaction: "invoiceId"
 * @param {() => number | undefined} what.cents the amount of money, once known
 */
export function marking({ currency, path, whole, cents }) {
  /** @type {Chosen[]} */
  let chosen = [];
  /** @type {OpenTransaction[]} */
  let open = [];
  /** @type {Typed} */
  let typed = () => "";

  /** Index of a transaction or item among the marks; -1 if it is not selected. @param {string} id */
  const at = (id) => chosen.findIndex((each) => keyOf(each) === id);
  /** The exact amount; undefined if absent or invalid. @param {Chosen} each */
  function exact(each) {
    const text = typed(`mark-${keyOf(each)}`);
    return text ? parseMoney(text, currency).cents : undefined;
  }
  const asked = () =>
    chosen.map((each) => ({ items: each.item ? [each.item] : each.transaction.items, cents: exact(each) }));
  /** All selected items, once each. */
  const reached = () => [...new Map(asked().flatMap(({ items }) => items.map((item) => [item.id, item]))).values()];
  /** The current allocation. */
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

  /** Select everything open, oldest first; if there is an amount, only as far as it goes. */
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
   * The error of a mark's exact amount.
   * @param {ReturnType<typeof followMarks>} now
   * @param {number} index
   */
  function problemAt(now, index) {
    const found = now.problems.get(index);
    return found ? PROBLEMS[found] : "";
  }

  return {
    /** The marks in order. */
    get chosen() {
      return chosen;
    },
    /** Open transactions. */
    get open() {
      return open;
    },
    /** Number of open transactions. */
    get offered() {
      return open.length;
    },
    /** Set the reader of the form's fields. @param {Typed} reader */
    reads(reader) {
      typed = reader;
    },
    at,
    reached,
    split,
    toggleWhole,
    toggleItem,
    oldestFirst,
    none() {
      chosen = [];
    },
    /** What the amount fits exactly, unless that is selected already. */
    proposals() {
      const amount = cents();
      return amount ? proposalsFor(open, amount).filter((each) => each.chosen.some((mark) => at(keyOf(mark)) < 0)) : [];
    },
    /** Select a proposal. @param {Chosen[]} marks */
    take(marks) {
      chosen = marks;
    },
    /** The amount of each selected item, in order. */
    falls() {
      const { parts } = split();
      return reached().flatMap(({ id, unreconciledCents }) => (unreconciledCents > 0 ? [parts.get(id) ?? 0] : []));
    },
    /** The open amount of everything not selected. */
    unmarked: () =>
      open.reduce((sum, each) => sum + each.unreconciledCents, 0) - reached().reduce((sum, each) => sum + each.unreconciledCents, 0),
    problemAt,
    /**
     * Return the marks for the input; report invalid amounts to `problem`.
     * @param {(path: string, text: string) => void} problem
     */
    input(problem) {
      const now = split();
      return chosen.map((each, index) => {
        const name = `mark-${keyOf(each)}`;
        const text = typed(name);
        const { cents: amountCents, problem: wrong } = text ? parseMoney(text, currency) : {};
        if (wrong) problem(`${path}.${index}.amountCents`, wrong);
        else if (now.problems.has(index)) problem(`${path}.${index}.amountCents`, problemAt(now, index));
        return each.item ? { itemId: each.item.id, amountCents } : { [whole]: each.transaction.id, amountCents };
      });
    },
    /**
     * Set the open transactions; those fully covered by planned payments cannot be selected. The selection stays where
     * possible.
     * @param {OpenTransaction[]} transactions the oldest first
     * @param {string} [first] id of a transaction to select at once
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
