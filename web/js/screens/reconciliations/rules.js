/** Rules that the page checks before the server does: what can be reconciled, and how to fix an invalid one. */
import { moneyText } from "../../money.js";
import { msg, texts } from "../../texts.js";
import { itemName, nameOf } from "./ledger.js";

await texts("reconciliations");

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
  if (transaction.kind === "PAYMENT_CORRECTION") return msg("reconciliations-only-reversed");
  if (transaction.paymentState === "FAILED") return msg("reconciliations-has-failed");
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
  const alone = (/** @type {string} */ wrong) => ({ wrong, fix: msg("reconciliations-fix-deletes"), cents: 0 });
  if (!other) return alone(msg("reconciliations-one-sided"));
  const account = other.transaction.account?.number;
  if (account !== number) {
    return alone(msg("reconciliations-two-accounts", { name: nameOf(other.transaction), account: account ?? "" }));
  }
  if ([transaction, other.transaction].some(({ kind, paymentState }) => kind === "PAYMENT_CORRECTION" || paymentState === "FAILED")) {
    return alone(msg("reconciliations-uses-failed"));
  }
  if (ledger.reconciliations.some((each) => each.sort === "real" && each.own.id === own.id && each.other?.id === other.id)) {
    return alone(msg("reconciliations-twice"));
  }
  const least = own.unreconciledCents <= other.unreconciledCents ? own : other;
  const cents = Math.min(storedCents, least.unreconciledCents);
  const open = moneyText(least.unreconciledCents, currency);
  if (!cents) return alone(msg("reconciliations-says-none", { amount, item: itemName(least) }));
  if (cents === storedCents) {
    return { wrong: msg("reconciliations-valid-now"), fix: msg("reconciliations-fix-same", { amount }), cents };
  }
  return {
    wrong: msg("reconciliations-says-less", { amount, item: itemName(least), open }),
    fix: msg("reconciliations-fix-replaces", { amount: moneyText(cents, currency) }),
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
