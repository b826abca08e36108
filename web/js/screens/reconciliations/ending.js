/** Deleting reconciliations, and mending faulty ones: what opens again is said before. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText } from "../../money.js";
import { editing } from "../../mutation.js";
import { confirm } from "../../parts/dialog.js";
import { change } from "../../parts/form.js";
import { toast } from "../../parts/toast.js";
import { CREATE_RECONCILIATIONS, DELETE_RECONCILIATIONS } from "../../queries/reconciliations.js";
import { reload } from "../../router.js";
import { counted } from "../../words.js";
import { itemName, nameOf } from "./ledger.js";
import { mending } from "./rules.js";

/**
 * @param {import("./ledger.js").Edge} edge
 * @param {any} transaction
 */
export async function deleteEdge(edge, transaction) {
  const amount = moneyText(edge.storedCents, transaction.account.currency);
  const text =
    edge.sort === "faulty"
      ? html`<p>It counts nowhere, so nothing opens again.</p>`
      : html`<p>${amount} opens again of ${itemName(edge.own)} and of ${itemName(edge.other)}.</p>`;
  if (!(await confirm(`Delete the reconciliation of ${amount}?`, text, "Delete it"))) return undefined;
  return change({ query: DELETE_RECONCILIATIONS, input: { reconciliationIds: [edge.node.id] }, said: () => `Reconciliation of ${amount} deleted.` });
}

/** @param {any} transaction */
export async function deleteAll(transaction) {
  const { currency } = transaction.account;
  const { edges, totalCount } = transaction.reconciliations;
  const sum = edges.reduce((/** @type {number} */ total, /** @type {any} */ { node }) => total + (node.faulty ? 0 : node.amountCents), 0);
  const all = counted(totalCount, "reconciliation");
  const text = html`<p>${totalCount > edges.length ? "All of it" : moneyText(sum, currency)} opens again of ${nameOf(transaction)}, and as much on the other side:</p>
    <ul>
      ${edges.slice(0, 8).map((/** @type {any} */ { node, counterpart }) => html`<li>${moneyText(node.amountCents, currency)} of ${itemName(counterpart)}${node.faulty ? " (an error: it counts nowhere)" : ""}</li>`)}
      ${totalCount > 8 ? html`<li>and ${totalCount - 8} more</li>` : nothing}
    </ul>`;
  if (!(await confirm(`Delete all reconciliations of ${nameOf(transaction)}?`, text, `Delete ${all}`))) return undefined;
  return change({
    query: DELETE_RECONCILIATIONS,
    input: { transactionId: transaction.id },
    said: ({ releasedCount }) => `${counted(releasedCount, "reconciliation")} of ${nameOf(transaction)} deleted.`,
  });
}

/**
 * Makes the right one first, so that nothing is lost where it is refused, and then deletes the faulty one; undone as one.
 * @param {import("./ledger.js").Edge} edge
 * @param {import("./ledger.js").Ledger} ledger
 * @param {any} transaction
 */
export async function mendEdge(edge, ledger, transaction) {
  const { wrong, mend, cents } = mending(edge, ledger, transaction);
  const { currency } = transaction.account;
  const deleting = { query: DELETE_RECONCILIATIONS, input: { reconciliationIds: [edge.node.id] } };
  const [credit, debit] = transaction.side === "CREDIT" ? [edge.own, edge.other] : [edge.other, edge.own];
  const making = { query: CREATE_RECONCILIATIONS, input: { edges: [{ creditItemId: credit.id, debitItemId: debit.id, amountCents: cents }] } };
  const steps = cents ? [making, deleting] : [deleting];
  for (const { query, input } of steps) if (!(await sent(query, { ...input, dryRun: true }))) return;
  if (!(await confirm("Mend this reconciliation?", html`<p>${wrong}</p><p>${mend}</p>`, "Mend it"))) return;
  const batches = [];
  for (const { query, input } of steps) {
    const payload = await sent(query, input);
    if (!payload) break;
    batches.push(payload.batch.id);
  }
  if (batches.length === steps.length) {
    toast(cents ? `Mended: ${moneyText(cents, currency)} in place of ${moneyText(edge.storedCents, currency)}.` : "Mended: the faulty reconciliation is deleted.", batches);
  } else if (batches.length) toast("The right reconciliation is made; the faulty one is still there.", batches);
  reload();
}

/**
 * @param {string} query
 * @param {Record<string, unknown>} input
 */
async function sent(query, input) {
  const edit = editing({ query, input: () => input, draw: () => undefined });
  const payload = await edit.send();
  if (!payload) toast(edit.message, undefined, true);
  return payload;
}
