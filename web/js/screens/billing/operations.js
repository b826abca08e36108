/** What can be done on an account and with a transaction; each is loaded when it is first wanted. */
import { ask } from "../../graphql.js";
import { reconciliationsOf } from "../../parts/links.js";
import { TRANSACTION_ID } from "../../queries/transaction.js";
import { go } from "../../router.js";
import { RECORDING } from "../../session.js";

/** @typedef {import("../../parts/action.js").Action} Action */

/**
 * The menu of an account.
 * @param {any} account null as long as it is not there
 * @returns {Action[]}
 */
export function operationsOf(account) {
  if (!account) return [];
  return [
    { text: "Make payment", key: "m", needs: RECORDING, run: async () => (await import("../../dialogs/make-payment.js")).makePayment(account) },
    { text: "Invoice", needs: RECORDING, run: async () => (await import("../../dialogs/create-invoice.js")).createInvoice(account) },
    { text: "Purchase with payment or installments", needs: RECORDING, run: async () => (await import("../../dialogs/check-out.js")).checkOut(account) },
    { text: "Pay the balance", needs: RECORDING, run: async () => (await import("../../dialogs/pay-balance.js")).payBalance(account) },
    { text: "Deposit", needs: RECORDING, run: async () => (await import("../../dialogs/make-payment.js")).makePayment(account, { deposit: true }) },
    { text: "Credit", needs: RECORDING, run: async () => (await import("../../dialogs/create-credit.js")).createCredit(account) },
    { text: "Refund", needs: RECORDING, run: async () => (await import("../../dialogs/record-refund.js")).recordRefund(account) },
    { text: "Cancel items", needs: RECORDING, run: async () => (await import("../../dialogs/cancel-items.js")).cancelItems(account) },
    { text: "Plan payments", needs: RECORDING, run: async () => (await import("../../dialogs/plan-payments.js")).planPayments(account) },
    { text: "Subscriptions", run: async () => (await import("../../dialogs/subscriptions.js")).showSubscriptions(account) },
    { text: "Reconcile account", key: "r", run: () => reconcileAccount(account) },
    { text: "Change account", needs: RECORDING, run: async () => (await import("../../dialogs/update-account.js")).updateAccount(account.number) },
  ];
}

/**
 * What can be done with a transaction that is open on the page.
 * @param {any} account
 * @param {any} row
 * @param {any} details
 * @returns {Action[]}
 */
export function operationsOn(account, row, details) {
  /** @type {Action[]} */
  const actions = [];
  const { kind, paymentState, unreconciledCents } = row;
  /**
   * @param {string} text
   * @param {() => Promise<unknown>} run
   */
  const add = (text, run) => actions.push({ text, needs: RECORDING, run });
  if (kind === "INVOICE") {
    if (unreconciledCents) {
      add("Make payment", async () => (await import("../../dialogs/make-payment.js")).makePayment(account, { invoiceId: details.id }));
      add("Plan payments", async () => (await import("../../dialogs/plan-payments.js")).planPayments(account, details.id));
    }
    add("Cancel items", async () => (await import("../../dialogs/cancel-items.js")).cancelItems(account, row.number));
  }
  if (paymentState === "PROCESSING") {
    add("Bank confirmed", async () => (await import("../../dialogs/confirm-payment.js")).confirmPayment(account, row, details.id));
    add("Failed at the bank", async () => (await import("../../dialogs/fail-payment.js")).failPayment(account, row, details.id));
  } else if (unreconciledCents && ["PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION"].includes(kind)) {
    add("Refund", async () => (await import("../../dialogs/record-refund.js")).recordRefund(account, { id: details.id, cents: unreconciledCents }));
  }
  if (paymentState === "CONFIRMED") {
    add("Correct", async () => (await import("../../dialogs/fail-payment.js")).failPayment(account, row, details.id));
  }
  return actions;
}

/** @param {any} account */
const reconcileAccount = async (account) => (await import("../../dialogs/reconcile-account.js")).reconcileAccount(account);

/**
 * Goes to the reconciliations of the transaction where one is; on no transaction it offers to reconcile the account.
 * @param {any} account
 */
export async function reconcileHere(account) {
  const row = /** @type {HTMLElement | null | undefined} */ (
    document.activeElement?.closest("details.transaction")?.querySelector("summary")
  );
  const number = row?.dataset.number;
  if (!number) return reconcileAccount(account);
  try {
    const { transaction } = await ask(TRANSACTION_ID, { number });
    if (transaction) go(reconciliationsOf(transaction.id));
  } catch (failure) {
    const { toast } = await import("../../parts/toast.js");
    toast(/** @type {Error} */ (failure).message, undefined, true);
  }
}
