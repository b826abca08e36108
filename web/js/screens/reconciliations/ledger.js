/**
 * The reconciliations of a transaction while they are edited: stored, typed, and what remains of each item on both sides.
 * This module draws and sends nothing.
 */
import { moneyText } from "../../money.js";
import { msg, texts } from "../../texts.js";
import { parseMoney } from "../../typed-money.js";
import { dateText, isUsual, words } from "../../words.js";

await texts("reconciliations");

/** @typedef {import("../../queries/reconciliations.js").Reconciliations_byId} Transaction */
/** @typedef {Transaction["reconciliations"]["edges"][number]} Stored */
/** @typedef {Stored["node"]} Node */
/** @typedef {Transaction["items"][number] & { transaction: Transaction }} Own an item of the transaction that is edited */
/** @typedef {{ number: string, kind: string, date: string, paymentState: string | null }} Counter */
/** @typedef {{ id: string, position?: number, description: string, amountCents: number, unreconciledCents: number, transaction: Counter & { id: string, account?: { number: string } } }} Other an item of the other side */
/** @typedef {{ description: string, transaction: { kind: string, number: string } }} Named */
/** @typedef {{ own: string, other: Other }} Pair */

/**
 * One reconciliation in the list.
 * @typedef {object} Reconciliation
 * @property {string} key the pair of its items: a new amount makes a new reconciliation but stays the same row
 * @property {"real" | "planned" | "invalid" | "new"} sort
 * @property {Node | null} node the stored reconciliation; null if new
 * @property {Own} own this transaction's item
 * @property {Other | null} other the other side's item; null for a planned payment
 * @property {number} storedCents 0 if new
 * @property {number} cents as typed; as stored if nothing valid was typed
 * @property {string} [field] text of its field, if typed
 * @property {string | null} typed what was typed; null if unchanged
 * @property {string} problem error of the typed amount
 * @property {number} at index among those sent; -1 if not sent
 */

/**
 * @typedef {object} Ledger
 * @property {Reconciliation[]} reconciliations by item, then oldest other side first, in the order of first display
 * @property {(itemId: string) => number} remaining open amount of an item of either side, as edited; negative if too much was typed
 * @property {boolean} changed whether anything was typed or added
 * @property {boolean} wrong
 */

/** How each kind is named with a number, with its article in languages that need one. @type {Record<string, (named: { number: string }) => string>} */
const NAMES = {
  INVOICE: (named) => msg("reconciliations-the-invoice", named),
  PAYMENT: (named) => msg("reconciliations-the-payment", named),
  DEPOSIT: (named) => msg("reconciliations-the-deposit", named),
  CREDIT: (named) => msg("reconciliations-the-credit", named),
  CANCELLATION: (named) => msg("reconciliations-the-cancellation", named),
  REFUND: (named) => msg("reconciliations-the-refund", named),
  PAYMENT_CORRECTION: (named) => msg("reconciliations-the-correction", named),
};

/** Name a transaction within a sentence. @param {{ kind: string, number: string }} transaction */
export const nameOf = ({ kind, number }) => NAMES[kind]({ number });

/** Name a transaction in a title or in parentheses: its kind and number alone. @param {{ kind: string, number: string }} transaction */
export const bareName = ({ kind, number }) => `${words(kind).toLowerCase()} ${number}`;

/**
 * Name an item: by its description, or by its transaction if the description says no more.
 * @param {Named} item
 */
export const itemName = (item) =>
  isUsual(item.description, item.transaction.kind) ? nameOf(item.transaction) : `${item.description} (${bareName(item.transaction)})`;

/** Name a planned payment within a sentence. @param {Node | null} node */
export const thePlanned = (node) => msg("reconciliations-the-planned", { date: node?.plannedPayment ? dateText(node.plannedPayment.dueOn) : "" });

/** When a planned payment is due, as text. @param {Node | null} node */
export const plannedText = (node) => (node?.plannedPayment ? msg("reconciliations-due", { date: dateText(node.plannedPayment.dueOn) }) : "");

/**
 * @param {Transaction} transaction
 * @param {Map<string, string>} typed typed texts by the reconciliation's key
 * @param {Pair[]} added added pairs: the own item's id and the other item
 * @param {Map<string, number>} places position of each row, kept when its amount changes
 * @returns {Ledger}
 */
export function ledgerOf(transaction, typed, added, places) {
  const { currency } = transaction.account;
  /** @type {Map<string | undefined, Own>} */
  const own = new Map(transaction.items.map((item) => [item.id, { ...item, transaction }]));
  const stored = transaction.reconciliations.edges.flatMap((reconciliation) => storedReconciliation(reconciliation, own, transaction.side, typed, currency));
  const fresh = added
    .filter((pair) => !stored.some((reconciliation) => reconciliation.sort === "real" && reconciliation.key === keyOf(pair)))
    .flatMap((pair) => {
      const item = own.get(pair.own);
      return item ? [typedIn({ key: keyOf(pair), sort: "new", node: null, own: item, other: pair.other, storedCents: 0, cents: 0, typed: null, problem: "", at: -1 }, typed, currency)] : [];
    });
  const order = new Map(transaction.items.map((item, index) => [item.id, index]));
  /** @type {Reconciliation[]} */
  const reconciliations = [...stored.sort(older), ...fresh];
  for (const { key } of reconciliations) if (!places.has(key)) places.set(key, places.size);
  const place = (/** @type {Reconciliation} */ { own: item, key }) => (order.get(item.id) ?? 0) * 1e6 + (places.get(key) ?? 0);
  reconciliations.sort((one, two) => place(one) - place(two));
  const left = new Map([...own.values()].map((item) => [item.id, item.unreconciledCents]));
  for (const { other } of reconciliations) if (other) left.set(other.id, other.unreconciledCents);
  for (const reconciliation of reconciliations) {
    if (!isSent(reconciliation)) continue;
    for (const item of bothOf(reconciliation)) left.set(item.id, (left.get(item.id) ?? 0) + reconciliation.storedCents - reconciliation.cents);
  }
  for (const reconciliation of reconciliations) reconciliation.problem ||= beyond(reconciliation, left, currency);
  for (const [index, reconciliation] of reconciliations.filter(isSent).entries()) reconciliation.at = index;
  return {
    reconciliations,
    remaining: (itemId) => left.get(itemId) ?? 0,
    changed: reconciliations.some((reconciliation) => reconciliation.sort === "new" || reconciliation.typed !== null),
    wrong: reconciliations.some((reconciliation) => reconciliation.problem),
  };
}

/** The known items of a reconciliation. @param {Reconciliation} reconciliation */
const bothOf = ({ own, other }) => (other ? [own, other] : [own]);

/**
 * Compare by the other side's date; planned payments by due date.
 * @param {Reconciliation} one
 * @param {Reconciliation} two
 */
function older(one, two) {
  const [first, second] = [one, two].map(({ other, node }) =>
    other ? `${other.transaction.date} ${other.transaction.number} ${String(other.position).padStart(6)}` : (node?.plannedPayment?.dueOn ?? ""),
  );
  return first < second ? -1 : Number(first > second);
}

/** @param {Pair} pair */
export const keyOf = ({ own, other }) => `${own}.${other.id}`;

/**
 * @param {Stored} reconciliation
 * @param {Map<string | undefined, Own>} items
 * @param {string} side
 * @param {Map<string, string>} typed
 * @param {string} currency
 * @returns {Reconciliation[]} one, as every item is known
 */
function storedReconciliation({ node, counterpart }, items, side, typed, currency) {
  const own = items.get(side === "CREDIT" ? node.creditItem?.id : node.debitItem.id);
  if (!own) return [];
  const sort = node.faulty ? "invalid" : node.plannedPayment ? "planned" : "real";
  const key = sort === "real" && counterpart ? keyOf({ own: own.id, other: counterpart }) : node.id;
  /** @type {Reconciliation} */
  const reconciliation = { key, sort, node, own, other: counterpart, storedCents: node.amountCents, cents: node.amountCents, typed: null, problem: "", at: -1 };
  return [sort === "real" && !node.locked ? typedIn(reconciliation, typed, currency) : reconciliation];
}

/**
 * @param {Reconciliation} reconciliation
 * @param {Map<string, string>} typed
 * @param {string} currency
 */
function typedIn(reconciliation, typed, currency) {
  const text = typed.get(reconciliation.key);
  if (text === undefined) return reconciliation;
  const { cents, problem } = parseMoney(text, currency);
  if (problem !== undefined) return { ...reconciliation, field: text, typed: text, problem };
  return { ...reconciliation, field: text, typed: cents === reconciliation.storedCents ? null : text, cents };
}

/**
 * Return the error of an amount raised above what is open on either side.
 * @param {Reconciliation} reconciliation
 * @param {Map<string, number>} left
 * @param {string} currency
 */
function beyond(reconciliation, left, currency) {
  if (reconciliation.cents <= reconciliation.storedCents) return "";
  const open = (/** @type {{ id: string }} */ item) => left.get(item.id) ?? 0;
  const short = bothOf(reconciliation).find((item) => open(item) < 0);
  if (!short) return "";
  const most = reconciliation.cents + open(short);
  const name = itemName(short);
  if (most <= 0) return msg("reconciliations-nothing-open-on", { item: name });
  return msg("reconciliations-more-than-open", { amount: moneyText(-open(short), currency), item: name, most: moneyText(most, currency) });
}

/** Planned and invalid ones are not sent; locked ones are, unchanged (domain R13a, R22a). @param {Reconciliation} reconciliation */
const isSent = ({ sort }) => sort === "real" || sort === "new";

/**
 * Return all reconciliations that the transaction shall have, for `modifyReconciliations`.
 * @param {Ledger} ledger
 * @param {Transaction} transaction
 */
export const listed = (ledger, transaction) =>
  ledger.reconciliations.filter(isSent).flatMap(({ own, other, cents }) => {
    if (!other) return [];
    const [credit, debit] = transaction.side === "CREDIT" ? [own, other] : [other, own];
    return [{ creditItemId: credit.id, debitItemId: debit.id, amountCents: cents }];
  });
