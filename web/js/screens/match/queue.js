/** The queue of open money and bank lines: its entries in groups, the one that is shown, and what became of the others. It draws nothing. */
import { asFailure, ask } from "../../graphql.js";
import { countOpenMoney, openLines, openMoney, setOpenLines, setOpenMoney } from "../../open-money.js";
import { MATCH_QUEUE } from "../../queries/match.js";
import { msg, texts } from "../../texts.js";
import { isLine, moneyFound } from "./entries.js";
import { isKept, keep } from "./kept.js";

await texts("match");

/** @typedef {import("./entries.js").Item} Item */
/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./entries.js").Found} Found */
/** @typedef {{ key: import("./entries.js").Likelihood | "later" | "kept", title: string, hint: string, entries: Entry[] }} Group */
/** @typedef {{ money: Omit<import("../../queries/match.js").MatchQueueVariables, "first" | "after"> | null, lines: import("../../../types/schema.js").BankLineFilter | null }} Filters null for what is not listed */
/** @typedef {ReturnType<typeof queueOf>} Queue */

const PAGE = 200;
/** The most that are listed; those that are matched make room for others. */
const ENTRIES_MAX = 2_000;

/** @type {Omit<Group, "entries">[]} */
const GROUPS = [
  { key: "sure", title: msg("match-group-sure"), hint: msg("match-sure-hint") },
  { key: "look", title: msg("match-group-look"), hint: msg("match-look-hint") },
  { key: "none", title: msg("match-group-none"), hint: msg("match-none-hint") },
  { key: "later", title: msg("match-key-later"), hint: msg("match-later-hint") },
];

/** @param {Found} found @param {Entry} [known] @returns {Entry} */
const entryOf = (found, known) => ({ sending: false, problem: "", ...known, ...found });

/**
 * @param {import("../../router.js").Visit} visit
 * @param {() => Filters} filters
 */
export function queueOf(visit, filters) {
  /** The oldest first. @type {Map<string, Entry>} */
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
  /** Whether all open money is listed, and whether all lines are. */
  let all = { money: false, lines: false };

  /** Tell the navigation how much is left. @param {Entry} [gone] one that is there no more, where not all is listed */
  function recount(gone) {
    const lines = [...entries.values()].filter(isLine).length;
    if (all.lines) setOpenLines(lines);
    else if (gone && isLine(gone)) setOpenLines(Math.max(openLines() - 1, 0));
    const before = openMoney();
    if (all.money) setOpenMoney(entries.size - lines);
    else if (before === undefined) void countOpenMoney();
    else if (gone && !isLine(gone)) setOpenMoney(Math.max(before - 1, 0));
  }

  const queue = {
    known: false,
    more: false,
    /** @type {import("../../graphql.js").Failure | null} */
    failure: null,
    busy: false,
    /** Whether kept money is listed. */
    showsKept: false,
    /** What others matched since it was listed, as it is called; reported once. @type {string[]} */
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
      return [...GROUPS, { key: /** @type {const} */ ("kept"), title: msg("match-group-kept"), hint: "" }].map((group) => ({ ...group, entries: found[group.key] }));
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
      recount(entry);
      visit.draw();
    },

    /** Change what is under way or refused. @param {string} id @param {Partial<Entry>} how */
    set(id, how) {
      const entry = entries.get(id);
      if (entry) entries.set(id, { ...entry, ...how });
      visit.draw();
    },

    /** What may be different once an entry is matched: the others of its account, and lines of its amount. @param {Entry} entry @param {string} account */
    around: ({ id, cents, kind }, account) =>
      [...entries.values()].filter((each) => each.id !== id && !each.sending && ((account && each.account === account) || (isLine(each) && kind === each.kind && each.cents === cents))),

    /** @param {string} id */
    has: (id) => entries.has(id),

    /** A mark in time, for what is read from now on. */
    now: () => ++clock,

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
          if (page.last || !queue.known) merge(page.found, { began, whole: page.last, same: now === listed, more: page.more });
          listed = now;
        }
      } catch (failure) {
        if (mine !== turn || signal.aborted) return;
        queue.failure = asFailure(failure);
      }
      queue.busy = false;
      const { money, lines } = asked;
      const whole = !queue.more && !queue.failure;
      all = {
        money: whole && money !== null && !money.period && !money.filter.methods && !money.filter.batchId,
        lines: whole && lines !== null && !lines.period && !lines.batchId,
      };
      recount();
      visit.draw();
    },

    /**
     * An entry is different from what is listed, or no longer there.
     * @param {string} id
     * @param {Partial<Found> | null} now what is different; null once nothing of it is open
     * @param {number} began when this was asked for
     */
    changed(id, now, began) {
      const known = entries.get(id);
      const before = known ?? accepted.get(id)?.entry;
      if (now && before && (matchedAt.get(id) ?? 0) <= began) entries.set(id, entryOf({ ...before, ...now }, known));
      else if (!now && known && !known.sending) {
        const order = queue.order();
        entries.delete(id);
        gone(known);
        if (id === selectedId) reselect(order);
      } else return;
      recount();
      visit.draw();
    },
  };

  /** The pages of the queue, each with all before it and all lines; smaller ones where accounts have very much open. @param {Filters} asked @param {AbortSignal} signal */
  async function* pages({ money, lines }, signal) {
    const readLines = async () => (lines ? (await import("./lines.js")).linesFound(lines, signal) : { found: [], more: false });
    const begin = () => {
      const reading = readLines();
      void reading.catch(() => undefined); // reported where it is waited for
      return reading;
    };
    let ofLines = openLines() || !money ? begin() : undefined;
    /** @type {Found[]} */
    const items = [];
    let size = PAGE;
    for (let after = /** @type {string | null} */ (null); money; ) {
      let data;
      try {
        data = await ask(MATCH_QUEUE, { ...money, first: size, after }, signal);
      } catch (failure) {
        if (asFailure(failure).code !== "QUERY_TOO_COMPLEX" || size === 1) throw failure;
        size = Math.ceil(size / 5);
        continue;
      }
      const { nodes, pageInfo } = data.unreconciledItems;
      items.push(...nodes.map(moneyFound));
      if (data.bankLines.totalCount) ofLines ??= begin();
      after = pageInfo.endCursor;
      const last = !pageInfo.hasNextPage || items.length >= ENTRIES_MAX;
      const { found, more } = (await ofLines) ?? { found: [], more: false };
      yield { found: byDay(items, found), last, more: more || pageInfo.hasNextPage };
      if (last) return;
    }
    const { found, more } = await (ofLines ?? readLines());
    yield { found, last: true, more };
  }

  /**
   * @param {Found[]} found
   * @param {{ began: number, whole: boolean, same: boolean, more: boolean }} how `same`: the filters are those of what is listed
   */
  function merge(found, { began, whole, same, more }) {
    const next = new Map();
    for (const each of found) {
      if ((!isLine(each) && each.cents <= 0) || (matchedAt.get(each.id) ?? 0) > began) continue;
      matchedAt.delete(each.id);
      if (accepted.get(each.id)?.entry.cents === each.cents) accepted.delete(each.id); // undone
      next.set(each.id, entryOf(each, entries.get(each.id)));
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
  function gone({ id, label }) {
    if (!expected.delete(id)) queue.taken.push(label);
  }
  return queue;
}

/** Money and lines as one list, the oldest first; each in its own order. @param {Found[]} money @param {Found[]} lines */
function byDay(money, lines) {
  if (!lines.length) return money;
  return [...money, ...lines].sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}
