/** Delete reconciliations and fix invalid ones, with a preview of what opens again. */
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
import { howToFix } from "./rules.js";

/**
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Transaction} transaction
 */
export async function deleteReconciliation(reconciliation, transaction) {
  const amount = moneyText(reconciliation.storedCents, transaction.account.currency);
  const text =
    reconciliation.sort === "invalid"
      ? html`<p>It is not counted, so no amount opens again.</p>`
      : html`<p>${amount} opens again on ${itemName(reconciliation.own)}${reconciliation.other ? html` and on ${itemName(reconciliation.other)}` : nothing}.</p>`;
  if (!reconciliation.node || !(await confirm(`Delete the reconciliation of ${amount}?`, text, "Delete"))) return undefined;
  return change({ query: DELETE_RECONCILIATIONS, input: { reconciliationIds: [reconciliation.node.id] }, successMessage: () => `Reconciliation of ${amount} deleted.` });
}

/** @param {import("./ledger.js").Transaction} transaction */
export async function deleteAll(transaction) {
  const { currency } = transaction.account;
  const { edges, totalCount } = transaction.reconciliations;
  const sum = edges.reduce((total, { node }) => total + (node.faulty ? 0 : node.amountCents), 0);
  const all = counted(totalCount, "reconciliation");
  const text = html`<p>${totalCount > edges.length ? "The full amount" : moneyText(sum, currency)} opens again on ${nameOf(transaction)}, and as much on the other side:</p>
    <ul>
      ${edges.slice(0, 8).map(({ node, counterpart }) => html`<li>${moneyText(node.amountCents, currency)} of ${counterpart ? itemName(counterpart) : "a planned payment"}${node.faulty ? " (invalid, not counted)" : ""}</li>`)}
      ${totalCount > 8 ? html`<li>and ${totalCount - 8} more</li>` : nothing}
    </ul>`;
  if (!(await confirm(`Delete all reconciliations of ${nameOf(transaction)}?`, text, `Delete ${all}`))) return undefined;
  return change({
    query: DELETE_RECONCILIATIONS,
    input: { transactionId: transaction.id },
    successMessage: ({ releasedCount }) => `${counted(releasedCount, "reconciliation")} of ${nameOf(transaction)} deleted.`,
  });
}

/**
 * Create the correct reconciliation first, so that nothing is lost if it is refused, then delete the invalid one. Undo
 * reverts both.
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Ledger} ledger
 * @param {import("./ledger.js").Transaction} transaction
 */
export async function fixReconciliation(reconciliation, ledger, transaction) {
  const { node, own, other } = reconciliation;
  if (!node || !other) return;
  const { wrong, fix, cents } = howToFix(reconciliation, ledger, transaction);
  const { currency } = transaction.account;
  /** @param {{ dryRun?: boolean }} how */
  const remove = (how) => sent(DELETE_RECONCILIATIONS, { reconciliationIds: [node.id], ...how });
  const [credit, debit] = transaction.side === "CREDIT" ? [own, other] : [other, own];
  /** @param {{ dryRun?: boolean }} how */
  const make = (how) => sent(CREATE_RECONCILIATIONS, { edges: [{ creditItemId: credit.id, debitItemId: debit.id, amountCents: cents }], ...how });
  const steps = cents ? [make, remove] : [remove];
  for (const step of steps) if (!(await step({ dryRun: true }))) return;
  if (!(await confirm("Fix this reconciliation?", html`<p>${wrong}</p><p>${fix}</p>`, "Fix", "Go back", { danger: false }))) return;
  const batches = [];
  for (const step of steps) {
    const payload = await step({});
    if (!payload?.batch) break;
    batches.push(payload.batch.id);
  }
  if (batches.length === steps.length) {
    toast(cents ? `Fixed: ${moneyText(cents, currency)} instead of ${moneyText(reconciliation.storedCents, currency)}.` : "Fixed: the invalid reconciliation is deleted.", batches);
  } else if (batches.length) toast("The correct reconciliation was created, but the invalid one is still there.", batches);
  reload();
}

/**
 * @template {import("../../../types/document.js").Refusable} Payload
 * @template Input
 * @param {import("../../../types/document.js").Mutation<Payload, Input>} query
 * @param {import("../../../types/document.js").Draft<NoInfer<Input>>} input
 */
async function sent(query, input) {
  const edit = editing({ query, input: () => input, draw: () => undefined });
  const payload = await edit.send();
  if (!payload) toast(edit.message, undefined, true);
  return payload;
}
