/** Delete reconciliations and fix invalid ones, with a preview of what opens again. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText } from "../../money.js";
import { editing } from "../../mutation.js";
import { confirm } from "../../parts/dialog.js";
import { change } from "../../parts/form.js";
import { toast } from "../../parts/toast.js";
import { CREATE_RECONCILIATIONS, DELETE_RECONCILIATIONS } from "../../queries/reconciliations.js";
import { reload } from "../../router.js";
import { msg, texts } from "../../texts.js";
import { itemName, nameOf } from "./ledger.js";
import { howToFix } from "./rules.js";

await texts("forms", "reconciliations");

/**
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Transaction} transaction
 */
export async function deleteReconciliation(reconciliation, transaction) {
  const amount = moneyText(reconciliation.storedCents, transaction.account.currency);
  const text =
    reconciliation.sort === "invalid"
      ? html`<p>${msg("reconciliations-delete-invalid")}</p>`
      : html`<p>${
          reconciliation.other
            ? msg("reconciliations-opens-both", { amount, item: itemName(reconciliation.own), other: itemName(reconciliation.other) })
            : msg("reconciliations-opens-one", { amount, item: itemName(reconciliation.own) })
        }</p>`;
  if (!reconciliation.node || !(await confirm(msg("reconciliations-delete-title", { amount }), text, msg("forms-delete")))) return undefined;
  return change({ query: DELETE_RECONCILIATIONS, input: { reconciliationIds: [reconciliation.node.id] }, successMessage: () => msg("reconciliations-deleted", { amount }) });
}

/** @param {import("./ledger.js").Transaction} transaction */
export async function deleteAll(transaction) {
  const { currency } = transaction.account;
  const { edges, totalCount } = transaction.reconciliations;
  const sum = edges.reduce((total, { node }) => total + (node.faulty ? 0 : node.amountCents), 0);
  const name = nameOf(transaction);
  const text = html`<p>${totalCount > edges.length ? msg("reconciliations-all-open", { name }) : msg("reconciliations-sum-open", { amount: moneyText(sum, currency), name })}</p>
    <ul>
      ${edges.slice(0, 8).map(({ node, counterpart }) => html`<li>${msg("reconciliations-amount-of", { amount: moneyText(node.amountCents, currency), item: counterpart ? itemName(counterpart) : msg("reconciliations-a-planned") })}${node.faulty ? ` ${msg("reconciliations-not-counted")}` : nothing}</li>`)}
      ${totalCount > 8 ? html`<li>${msg("reconciliations-and-more", { count: totalCount - 8 })}</li>` : nothing}
    </ul>`;
  if (!(await confirm(msg("reconciliations-delete-all-title", { name: nameOf(transaction) }), text, msg("reconciliations-delete-count", { count: totalCount })))) return undefined;
  return change({
    query: DELETE_RECONCILIATIONS,
    input: { transactionId: transaction.id },
    successMessage: ({ releasedCount }) => msg("reconciliations-all-deleted", { count: releasedCount, name }),
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
  if (!(await confirm(msg("reconciliations-fix-title"), html`<p>${wrong}</p><p>${fix}</p>`, msg("reconciliations-fix"), msg("forms-go-back"), { danger: false }))) return;
  const batches = [];
  for (const step of steps) {
    const payload = await step({});
    if (!payload?.batch) break;
    batches.push(payload.batch.id);
  }
  if (batches.length === steps.length) {
    toast(cents ? msg("reconciliations-fixed", { amount: moneyText(cents, currency), before: moneyText(reconciliation.storedCents, currency) }) : msg("reconciliations-fixed-deleted"), batches);
  } else if (batches.length) toast(msg("reconciliations-fixed-half"), batches);
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
