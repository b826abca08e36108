/**
 * The reconciliations of a transaction while they are edited: what was stored, what was typed, and what remains of each
 * item on both sides. Nothing is drawn or sent here.
 */
import { moneyText } from "../../money.js";
import { parseMoney } from "../../typed-money.js";
import { words } from "../../words.js";

/**
 * One reconciliation as it stands in the list.
 * @typedef {object} Edge
 * @property {string} key the pair of its items, so that a new amount, which is a new reconciliation, stays the same row
 * @property {"real" | "planned" | "faulty" | "new"} sort
 * @property {any} node what the server knows of it; null while it is new
 * @property {any} own the item on this transaction
 * @property {any} other the item on the other side; null while its money is planned
 * @property {number} storedCents 0 while it is new
 * @property {number} cents as typed; as stored where nothing or no amount was typed
 * @property {string} [field] what stands in its field, where something was typed
 * @property {string | null} typed what was typed, null where that is as it was
 * @property {string} problem what is wrong with what was typed
 * @property {number} at its place among those that are sent; -1 where it is not
 */

/**
 * @typedef {object} Ledger
 * @property {Edge[]} edges those of the first item first, in each the older other side first, as it was when it was first shown
 * @property {(itemId: string) => number} remaining what is open of an item of either side, as edited; below 0 where too much was typed
 * @property {boolean} changed whether something was typed or added
 * @property {boolean} wrong
 */

/** @param {any} transaction */
export const nameOf = (transaction) => `${words(transaction.kind).toLowerCase()} ${transaction.number}`;

/**
 * What an item is called among others: by its description, and a payment's only one by its receipt.
 * @param {any} item
 */
export const itemName = (item) =>
  item.description === words(item.transaction.kind) ? nameOf(item.transaction) : `${item.description} (${nameOf(item.transaction)})`;

/**
 * @param {any} transaction as RECONCILIATIONS gives it
 * @param {Map<string, string>} typed what was typed, by the edge's key
 * @param {{ own: string, other: any }[]} added the pairs that were added: the own item's id, and the other item
 * @param {Map<string, number>} places where each row stands; a new amount is a new reconciliation, but keeps its place
 * @returns {Ledger}
 */
export function ledgerOf(transaction, typed, added, places) {
  const { currency } = transaction.account;
  /** @type {Map<string, any>} */
  const own = new Map(transaction.items.map((/** @type {any} */ item) => [item.id, { ...item, transaction }]));
  const stored = transaction.reconciliations.edges.map((/** @type {any} */ edge) => storedEdge(edge, own, transaction.side, typed, currency));
  const fresh = added
    .filter((pair) => own.has(pair.own) && !stored.some((/** @type {Edge} */ edge) => edge.sort === "real" && edge.key === keyOf(pair)))
    .map((pair) => typedIn({ key: keyOf(pair), sort: "new", node: null, own: own.get(pair.own), other: pair.other, storedCents: 0, cents: 0, typed: null, problem: "", at: -1 }, typed, currency));
  /** @type {Map<string, number>} */
  const order = new Map(transaction.items.map((/** @type {any} */ item, /** @type {number} */ index) => [item.id, index]));
  /** @type {Edge[]} */
  const edges = [...stored.sort(older), ...fresh];
  for (const { key } of edges) if (!places.has(key)) places.set(key, places.size);
  const place = (/** @type {Edge} */ { own: item, key }) => (order.get(item.id) ?? 0) * 1e6 + (places.get(key) ?? 0);
  edges.sort((one, two) => place(one) - place(two));
  const left = new Map([...own.values()].map((item) => [item.id, item.unreconciledCents]));
  for (const { other } of edges) if (other) left.set(other.id, other.unreconciledCents);
  for (const edge of edges) {
    if (!isSent(edge)) continue;
    for (const item of [edge.own, edge.other]) left.set(item.id, left.get(item.id) + edge.storedCents - edge.cents);
  }
  for (const edge of edges) edge.problem ||= beyond(edge, left, currency);
  for (const [index, edge] of edges.filter(isSent).entries()) edge.at = index;
  return {
    edges,
    remaining: (itemId) => left.get(itemId) ?? 0,
    changed: edges.some((edge) => edge.sort === "new" || edge.typed !== null),
    wrong: edges.some((edge) => edge.problem),
  };
}

/**
 * The older other side first; a planned payment by the day on which it is due.
 * @param {Edge} one
 * @param {Edge} two
 */
function older(one, two) {
  const [first, second] = [one, two].map(({ other, node }) =>
    other ? `${other.transaction.date} ${other.transaction.number} ${String(other.position).padStart(6)}` : node.plannedPayment.dueOn,
  );
  return first < second ? -1 : Number(first > second);
}

/** @param {{ own: string, other: any }} pair */
export const keyOf = ({ own, other }) => `${own}.${other.id}`;

/**
 * @param {any} edge
 * @param {Map<string, any>} items
 * @param {string} side
 * @param {Map<string, string>} typed
 * @param {string} currency
 * @returns {Edge}
 */
function storedEdge({ node, counterpart }, items, side, typed, currency) {
  const own = items.get(side === "CREDIT" ? node.creditItem?.id : node.debitItem.id);
  const sort = node.faulty ? "faulty" : node.plannedPayment ? "planned" : "real";
  const key = sort === "real" ? `${own.id}.${counterpart.id}` : node.id;
  const edge = { key, sort, node, own, other: counterpart, storedCents: node.amountCents, cents: node.amountCents, typed: null, problem: "", at: -1 };
  return sort === "real" && !node.locked ? typedIn(/** @type {Edge} */ (edge), typed, currency) : /** @type {Edge} */ (edge);
}

/**
 * @param {Edge} edge
 * @param {Map<string, string>} typed
 * @param {string} currency
 */
function typedIn(edge, typed, currency) {
  const text = typed.get(edge.key);
  if (text === undefined) return edge;
  const { cents, problem } = parseMoney(text, currency);
  if (problem !== undefined) return { ...edge, field: text, typed: text, problem };
  return { ...edge, field: text, typed: cents === edge.storedCents ? null : text, cents };
}

/**
 * What is wrong with an amount that was raised beyond what is open on either side.
 * @param {Edge} edge
 * @param {Map<string, number>} left
 * @param {string} currency
 */
function beyond(edge, left, currency) {
  if (edge.cents <= edge.storedCents) return "";
  const open = (/** @type {any} */ item) => left.get(item.id) ?? 0;
  const short = [edge.own, edge.other].find((item) => open(item) < 0);
  if (!short) return "";
  const most = edge.cents + open(short);
  const name = itemName(short);
  if (most <= 0) return `Nothing is open of ${name}. Lower another amount first.`;
  return `That is ${moneyText(-open(short), currency)} more than ${name} has open: at most ${moneyText(most, currency)}.`;
}

/** Planned and faulty ones are not listed, locked ones are, unchanged (domain R13a, R22a). @param {Edge} edge */
const isSent = ({ sort }) => sort === "real" || sort === "new";

/**
 * All that the transaction shall have, as `modifyReconciliations` takes it.
 * @param {Ledger} ledger
 * @param {any} transaction
 */
export const listed = (ledger, transaction) =>
  ledger.edges.filter(isSent).map(({ own, other, cents }) => {
    const [credit, debit] = transaction.side === "CREDIT" ? [own, other] : [other, own];
    return { creditItemId: credit.id, debitItemId: debit.id, amountCents: cents };
  });
