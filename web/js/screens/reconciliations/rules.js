/** What the page says of the rules before the server is asked: what meets what, why not, and how a faulty one is mended. */
import { moneyText } from "../../money.js";
import { itemName, nameOf } from "./ledger.js";

const CREDITS = ["PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION"];

/**
 * The kinds whose open items may be added (domain R7).
 * @param {any} transaction
 */
export function kindsFor(transaction) {
  if (transaction.side === "DEBIT") return CREDITS;
  return transaction.paymentState === "PROCESSING" ? ["INVOICE"] : ["INVOICE", "REFUND"];
}

/**
 * Why nothing can be added to a transaction at all; nothing where it can.
 * @param {any} transaction
 */
export function whyNothingFits(transaction) {
  if (transaction.kind === "PAYMENT_CORRECTION") return "A payment correction reconciles only with the payment that it reverses.";
  if (transaction.paymentState === "FAILED") return "The payment failed; its money never arrived.";
  return undefined;
}

/**
 * How a faulty reconciliation is mended: it is deleted, and made again with as much as both sides have open, where they
 * may meet at all (domain R22a).
 * @param {import("./ledger.js").Edge} edge
 * @param {import("./ledger.js").Ledger} ledger
 * @param {any} transaction
 * @returns {{ wrong: string, mend: string, cents: number }} `cents` 0: it is deleted alone
 */
export function mending(edge, ledger, transaction) {
  const { own, other, storedCents } = edge;
  const { currency, number } = transaction.account;
  const amount = moneyText(storedCents, currency);
  const alone = (/** @type {string} */ wrong) => ({ wrong, mend: "Mending deletes it; it counts nowhere.", cents: 0 });
  if (other.transaction.account.number !== number) {
    return alone(`It joins two accounts: ${nameOf(other.transaction)} is on account ${other.transaction.account.number}.`);
  }
  if ([transaction, other.transaction].some(({ kind, paymentState }) => kind === "PAYMENT_CORRECTION" || paymentState === "FAILED")) {
    return alone("It uses money that came back.");
  }
  if (ledger.edges.some((each) => each.sort === "real" && each.own.id === own.id && each.other.id === other.id)) {
    return alone("These two items are reconciled with each other already.");
  }
  const least = own.unreconciledCents <= other.unreconciledCents ? own : other;
  const cents = Math.min(storedCents, least.unreconciledCents);
  const open = moneyText(least.unreconciledCents, currency);
  if (!cents) return alone(`It says ${amount}, but nothing is open of ${itemName(least)}.`);
  if (cents === storedCents) {
    return { wrong: "It breaks no rule any more.", mend: `Mending deletes it and makes it again, with the same ${amount}.`, cents };
  }
  return {
    wrong: `It says ${amount}, but ${itemName(least)} has only ${open} open.`,
    mend: `Mending deletes it and makes one of ${moneyText(cents, currency)} in its place.`,
    cents,
  };
}

/**
 * Where that which locks a reconciliation is looked after; null where nothing can be done about it.
 * @param {import("./ledger.js").Edge} edge
 * @param {any} transaction
 * @returns {{ by: "planned" | "processing", transaction?: any } | null}
 */
export function lockedBy(edge, transaction) {
  if (edge.sort === "planned" || edge.node.lockedBy.length) return { by: "planned" };
  const processing = [transaction, edge.other?.transaction].find((each) => each?.paymentState === "PROCESSING");
  return processing ? { by: "processing", transaction: processing } : null;
}
