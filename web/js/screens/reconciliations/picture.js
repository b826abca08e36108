/** The flow diagram of a transaction with its unsaved changes. */
import { nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText } from "../../money.js";
import { flow } from "../../parts/flow.js";
import { msg, texts } from "../../texts.js";
import { dateText, isUsual, words } from "../../words.js";
import { bareName, itemName, plannedText, thePlanned } from "./ledger.js";

await texts("reconciliations");

/** Further places of the other side are drawn as one. */
const MOST = 12;

/**
 * @param {import("./ledger.js").Ledger} ledger
 * @param {import("./ledger.js").Transaction} transaction
 */
export function picture(ledger, transaction) {
  const { currency } = transaction.account;
  const shown = ledger.reconciliations.filter((reconciliation) => reconciliation.sort !== "invalid" && reconciliation.cents > 0);
  if (!shown.length) return nothing;
  const items = transaction.items.filter((item) => item.amountCents > 0);
  const single = items.length === 1;
  /** @type {import("../../parts/flow.js").Place[]} */
  const ours = items.map((item) => ({
    key: item.id,
    name: single ? `${words(transaction.kind)} ${transaction.number}` : item.description,
    cents: item.amountCents,
    ours: true,
  }));
  /** @type {Map<string, import("../../parts/flow.js").Place>} */
  const others = new Map();
  /** @type {import("../../parts/flow.js").Band[]} */
  const bands = [];
  for (const reconciliation of shown) {
    const place = placeOf(reconciliation);
    const known = others.get(place.key);
    const to = known ?? (others.size < MOST ? place : (others.get("rest") ?? { key: "rest", name: msg("reconciliations-others"), cents: 0 }));
    others.set(to.key, { ...to, cents: to.cents + reconciliation.cents });
    const style = reconciliation.sort === "planned" ? "planned" : reconciliation.typed !== null || reconciliation.sort === "new" ? "edited" : "";
    const band = transaction.side === "CREDIT" ? { from: reconciliation.own.id, to: to.key, cents: reconciliation.cents, style } : { from: to.key, to: reconciliation.own.id, cents: reconciliation.cents, style };
    const same = to.key === "rest" && bands.find((each) => each.from === band.from && each.to === band.to && each.style === style);
    if (same) same.cents += band.cents;
    else bands.push(band);
  }
  const [credits, debits] = transaction.side === "CREDIT" ? [ours, [...others.values()]] : [[...others.values()], ours];
  return flow({ text: described(shown, ledger, transaction), credits, debits, bands, currency });
}

/**
 * A place of the other side; the caller sums its amount.
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @returns {import("../../parts/flow.js").Place}
 */
function placeOf({ other, node }) {
  if (!other) return { key: node?.id ?? "", name: msg("reconciliations-planned-payment"), detail: plannedText(node), cents: 0 };
  const { description, transaction } = other;
  const name = `${words(transaction.kind)} ${transaction.number}`;
  return { key: other.id, name, detail: isUsual(description, transaction.kind) ? dateText(transaction.date) : description, cents: 0 };
}

/**
 * Describe the diagram.
 * @param {import("./ledger.js").Reconciliation[]} shown
 * @param {import("./ledger.js").Ledger} ledger
 * @param {import("./ledger.js").Transaction} transaction
 */
function described(shown, ledger, transaction) {
  const { currency } = transaction.account;
  const parts = shown.slice(0, MOST).map(({ cents, other, node }) => {
    const part = { amount: moneyText(cents, currency), other: other ? itemName(other) : thePlanned(node) };
    return transaction.side === "CREDIT" ? msg("reconciliations-drawn-to", part) : msg("reconciliations-drawn-from", part);
  });
  if (shown.length > MOST) parts.push(msg("reconciliations-and-more", { count: shown.length - MOST }));
  const open = transaction.items.reduce((sum, item) => sum + Math.max(ledger.remaining(item.id), 0), 0);
  return msg("reconciliations-drawn", { amount: moneyText(transaction.amountCents, currency), name: bareName(transaction), parts: parts.join("; "), open: moneyText(open, currency) });
}
