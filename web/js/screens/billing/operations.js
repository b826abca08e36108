/** Operations on an account and on a transaction; each dialog is loaded on first use. */
import { ask } from "../../graphql.js";
import { opening } from "../../opening.js";
import { reconciliationsOf } from "../../parts/links.js";
import { TRANSACTION_ID } from "../../queries/transaction.js";
import { go } from "../../router.js";
import { RECONCILING, RECORDING, UNDOING } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { words } from "../../words.js";

await texts("billing", "operations");

/** @typedef {import("../../parts/action.js").Action} Action */
/** @typedef {import("../../queries/billing.js").Billing_account} Account */

/**
 * Return the account's operations.
 * @param {Account | null} account null until loaded
 * @returns {Action[]}
 */
export function operationsOf(account) {
  if (!account) return [];
  return [
    { text: msg("billing-make-payment"), key: "m", needs: RECORDING, run: () => opening(() => import("../../dialogs/make-payment.js"), (dialog) => dialog.makePayment(account)) },
    { text: msg("operations-invoice"), needs: RECORDING, run: () => opening(() => import("../../dialogs/create-invoice.js"), (dialog) => dialog.createInvoice(account)) },
    { text: msg("operations-checkout"), needs: RECORDING, run: () => opening(() => import("../../dialogs/check-out.js"), (dialog) => dialog.checkOut(account)) },
    { text: msg("operations-pay-balance"), needs: RECORDING, run: () => opening(() => import("../../dialogs/pay-balance.js"), (dialog) => dialog.payBalance(account)) },
    { text: msg("operations-deposit"), needs: RECORDING, run: () => opening(() => import("../../dialogs/make-payment.js"), (dialog) => dialog.makePayment(account, { deposit: true })) },
    { text: msg("operations-credit"), needs: RECORDING, run: () => opening(() => import("../../dialogs/create-credit.js"), (dialog) => dialog.createCredit(account)) },
    { text: msg("operations-refund"), needs: RECORDING, run: () => opening(() => import("../../dialogs/record-refund.js"), (dialog) => dialog.recordRefund(account)) },
    { text: msg("operations-cancel-items"), needs: RECORDING, run: () => opening(() => import("../../dialogs/cancel-items.js"), (dialog) => dialog.cancelItems(account)) },
    { text: msg("operations-plan-payments"), needs: RECORDING, run: () => opening(() => import("../../dialogs/plan-payments.js"), (dialog) => dialog.planPayments(account)) },
    { text: msg("operations-subscriptions"), run: () => opening(() => import("../../dialogs/subscriptions.js"), (dialog) => dialog.showSubscriptions(account)) },
    { text: msg("operations-reconcile-account"), key: "r", run: () => reconcileAccount(account) },
    { text: msg("operations-statement"), run: () => go(`/statements?account=${encodeURIComponent(account.number)}`) },
    { text: msg("operations-edit-account"), needs: RECORDING, run: () => opening(() => import("../../dialogs/update-account.js"), (dialog) => dialog.updateAccount(account.number)) },
  ];
}

/**
 * Return the operations on an opened transaction.
 * @param {Account} account
 * @param {import("./rows.js").Row} row
 * @param {{ id: string, dueOn: string | null, reference: string | null } & import("../../parts/labels.js").Labels} details
 * @returns {Action[]}
 */
export function operationsOn(account, row, details) {
  /** @type {Action[]} */
  const actions = [];
  const { kind, paymentState, unreconciledCents } = row;
  /**
   * @param {string} text
   * @param {() => Promise<unknown>} run
   * @param {string[]} more permissions beyond those for recording
   */
  const add = (text, run, more = []) =>
    actions.push({ text, object: msg("operations-object", { kind: words(kind).toLowerCase(), number: row.number }), needs: [...new Set([...RECORDING, ...more])], run });
  if (kind === "INVOICE") {
    if (unreconciledCents) {
      add(msg("billing-make-payment"), () => opening(() => import("../../dialogs/make-payment.js"), (dialog) => dialog.makePayment(account, { invoiceId: details.id })));
      add(msg("operations-plan-payments"), () => opening(() => import("../../dialogs/plan-payments.js"), (dialog) => dialog.planPayments(account, details.id)));
    }
    if (unreconciledCents && account.writeOffMaxCents) {
      add(msg("operations-write-off"), () => opening(() => import("../../dialogs/write-off.js"), (dialog) => dialog.writeOff(account, row.number)), RECONCILING);
    }
    add(msg("operations-cancel-items"), () => opening(() => import("../../dialogs/cancel-items.js"), (dialog) => dialog.cancelItems(account, row.number)));
  }
  if (paymentState === "PROCESSING") {
    add(msg("operations-confirm-payment"), () => opening(() => import("../../dialogs/confirm-payment.js"), (dialog) => dialog.confirmPayment(account, row, details.id)));
    add(msg("operations-mark-failed"), () => opening(() => import("../../dialogs/fail-payment.js"), (dialog) => dialog.failPayment(account, row, details.id)));
  } else if (unreconciledCents && ["PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION"].includes(kind)) {
    add(msg("operations-refund"), () => opening(() => import("../../dialogs/record-refund.js"), (dialog) => dialog.recordRefund(account, { id: details.id, cents: unreconciledCents })));
  }
  if (paymentState === "CONFIRMED") {
    add(msg("operations-correct-payment"), () => opening(() => import("../../dialogs/fail-payment.js"), (dialog) => dialog.failPayment(account, row, details.id)));
    add(msg("operations-move"), () => opening(() => import("../../dialogs/move-payment.js"), (dialog) => dialog.movePayment(account, row, details.id)), UNDOING);
  }
  if (kind === "PAYMENT" || kind === "DEPOSIT") {
    actions.push({
      text: msg("operations-receipt"),
      object: msg("operations-receipt-of", { number: row.number }),
      run: () => opening(() => import("../../parts/documents.js"), ({ downloadDocument }) => downloadDocument("receipt", { number: row.number })),
    });
    add(msg("operations-send-receipt"), () => opening(() => import("../../dialogs/send-documents.js"), (dialog) => dialog.sendDocument({ accountId: account.id, kind: "RECEIPT", transactionId: details.id })));
  }
  add(msg("operations-edit"), () => opening(() => import("../../dialogs/update-transaction.js"), (dialog) => dialog.updateTransaction(row, details)));
  return actions;
}

/** @param {Account} account */
const reconcileAccount = (account) =>
  opening(() => import("../../dialogs/reconcile-account.js"), (dialog) => dialog.reconcileAccount(account));

/**
 * Go to the reconciliations of the focused transaction; without one, open the dialog to reconcile the account.
 * @param {Account} account
 */
export async function reconcileHere(account) {
  const row = /** @type {HTMLElement | null | undefined} */ (
    document.activeElement?.closest("details.transaction")?.querySelector("summary")
  );
  const number = row?.dataset.number;
  if (!number) return void reconcileAccount(account);
  try {
    await opening(
      () => ask(TRANSACTION_ID, { number }),
      ({ transaction }) => transaction && go(reconciliationsOf(transaction.id)),
    );
  } catch (failure) {
    const { toast } = await import("../../parts/toast.js");
    toast(/** @type {Error} */ (failure).message, undefined, true);
  }
}
