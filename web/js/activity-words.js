/** Mutations, changed rows and their fields in a bookkeeper's words. */
import { words } from "./words.js";

/** @type {Record<string, string>} */
const MUTATIONS = {
  createAccount: "New account",
  updateAccount: "Account changed",
  createLedgerCode: "New ledger code",
  updateLedgerCode: "Ledger code changed",
  createInvoice: "Invoice",
  createInvoices: "Invoices",
  checkout: "Checkout",
  makePayment: "Payment",
  makePayments: "Payments",
  payBalance: "Balance paid",
  createDeposit: "Deposit",
  createCredit: "Credit",
  cancelItems: "Items cancelled",
  recordRefund: "Refund",
  confirmPayment: "Payment confirmed",
  failPayment: "Payment failed",
  createPlannedPayments: "Payments planned",
  modifyPlannedPayment: "Planned payment changed",
  deletePlannedPayment: "Planned payment deleted",
  processPlannedPayments: "Planned payments processed",
  createSubscription: "New subscription",
  cancelSubscription: "Subscription ended",
  chargeSubscriptions: "Subscriptions charged",
  createReconciliations: "Reconciled by hand",
  modifyReconciliations: "Reconciliations changed",
  deleteReconciliations: "Reconciliations deleted",
  applySuggestion: "Suggestion applied",
  reconcileAccount: "Reconcile account",
  reconcileAllAccounts: "Reconcile all accounts",
  undoBatch: "Undo",
  importRecords: "Import",
  createUser: "New sign-in",
  updateUser: "Sign-in changed",
  createApiToken: "New API token",
  revokeApiToken: "API token revoked",
};

/** @param {string} mutation */
export const mutationWords = (mutation) =>
  MUTATIONS[mutation] ?? words(mutation.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());

/** @type {Record<string, string>} */
const NOUNS = { ledgerCode: "Ledger code", plannedPayment: "Planned payment", apiToken: "API token", user: "Sign-in" };

/** @type {Record<string, string>} */
const VERBS = { created: "recorded", changed: "changed", released: "deleted", withdrawn: "undone" };

/**
 * What happened to a row: "reconciliation.released" → "Reconciliation deleted".
 * @param {string} action
 */
export function actionWords(action) {
  const [noun, verb] = action.split(".");
  const made = verb === "created" && !["transaction", "subscription", "plannedPayment"].includes(noun) ? "made" : VERBS[verb];
  return `${nounWords(noun)} ${made ?? verb}`;
}

/** @param {string} noun */
export const nounWords = (noun) => NOUNS[noun] ?? words(noun);

/** Every action, for the filter. */
export const ACTIONS = [
  "transaction.created",
  "transaction.changed",
  "transaction.withdrawn",
  "reconciliation.created",
  "reconciliation.changed",
  "reconciliation.released",
  "plannedPayment.created",
  "plannedPayment.changed",
  "plannedPayment.withdrawn",
  "subscription.created",
  "subscription.changed",
  "subscription.withdrawn",
  "account.created",
  "account.changed",
  "account.withdrawn",
  "member.created",
  "member.changed",
  "member.withdrawn",
  "ledgerCode.created",
  "ledgerCode.changed",
  "ledgerCode.withdrawn",
  "user.created",
  "user.changed",
  "user.withdrawn",
  "apiToken.created",
  "apiToken.changed",
  "apiToken.withdrawn",
].map((value) => ({ value, text: actionWords(value) }));

/** @type {Record<string, string>} */
const FIELDS = {
  account_id: "Account",
  credit_account_id: "Account of the money",
  corrects_id: "Corrects",
  transaction_id: "Payment that came of it",
  credit_transaction_id: "From",
  credit_item_id: "From item",
  debit_transaction_id: "To",
  debit_item_id: "To item",
  cancels_id: "Cancels",
  ledger_code_id: "Ledger code",
  member_id: "Member",
  planned_payment_id: "Planned payment",
  released_at: "Ended",
  withdrawn_at: "Undone",
  confirmed_at: "Confirmed",
  failed_at: "Failed",
  revoked_at: "Revoked",
  amount_cents: "Amount",
  due_on: "Due",
  ends_on: "Ends",
  starts_on: "Starts",
  next_on: "Next charge",
  expires_on: "Works until",
  payment_state: "Payment",
  owner_name: "Owner",
  email: "E-mail address",
  prefix: "Begins with",
  processing: "Money is processing",
  faulty: "Kept although wrong",
  permissions: "May do",
  origin: "Came about by",
  side: "Side",
};

/** @param {string} name */
export const fieldWords = (name) => FIELDS[name] ?? words(name.toUpperCase());
