/** Addresses of accounts and transactions. */

/**
 * Return the address of an account's billing page, opened at a transaction if given.
 * @param {string} account its number
 * @param {string} [transaction]
 */
export const billingOf = (account, transaction) =>
  `/accounts/${encodeURIComponent(account)}${transaction ? `#${encodeURIComponent(transaction)}` : ""}`;

/**
 * Return the address of a transaction's reconciliations.
 * @param {string} id
 */
export const reconciliationsOf = (id) => `/transactions/${encodeURIComponent(id)}/reconciliations`;

/**
 * Return the address of a bank account.
 * @param {string} id
 */
export const bankOf = (id) => `/bank/${encodeURIComponent(id)}`;
