/** The queue of open money: its entries in groups, the one that is shown, and what became of the others. It draws nothing. */
import { asFailure, ask } from "../../graphql.js";
import { countOpenMoney, openMoney, setOpenMoney } from "../../open-money.js";
import { MATCH_QUEUE, MATCH_ROWS } from "../../queries/match.js";
import { isKept, keep } from "./kept.js";

/** @typedef {import("../../queries/match.js").MatchQueue_unreconciledItems_nodes} Item */
/** @typedef {"sure" | "look" | "none"} Likelihood */

/**
 * One row of the queue, whatever it is of: its amount is what must be matched.
 * @typedef {object} Entry
 * @property {string} id
 * @property {number} cents
 * @property {string} currency
 * @property {Item["transaction"]} transaction
 * @property {Item["suggestions"][number] | undefined} best
 * @property {Likelihood} likelihood
 * @property {boolean} sending whether its match is under way
 * @property {string} problem why its match was refused
 */

/** @typedef {{ key: Likelihood | "later" | "kept", title: string, hint: string, entries: Entry[] }} Group */
/** @typedef {Omit<import("../../queries/match.js").MatchQueueVariables, "first" | "after">} Filters */
/** @typedef {ReturnType<typeof queueOf>} Queue */

const PAGE = 200;
/** The most that are listed; those that are matched make room for others. */
export const ENTRIES_MAX = 2_000;
/** How many entries are read again by one query. */
const AGAIN = 50;

/** @type {Omit<Group, "entries">[]} */
const GROUPS = [
  { key: "sure", title: "Sure", hint: "nothing speaks against it" },
  { key: "look", title: "Look", hint: "likely, but something speaks against it" },
  { key: "none", title: "No proposal", hint: "choose, keep or leave" },
  { key: "later", title: "Later", hint: "put off by you" },
];

/** @param {Pick<Item, "suggestions">} item @returns {Likelihood} */
function likelihoodOf({ suggestions: [best] }) {
  if (!best || best.ground === "OLDEST") return "none";
  return best.sure ? "sure" : "look";
}

/**
 * @param {Omit<Item, "transaction">} item
 * @param {Item["transaction"]} transaction
 * @param {Entry} [known]
 * @returns {Entry}
 */
function entryOf(item, transaction, known) {
  const { id, unreconciledCents: cents, suggestions } = item;
  const found = { id, cents, currency: transaction.account.currency, transaction, best: suggestions[0], likelihood: likelihoodOf(item) };
  return { sending: false, problem: "", ...known, ...found };
}

/**
 * @param {import("../../router.js").Visit} visit
 * @param {() => Filters} filters
 */
export function queueOf(visit, filters) {
  /** In the server's order. @type {Map<string, Entry>} */
  let entries = new Map();
  /** Counts reads and matches, to tell which came first. */
  let clock = 0;
  let turn = 0;
  /** When an entry was matched: an answer that was asked for earlier still has it. @type {Map<string, number>} */
  const matchedAt = new Map();
  /** What was matched here: the entry as it was before, and how much of it. @type {Map<string, { entry: Entry, cents: number }>} */
  const accepted = new Map();
  /** Entries that are about to go, for a reason that the viewer knows. @type {Set<string>} */
  const expected = new Set();
  /** @type {Set<string>} */
  const later = new Set();
  /** The filters of what is listed. */
  let listed = "";
  let selectedId = "";
  /** Whether all open money is listed. */
  let all = false;

  /** Tell the navigation how much is left. @param {number} [less] how much less it is than before, where not all is listed */
  function recount(less = 0) {
    const before = openMoney();
    if (all) setOpenMoney(entries.size);
    else if (before === undefined) void countOpenMoney();
    else setOpenMoney(Math.max(before - less, 0));
  }

  const queue = {
    known: false,
    more: false,
    /** @type {import("../../graphql.js").Failure | null} */
    failure: null,
    busy: false,
    /** Whether kept money is listed. */
    showsKept: false,
    /** Numbers of what others matched since they were listed; reported once. @type {string[]} */
    taken: [],
    accepted,
    expected,

    /** @returns {Entry | undefined} */
    get selected() {
      return entries.get(selectedId);
    },
    /** All that is still to be matched, without what is kept. */
    get left() {
      return [...entries.values()].filter((each) => !isKept(each));
    },
    /** What one key accepts. */
    get sure() {
      return queue.left.filter((each) => each.likelihood === "sure" && !each.sending && !later.has(each.id));
    },

    /** The groups with their entries, in the order in which they are gone through. @returns {Group[]} */
    groups() {
      /** @type {Record<string, Entry[]>} */
      const found = { sure: [], look: [], none: [], later: [], kept: [] };
      for (const each of entries.values()) found[isKept(each) ? "kept" : later.has(each.id) ? "later" : each.likelihood].push(each);
      return [...GROUPS, { key: /** @type {const} */ ("kept"), title: "Kept on the account", hint: "" }].map((group) => ({ ...group, entries: found[group.key] }));
    },

    /** What is gone through by keys. */
    order: () => queue.groups().flatMap((group) => (group.key !== "kept" || queue.showsKept ? group.entries : [])),

    /** @param {string} id */
    select(id) {
      selectedId = id;
      visit.draw();
    },

    /** The entry after another, or before it, that is not under way; at the end the nearest one. @param {string} id @param {1 | -1} [step] */
    beside(id, step = 1) {
      const order = queue.order();
      const at = order.findIndex((each) => each.id === id);
      const free = (/** @type {Entry} */ each) => each.id !== id && !each.sending;
      const ahead = step > 0 ? order.slice(at + 1) : order.slice(0, Math.max(at, 0)).reverse();
      return ahead.find(free);
    },

    /** Show what follows an entry that is done with; what comes before it at the end. @param {string} id */
    goOnFrom(id) {
      queue.select((queue.beside(id) ?? queue.beside(id, -1))?.id ?? "");
    },

    /** Put an entry off until the others are done. @param {Entry} entry */
    putOff({ id }) {
      later.delete(id);
      later.add(id);
      visit.draw();
    },

    /** Keep an entry out of the queue, or take it in again. @param {Entry} entry @param {boolean} keeps */
    keep(entry, keeps) {
      keep(entry, keeps);
      visit.draw();
    },

    /** An entry was matched. @param {Entry} entry @param {number} cents */
    matched(entry, cents) {
      if (selectedId === entry.id) queue.goOnFrom(entry.id);
      matchedAt.set(entry.id, ++clock);
      accepted.set(entry.id, { entry, cents: cents + (accepted.get(entry.id)?.cents ?? 0) });
      entries.delete(entry.id);
      later.delete(entry.id);
      recount(1);
      visit.draw();
    },

    /** Change what is under way or refused. @param {string} id @param {Partial<Entry>} how */
    set(id, how) {
      const entry = entries.get(id);
      if (entry) entries.set(id, { ...entry, ...how });
      visit.draw();
    },

    /** The entries of an account. @param {string} number */
    ofAccount: (number) => [...entries.values()].filter((each) => each.transaction.account.number === number),

    /** Read the whole queue; what is shown stays until the answer is here. */
    async read() {
      const mine = ++turn;
      const began = ++clock;
      const signal = visit.signal();
      const asked = filters();
      const now = JSON.stringify(asked);
      queue.busy = true;
      queue.failure = null;
      visit.draw();
      try {
        for await (const page of pages(asked, signal)) {
          if (mine !== turn) return;
          // a first page is shown at once, a later reading only as a whole
          if (page.last || !queue.known) merge(page.items, { began, whole: page.last, same: now === listed, more: page.more });
          listed = now;
        }
      } catch (failure) {
        if (mine !== turn || signal.aborted) return;
        queue.failure = asFailure(failure);
      }
      queue.busy = false;
      all = !queue.more && !queue.failure && !asked.period && !asked.filter.methods && !asked.filter.batchId;
      recount();
      visit.draw();
    },

    /** Read some entries again, and drop those that are no longer open. @param {string[]} ids */
    async refresh(ids) {
      const began = ++clock;
      const signal = visit.signal();
      for (let at = 0; at < ids.length; at += AGAIN) {
        const some = ids.slice(at, at + AGAIN);
        try {
          const { nodes } = await ask(MATCH_ROWS, { ids: some }, signal);
          some.forEach((id, index) => readAgain(id, nodes[index], began));
          recount();
        } catch {
          return; // they stay as they are until the next reading
        }
        visit.draw();
      }
    },
  };

  /** The pages of the queue, each with all before it; smaller ones where accounts have very much open. @param {Filters} asked @param {AbortSignal} signal */
  async function* pages(asked, signal) {
    /** @type {Item[]} */
    const items = [];
    let size = PAGE;
    for (let after = /** @type {string | null} */ (null); ; ) {
      let data;
      try {
        data = await ask(MATCH_QUEUE, { ...asked, first: size, after }, signal);
      } catch (failure) {
        if (asFailure(failure).code !== "QUERY_TOO_COMPLEX" || size === 1) throw failure;
        size = Math.ceil(size / 5);
        continue;
      }
      const { nodes, pageInfo } = data.unreconciledItems;
      items.push(...nodes);
      after = pageInfo.endCursor;
      const last = !pageInfo.hasNextPage || items.length >= ENTRIES_MAX;
      yield { items, last, more: pageInfo.hasNextPage };
      if (last) return;
    }
  }

  /**
   * @param {Item[]} items
   * @param {{ began: number, whole: boolean, same: boolean, more: boolean }} how `same`: the filters are those of what is listed
   */
  function merge(items, { began, whole, same, more }) {
    const next = new Map();
    for (const item of items) {
      if (item.unreconciledCents <= 0 || (matchedAt.get(item.id) ?? 0) > began) continue;
      matchedAt.delete(item.id);
      if (accepted.get(item.id)?.entry.cents === item.unreconciledCents) accepted.delete(item.id); // undone
      next.set(item.id, entryOf(item, item.transaction, entries.get(item.id)));
    }
    for (const [id, entry] of entries) {
      if (next.has(id)) continue;
      if (entry.sending || !whole) next.set(id, entry);
      else if (same && !more) gone(entry);
    }
    const order = queue.order();
    entries = next;
    queue.known = true;
    queue.more = more;
    if (!entries.has(selectedId)) reselect(order);
    expected.clear();
  }

  /** Show what is nearest to what was shown. @param {Entry[]} before in order */
  function reselect(before) {
    const at = before.findIndex((each) => each.id === selectedId);
    const near = at < 0 ? [] : [...before.slice(at + 1), ...before.slice(0, at).reverse()];
    selectedId = (near.find((each) => entries.has(each.id) && !each.sending) ?? queue.order().find((each) => !each.sending))?.id ?? "";
  }

  /** @param {Entry} entry */
  function gone({ id, transaction }) {
    if (!expected.delete(id)) queue.taken.push(transaction.number);
  }

  /** @param {string} id @param {import("../../queries/match.js").MatchRows["nodes"][number]} node @param {number} began */
  function readAgain(id, node, began) {
    const known = entries.get(id);
    const before = known ?? accepted.get(id)?.entry;
    const item = node && "id" in node && node.unreconciledCents > 0 ? node : null;
    if (item && before && (matchedAt.get(id) ?? 0) <= began) return void entries.set(id, entryOf(item, before.transaction, known));
    if (!item && known && !known.sending) {
      const order = queue.order();
      entries.delete(id);
      gone(known);
      if (id === selectedId) reselect(order);
    }
  }
  return queue;
}
