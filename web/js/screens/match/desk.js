/** What open money may be for: its suggestions, and the marks on what is due, set to the best one. */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { moneyText } from "../../money.js";
import { marks } from "../../parts/marks.js";
import { payable } from "../../parts/marking.js";
import { RECONCILING, RECORDING } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { isKept } from "./kept.js";
import { accountView, afterText, afterView, duesView, namesOf, reasonView } from "./parts.js";

await texts("match");

/** @typedef {import("../../queries/match.js").MatchDetail_account} Account */
/** @typedef {import("../../queries/match.js").MatchDetail_node_TransactionItem_suggestions} Suggestion */
/** @typedef {Suggestion["edges"][number]} Edge */
/** @typedef {ReturnType<typeof marks>} Marks */
/** @typedef {import("../../parts/marking.js").OpenTransaction} OpenTransaction */
/** @typedef {Suggestion & { chosen: import("../../parts/marking.js").Chosen[] }} Proposal */
/** @typedef {import("../../queries/match.js").MatchDetail_node_TransactionItem} Item */
/** @typedef {import("./entries.js").Entry} Entry */

/**
 * What accepting sends: a suggestion as it is, or what was marked by hand; for a bank line likewise. `cents` are what it
 * takes of the entry, `unapplied` what then is open of the money that is recorded, `account` is the number of the account on which something changes.
 * @typedef {{ cents: number, account: string } & (
 *   { suggestionId: string } | { edges: import("../../../types/schema.js").EdgeInput[] } |
 *   ({ unapplied: number } & ({ lineSuggestionId: string, records: boolean } | { share: import("../../../types/schema.js").BankLineShareInput }))
 * )} Match
 */

/**
 * What a desk may ask of the screen.
 * @typedef {object} How
 * @property {Entry} entry
 * @property {import("./queue.js").Queue} queue
 * @property {() => void} draw something was marked
 * @property {(index: number) => void} take choose a proposal
 * @property {() => Promise<boolean>} accept
 * @property {() => void} goOn show the next entry
 */

/**
 * What one entry may be, whatever the entry is of.
 * @typedef {object} Desk
 * @property {boolean} touched whether someone marked or typed anything that is not saved
 * @property {number} count how many proposals there are
 * @property {string[]} needs permissions for accepting
 * @property {(index: number) => void} take
 * @property {(field: HTMLInputElement) => void} type something was typed or marked by hand
 * @property {() => Match | string} match what accepting sends, or what is wrong with it
 * @property {(how: How) => (import("../../parts/action.js").Action & { seldom?: boolean })[]} ways what else may be done
 * @property {() => unknown} whole beside the amount, where it is not all of it
 * @property {(how: How) => unknown} view the middle pane
 * @property {() => unknown} account the right pane
 */

/** Keys 1 to 9. */
const PROPOSALS_MAX = 9;

/** Money that may be moved to another account. */
const MOVABLE = new Set(["PAYMENT", "DEPOSIT"]);

/** Loaded when one does more than to accept. */
const waysModule = () => import("./ways.js");

/** A suggestion as marks on what is due; none if it pays what is not listed. @param {OpenTransaction[]} invoices @param {Edge[]} edges */
export function chosenOf(invoices, edges) {
  const parts = new Map(edges.map(({ debitItem, amountCents }) => [debitItem.id, amountCents]));
  const chosen = invoices.flatMap((transaction) => {
    const items = payable(transaction);
    const paid = items.filter((item) => parts.has(item.id));
    if (paid.length === items.length) return [{ transaction }];
    return paid.map((item) => ({ transaction, item }));
  });
  const reached = chosen.reduce((count, { transaction, ...one }) => count + ("item" in one ? 1 : payable(transaction).length), 0);
  return reached === edges.length ? chosen : [];
}

/** Whether the money falls as a suggestion says. @param {Marks} marked @param {Edge[]} edges */
export function isMarked(marked, edges) {
  const { parts } = marked.split();
  return parts.size === edges.length && edges.every(({ debitItem, amountCents }) => parts.get(debitItem.id) === amountCents);
}

/**
 * @param {Entry} entry
 * @param {Account} account
 * @param {Item} item
 * @returns {Desk}
 */
export function deskOf({ id: creditItemId, cents, currency, account: number, name: ownerName, label, kind }, account, { transaction, suggestions }) {
  const invoices = account.open.nodes;
  /** What was typed, by the field. @type {Map<string, string>} */
  const typed = new Map();
  const read = (/** @type {string} */ name) => typed.get(name) ?? "";
  const marked = marks({ currency, path: "edges", whole: "invoiceId", gets: msg("match-pays"), cents: () => cents, kept: read, dialog: false });
  marked.reads(read);
  marked.offer(invoices);

  /** @type {Proposal[]} */
  const proposals = suggestions.flatMap((each) => {
    const chosen = chosenOf(invoices, each.edges);
    return chosen.length ? [{ ...each, chosen }] : [];
  }).slice(0, PROPOSALS_MAX);

  /** The proposal that is marked now. */
  const shown = () => proposals.find(({ edges }) => isMarked(marked, edges));

  /** What is left open of the invoices that it pays: what could be written off. */
  function rest() {
    const { parts } = marked.split();
    return invoices.flatMap((invoice) => {
      const paid = payable(invoice).filter((item) => parts.has(item.id));
      const left = paid.reduce((sum, item) => sum + item.unreconciledCents - (parts.get(item.id) ?? 0), 0);
      return left ? [{ number: invoice.number, cents: left }] : [];
    });
  }

  /** @type {Desk} */
  const desk = {
    touched: false,
    count: proposals.length,
    needs: RECONCILING,

    take(index) {
      typed.clear();
      marked.take(proposals[index].chosen);
      desk.touched = false;
    },

    type({ type, name, value }) {
      if (type === "search") return;
      desk.touched = true;
      if (name) typed.set(name, value.trim());
    },

    match() {
      let wrong = "";
      marked.input((_, text) => (wrong ||= text));
      if (wrong) return wrong;
      const { parts, left } = marked.split();
      if (!parts.size) return marked.offered ? msg("match-select-first") : msg("match-nothing-due-keep");
      const found = { cents: cents - left, account: number };
      const suggested = shown();
      if (suggested) return { ...found, suggestionId: suggested.id };
      return { ...found, edges: [...parts].map(([debitItemId, amountCents]) => ({ creditItemId, debitItemId, amountCents })) };
    },

    ways(how) {
      const [left] = rest();
      const most = account.writeOffMaxCents;
      const ways = [{ text: isKept(how.entry) ? msg("match-take-up") : msg("match-keep"), key: "d", run: () => waysModule().then((module) => module.keepMoney(how)) }];
      if (left && most !== null && left.cents <= most) {
        const text = msg("match-write-off-rest", { amount: moneyText(left.cents, currency) });
        return [...ways, { text, key: "w", needs: RECORDING, run: () => waysModule().then((module) => module.writeOffRest(how, account, left.number)) }, ...moves(how)];
      }
      return [...ways, ...moves(how)];
    },

    whole: () => (cents === transaction.amountCents ? "" : msg("match-of-whole", { amount: moneyText(transaction.amountCents, currency) })),

    view({ draw, take, entry }) {
      const at = shown();
      const chips = proposals.map((each) => ({ text: each.ground === "OLDEST" ? msg("match-oldest-first") : namesOf(each.chosen), reason: each.reason, here: each === at }));
      const otherwise = marked.chosen.length ? msg("match-chosen") : entry.best ? msg("match-nothing-points") : msg("match-no-proposal");
      return html`${reasonView(at, otherwise, chips, take)}
        ${duesView(marked, account, currency, draw)} ${afterView([...afterText(label, marked, account, currency, cents), msg("match-balance-stays", { amount: moneyText(account.balanceCents, currency) })])}`;
    },

    account: () => accountView(account, { number, ownerName, currency, cents, transaction: { id: transaction.id, label, kind, description: transaction.description } }),
  };

  /** @param {How} how @returns {import("../../parts/action.js").Action[]} */
  const moves = (how) => (MOVABLE.has(kind) ? [{ text: msg("match-other-account"), key: "a", needs: RECORDING, run: () => waysModule().then((module) => module.moveMoney(how, transaction)) }] : []);

  const [best] = proposals;
  if (best && best.ground !== "OLDEST") desk.take(0); // the oldest items are a guess: nobody chose them (domain R12)
  return desk;
}
