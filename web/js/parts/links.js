/** Where accounts and transactions are looked at. */

/**
 * An account's billing; with a transaction's number, filtered to it.
 * @param {string} account its number
 * @param {string} [transaction]
 */
export const billingOf = (account, transaction) =>
  `/accounts/${encodeURIComponent(account)}${transaction ? `?search=${encodeURIComponent(transaction)}` : ""}`;

/**
 * A transaction's reconciliations.
 * @param {string} id
 */
export const reconciliationsOf = (id) => `/transactions/${encodeURIComponent(id)}/reconciliations`;
