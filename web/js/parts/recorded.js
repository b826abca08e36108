/** What follows when something was recorded. */

/** @param {string} id a transaction's */
export const reconciliationsPath = (id) => `/transactions/${encodeURIComponent(id)}/reconciliations`;

/**
 * Where what was just recorded is reconciled; nowhere when nothing of it is open.
 * @param {{ transaction: { id: string, unreconciledCents: number } }} payload
 */
export const reconciliationsOf = ({ transaction }) =>
  transaction.unreconciledCents ? { text: "Reconcile now", href: reconciliationsPath(transaction.id) } : undefined;
