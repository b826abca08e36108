/** Reconcile an account: open money to open invoice items, oldest first, with a preview (domain R23). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { numberText } from "../locale.js";
import { moneyText } from "../money.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { RECONCILE_ACCOUNT } from "../queries/recording.js";
import { counted, dateText, words } from "../words.js";

await stylesheet("operations");

/** @param {{ kind: string, number: string, date: string }} transaction */
const credit = ({ kind, number, date }) => html`${words(kind)} <span class="number">${number}</span><small>${dateText(date)}</small>`;

/** @param {{ id: string, ownerName: string, currency: string }} account */
export function reconcileAccount({ id, ownerName, currency }) {
  return openForm({
    title: `Reconcile account: ${ownerName}`,
    style: "wide",
    query: RECONCILE_ACCOUNT,
    input: (typed) => ({
      accountId: id,
      kinds: ["PAYMENT", "DEPOSIT", ...(typed("credits") ? ["CREDIT"] : []), ...(typed("cancellations") ? ["CANCELLATION"] : [])],
    }),
    fields: () => html`
      <p class="soft">Applies open payments and deposits to open invoice items, oldest first. Nothing is saved until you choose Reconcile.</p>
      <div class="checks">
        <label><input type="checkbox" name="credits" value="yes" autofocus /> Include open credits</label>
        <label><input type="checkbox" name="cancellations" value="yes" /> Include cancellations</label>
      </div>
    `,
    preview: ({ preview, fresh }) => {
      if (!preview || !fresh) return html`<p class="soft">Checking what can be reconciled…</p>`;
      const { reconciliations, job } = preview;
      const reconciliationCount = job?.reconciliations ?? preview.reconciliationCount;
      if (!reconciliationCount) {
        return html`<p>Nothing to reconcile: there is no unapplied money, or no open item to apply it to.</p>`;
      }
      return html`<p><b>${counted(reconciliationCount, "reconciliation")}</b> to create:</p>
        <table class="split">
          <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col" class="amount">Amount</th></tr></thead>
          <tbody>
            ${reconciliations.map(
              ({ amountCents, creditItem, debitItem }) => html`<tr>
                <td>${creditItem ? credit(creditItem.transaction) : nothing}</td>
                <td>${debitItem.description}<small><span class="number">${debitItem.transaction.number}</span>, ${dateText(debitItem.transaction.date)}</small></td>
                <td class="amount">${moneyText(amountCents, currency)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
        ${reconciliationCount > reconciliations.length ? html`<p class="soft">and ${numberText(reconciliationCount - reconciliations.length)} more</p>` : nothing}
        ${job ? html`<p class="soft">This is much for one account: it runs in the background and may take a while.</p>` : nothing}`;
    },
    disabledReason: ({ preview, fresh }) => {
      if (!preview || !fresh) return "Checking what can be reconciled.";
      return preview.reconciliationCount ? "" : "Nothing to reconcile.";
    },
    save: "Reconcile",
    successMessage: ({ reconciliationCount, job }) =>
      job ? "Reconciling goes on in the background." : `${counted(reconciliationCount, "reconciliation")} created.`,
    next: ({ job }) => (job ? { text: "View progress", href: `/jobs/${encodeURIComponent(job.id)}` } : undefined),
  });
}
