/** Rules that the page checks before the server does: what can be reconciled, and how to fix an invalid one. */
import { moneyText } from "../../money.js";
import { itemName, nameOf } from "./ledger.js";

/** @type {import("../../../types/schema.js").TransactionKind[]} */
const CREDITS = ["PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION"];

/**
 * Return the kinds whose open items may be added (domain R7).
 * @param {import("./ledger.js").Transaction} transaction
 * @returns {import("../../../types/schema.js").TransactionKind[]}
 */
export function kindsFor(transaction) {
  if (transaction.side === "DEBIT") return CREDITS;
  return transaction.paymentState === "PROCESSING" ? ["INVOICE"] : ["INVOICE", "REFUND"];
}

/**
 * Return why nothing can be added to a transaction; undefined if it can.
 * @param {import("./ledger.js").Transaction} transaction
 */
export function whyNothingFits(transaction) {
  if (transaction.kind === "PAYMENT_CORRECTION") return "A payment correction reconciles only with the payment it reverses.";
  if (transaction.paymentState === "FAILED") return "The payment failed, so it cannot be applied.";
  return undefined;
}

/**
 * Return how to fix an invalid reconciliation: delete it, and recreate it with the amount that both sides have open, if
 * they may be reconciled at all (domain R22a).
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Ledger} ledger
 * @param {import("./ledger.js").Transaction} transaction
 * @returns {{ wrong: string, fix: string, cents: number }} `cents` 0: only delete it
 */
export function howToFix(reconciliation, ledger, transaction) {
  const { own, other, storedCents } = reconciliation;
  const { currency, number } = transaction.account;
  const amount = moneyText(storedCents, currency);
  const alone = (/** @type {string} */ wrong) => ({ wrong, fix: "Fixing deletes it. It is not counted.", cents: 0 });
  if (!other) return alone("It has no other side.");
  const account = other.transaction.account?.number;
  if (account !== number) {
    return alone(`It links two accounts: ${nameOf(other.transaction)} is on account ${account}.`);
  }
  if ([transaction, other.transaction].some(({ kind, paymentState }) => kind === "PAYMENT_CORRECTION" || paymentState === "FAILED")) {
    return alone("It uses a failed or corrected payment.");
  }
  if (ledger.reconciliations.some((each) => each.sort === "real" && each.own.id === own.id && each.other?.id === other.id)) {
    return alone("These two items are already reconciled with each other.");
  }
  const least = own.unreconciledCents <= other.unreconciledCents ? own : other;
  const cents = Math.min(storedCents, least.unreconciledCents);
  const open = moneyText(least.unreconciledCents, currency);
  if (!cents) return alone(`It says ${amount}, but ${itemName(least)} has nothing open.`);
  if (cents === storedCents) {
    return { wrong: "It is valid now.", fix: `Fixing deletes and recreates it with the same ${amount}.`, cents };
  }
  return {
    wrong: `It says ${amount}, but ${itemName(least)} has only ${open} open.`,
    fix: `Fixing replaces it with one of ${moneyText(cents, currency)}.`,
    cents,
  };
}

/**
 * Return what locks a reconciliation; null if the viewer can do nothing about it.
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Transaction} transaction
 * @returns {{ by: "planned" } | { by: "processing", transaction: import("./ledger.js").Counter } | null}
 */
export function lockedBy(reconciliation, transaction) {
  if (reconciliation.sort === "planned" || reconciliation.node?.lockedBy.length) return { by: "planned" };
  const processing = [transaction, reconciliation.other?.transaction].find((each) => each?.paymentState === "PROCESSING");
  return processing ? { by: "processing", transaction: processing } : null;
}
