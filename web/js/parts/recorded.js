/** What follows when something was recorded. */
import { reconciliationsOf } from "./links.js";

/**
 * Where what was just recorded is reconciled; nowhere when nothing of it is open.
 * @param {{ transaction: { id: string, unreconciledCents: number } }} payload
 */
export const reconcileNow = ({ transaction }) =>
  transaction.unreconciledCents ? { text: "Reconcile now", href: reconciliationsOf(transaction.id) } : undefined;
