/** What one entry may be for: its suggestions, and the marks on what is due, set to the best one. */
import { marks } from "../../parts/marks.js";
import { payable } from "../../parts/marking.js";

/** @typedef {import("../../queries/match.js").MatchDetail_account} Account */
/** @typedef {import("../../queries/match.js").MatchDetail_node_TransactionItem_suggestions} Suggestion */
/** @typedef {Suggestion & { chosen: import("../../parts/marking.js").Chosen[] }} Proposal */
/** @typedef {import("../../queries/match.js").MatchDetail_node_TransactionItem} Item */
/** @typedef {{ suggestionId: string, cents: number } | { edges: import("../../../types/schema.js").EdgeInput[], cents: number }} Match */
/** @typedef {ReturnType<typeof deskOf>} Desk */

/** Keys 1 to 9. */
const PROPOSALS_MAX = 9;

/**
 * @param {Pick<import("./queue.js").Entry, "id" | "cents" | "currency">} entry
 * @param {Account} account
 * @param {Item} item
 */
export function deskOf({ id: creditItemId, cents, currency }, account, { transaction, suggestions }) {
  const invoices = account.open.nodes;
  /** What was typed, by the field. @type {Map<string, string>} */
  const typed = new Map();
  const read = (/** @type {string} */ name) => typed.get(name) ?? "";
  const marked = marks({ currency, path: "edges", whole: "invoiceId", gets: "pays", cents: () => cents, kept: read, dialog: false });
  marked.reads(read);
  marked.offer(invoices);

  /** @type {Proposal[]} */
  const proposals = suggestions.flatMap((each) => {
    const chosen = chosenOf(each);
    return chosen.length ? [{ ...each, chosen }] : [];
  }).slice(0, PROPOSALS_MAX);

  /** A suggestion as marks; none if it pays what is not listed. @param {Suggestion} suggestion */
  function chosenOf({ edges }) {
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

  /** Whether the money falls as a suggestion says. @param {Suggestion} suggestion */
  function isMarked({ edges }) {
    const { parts } = marked.split();
    return parts.size === edges.length && edges.every(({ debitItem, amountCents }) => parts.get(debitItem.id) === amountCents);
  }

  const desk = {
    marked,
    proposals,
    account,
    transaction,
    /** Whether someone marked or typed anything that is not saved. */
    touched: false,

    /** @param {Proposal} proposal */
    take({ chosen }) {
      typed.clear();
      marked.take(chosen);
      desk.touched = false;
    },

    /** Something was typed or marked by hand. @param {HTMLInputElement} field */
    type(field) {
      desk.touched = true;
      if (field.name) typed.set(field.name, field.value.trim());
    },

    /** The proposal that is marked now; -1 for none. */
    get at() {
      return proposals.findIndex(isMarked);
    },

    /** What accepting would send, or what is wrong with it. @returns {Match | string} */
    match() {
      let wrong = "";
      marked.input((_, text) => (wrong ||= text));
      if (wrong) return wrong;
      const { parts, left } = marked.split();
      if (!parts.size) return marked.offered ? "Select what it pays first, or keep it on the account." : "Nothing is due on this account. Keep the money there, or move it to another account.";
      const suggested = proposals[desk.at];
      if (suggested) return { suggestionId: suggested.id, cents: cents - left };
      return { edges: [...parts].map(([debitItemId, amountCents]) => ({ creditItemId, debitItemId, amountCents })), cents: cents - left };
    },

    /** What is left open of the invoices that it pays: what could be written off. */
    rest() {
      const { parts } = marked.split();
      return invoices.flatMap((invoice) => {
        const paid = payable(invoice).filter((item) => parts.has(item.id));
        const cents = paid.reduce((sum, item) => sum + item.unreconciledCents - (parts.get(item.id) ?? 0), 0);
        return cents ? [{ number: invoice.number, cents }] : [];
      });
    },
  };
  const [best] = proposals;
  if (best && best.ground !== "OLDEST") desk.take(best); // the oldest items are a guess: nobody chose them (domain R12)
  return desk;
}
