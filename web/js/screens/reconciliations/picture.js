/** The flow picture of a transaction, as it is edited: from its money to what it pays, or the other way round. */
import { nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText } from "../../money.js";
import { flow } from "../../parts/flow.js";
import { dateText, words } from "../../words.js";
import { itemName, nameOf } from "./ledger.js";

/** More than these on the other side are drawn as one. */
const MOST = 12;

/**
 * @param {import("./ledger.js").Ledger} ledger
 * @param {any} transaction
 */
export function picture(ledger, transaction) {
  const { currency } = transaction.account;
  const shown = ledger.edges.filter((edge) => edge.sort !== "faulty" && edge.cents > 0);
  if (!shown.length) return nothing;
  const items = transaction.items.filter((/** @type {any} */ item) => item.amountCents > 0);
  const single = items.length === 1;
  /** @type {import("../../parts/flow.js").Place[]} */
  const ours = items.map((/** @type {any} */ item) => ({
    key: item.id,
    name: single ? `${words(transaction.kind)} ${transaction.number}` : item.description,
    cents: item.amountCents,
    ours: true,
  }));
  /** @type {Map<string, import("../../parts/flow.js").Place>} */
  const others = new Map();
  /** @type {import("../../parts/flow.js").Band[]} */
  const bands = [];
  for (const edge of shown) {
    const place = placeOf(edge);
    const known = others.get(place.key);
    const to = known ?? (others.size < MOST ? place : (others.get("rest") ?? { key: "rest", name: "and others", cents: 0 }));
    others.set(to.key, { ...to, cents: to.cents + edge.cents });
    const style = edge.sort === "planned" ? "planned" : edge.typed !== null || edge.sort === "new" ? "edited" : "";
    const band = transaction.side === "CREDIT" ? { from: edge.own.id, to: to.key, cents: edge.cents, style } : { from: to.key, to: edge.own.id, cents: edge.cents, style };
    const same = to.key === "rest" && bands.find((each) => each.from === band.from && each.to === band.to && each.style === style);
    if (same) same.cents += band.cents;
    else bands.push(band);
  }
  const [credits, debits] = transaction.side === "CREDIT" ? [ours, [...others.values()]] : [[...others.values()], ours];
  return flow({ text: told(shown, ledger, transaction), credits, debits, bands, currency });
}

/**
 * Another side's place; its amount is what of it meets this transaction.
 * @param {import("./ledger.js").Edge} edge
 * @returns {import("../../parts/flow.js").Place}
 */
function placeOf({ other, node }) {
  if (!other) return { key: node.id, name: "Planned payment", detail: `due ${dateText(node.plannedPayment.dueOn)}`, cents: 0 };
  const { description, transaction } = other;
  const name = `${words(transaction.kind)} ${transaction.number}`;
  return { key: other.id, name, detail: description === words(transaction.kind) ? dateText(transaction.date) : description, cents: 0 };
}

/**
 * The picture in words.
 * @param {import("./ledger.js").Edge[]} shown
 * @param {import("./ledger.js").Ledger} ledger
 * @param {any} transaction
 */
function told(shown, ledger, transaction) {
  const { currency } = transaction.account;
  const way = transaction.side === "CREDIT" ? "to" : "from";
  const parts = shown.slice(0, MOST).map(({ cents, other, node }) => {
    const whom = other ? itemName(other) : `the planned payment due ${dateText(node.plannedPayment.dueOn)}`;
    return `${moneyText(cents, currency)} ${way} ${whom}`;
  });
  if (shown.length > MOST) parts.push(`and ${shown.length - MOST} more`);
  const open = transaction.items.reduce((/** @type {number} */ sum, /** @type {any} */ item) => sum + Math.max(ledger.remaining(item.id), 0), 0);
  return `${moneyText(transaction.amountCents, currency)} of ${nameOf(transaction)}: ${parts.join("; ")}; ${moneyText(open, currency)} open.`;
}
