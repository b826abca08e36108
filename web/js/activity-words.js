/** Labels of mutations, changed records and their fields, in a bookkeeper's terms. */
import { words } from "./words.js";

/** Where the name alone does not say it; every other mutation is worded after its name: "Rename member". @type {Record<string, string>} */
const MUTATIONS = {
  createAccount: "Account created",
  updateAccount: "Account updated",
  createLedgerCode: "Ledger code created",
  updateLedgerCode: "Ledger code updated",
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
  modifyPlannedPayment: "Planned payment updated",
  deletePlannedPayment: "Planned payment deleted",
  processPlannedPayments: "Planned payments processed",
  createSubscription: "Subscription created",
  updateSubscription: "Subscription changed",
  cancelSubscription: "Subscription ended",
  chargeSubscriptions: "Subscriptions charged",
  createReconciliations: "Manual reconciliation",
  modifyReconciliations: "Reconciliations updated",
  deleteReconciliations: "Reconciliations deleted",
  applySuggestion: "Suggestion applied",
  applySuggestions: "Suggestions applied",
  reconcileAccount: "Reconcile account",
  reconcileAllAccounts: "Reconcile all accounts",
  undoBatch: "Undo",
  importRecords: "Import",
  createUser: "User created",
  updateUser: "User updated",
  createRole: "Role created",
  updateRole: "Role updated",
  deleteRole: "Role deleted",
  createApiToken: "API token created",
  revokeApiToken: "API token revoked",
  rotateApiToken: "API token rotated",
  endApiTokenOverlap: "Former secret of an API token stopped",
  addPasskey: "Passkey added",
  removePasskey: "Passkey removed",
  addAuthenticator: "Authenticator app set up",
  removeAuthenticator: "Authenticator app removed",
  renewRecoveryCodes: "New recovery codes",
  resetSecondFactor: "Second factor reset",
  removeIdentity: "Identity removed",
  endSession: "Signed out a browser",
  endSessions: "Signed out browsers",
  closeBooks: "Books closed",
  reopenBooks: "Books reopened",
  erasePerson: "Person erased",
};

/** @param {string} mutation */
export const mutationWords = (mutation) =>
  MUTATIONS[mutation] ?? words(mutation.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());

/** @type {Record<string, string>} */
const NOUNS = { booksClosing: "Closing", ledgerCode: "Ledger code", plannedPayment: "Planned payment", apiToken: "API token", webhook: "Webhook", fileMapping: "File mapping", bankAccount: "Bank account", bankStatement: "Bank statement", bankLine: "Bank line", bankStatementLine: "Line of a statement", bankLinePart: "Part of a bank line", payer: "Payer", payerAccount: "Payer's account", passkey: "Passkey", authenticator: "Authenticator app", identity: "Linked identity", role: "Role", user: "User", batch: "Import" };

/** @type {Record<string, string>} */
const VERBS = { created: "created", changed: "updated", released: "deleted", withdrawn: "undone", reopened: "reopened", shown: "shown", erased: "erased" };

/**
 * Describe an audit action: "reconciliation.released" → "Reconciliation deleted".
 * @param {string} action
 */
export function actionWords(action) {
  if (action === "batch.rechained") return "Log of an earlier version taken over";
  const [noun, verb] = action.split(".");
  return `${nounWords(noun)} ${VERBS[verb] ?? verb}`;
}

/** @param {string} noun */
export const nounWords = (noun) => NOUNS[noun] ?? words(noun);

/** All actions, for the filter. */
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
  "passkey.created",
  "passkey.changed",
  "passkey.withdrawn",
  "authenticator.created",
  "authenticator.changed",
  "authenticator.withdrawn",
  "identity.created",
  "identity.changed",
  "identity.withdrawn",
  "role.created",
  "role.changed",
  "role.withdrawn",
  "user.created",
  "user.changed",
  "user.withdrawn",
  "apiToken.created",
  "apiToken.changed",
  "apiToken.withdrawn",
  "webhook.created",
  "webhook.changed",
  "webhook.withdrawn",
  "fileMapping.created",
  "fileMapping.changed",
  "fileMapping.withdrawn",
  "bankAccount.created",
  "bankAccount.changed",
  "bankAccount.withdrawn",
  "bankStatement.created",
  "bankStatement.changed",
  "bankStatement.withdrawn",
  "bankLine.created",
  "bankLine.changed",
  "bankLine.withdrawn",
  "bankStatementLine.created",
  "bankStatementLine.changed",
  "bankStatementLine.withdrawn",
  "bankLinePart.created",
  "bankLinePart.changed",
  "bankLinePart.withdrawn",
  "payer.created",
  "payer.changed",
  "payer.withdrawn",
  "payerAccount.created",
  "payerAccount.changed",
  "payerAccount.withdrawn",
  "booksClosing.created",
  "booksClosing.reopened",
  "batch.shown",
].map((value) => ({ value, text: actionWords(value) }));

/** @type {Record<string, string>} */
const FIELDS = {
  account_id: "Account",
  credit_account_id: "Credit account",
  corrects_id: "Corrects",
  transaction_id: "Resulting payment",
  credit_transaction_id: "From",
  credit_item_id: "From item",
  debit_transaction_id: "To",
  debit_item_id: "To item",
  cancels_id: "Cancels",
  ledger_code_id: "Ledger code",
  member_id: "Member",
  role_id: "Role",
  user_id: "User",
  planned_payment_id: "Planned payment",
  released_at: "Ended",
  withdrawn_at: "Undone",
  confirmed_at: "Confirmed",
  failed_at: "Failed",
  revoked_at: "Revoked",
  rotated_at: "Rotated",
  former_until: "Former secret works until",
  sessions_ended_at: "Sessions ended",
  amount_cents: "Amount",
  due_on: "Due",
  ends_on: "Ends",
  starts_on: "Starts",
  next_on: "Next charge",
  expires_on: "Expires",
  payment_state: "Payment",
  owner_name: "Owner",
  email: "Email",
  prefix: "Starts with",
  processing: "Processing",
  faulty: "Invalid",
  permissions: "Permissions",
  headers: "Columns",
  dates: "Dates",
  decimals: "Decimals",
  origin: "Origin",
  side: "Side",
};

/** @param {string} name */
export const fieldWords = (name) => FIELDS[name] ?? words(name.toUpperCase());
