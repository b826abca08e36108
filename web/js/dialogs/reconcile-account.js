/** Reconciling an account: open money to open invoice items, oldest first; first shown, then done (domain R23). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { RECONCILE_ACCOUNT } from "../queries/recording.js";
import { counted, dateText, words } from "../words.js";

await stylesheet("operations");

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
      <p class="soft">Open payments and deposits go to open invoice items, the oldest first. Nothing is done before you say so.</p>
      <div class="checks">
        <label><input type="checkbox" name="credits" value="yes" autofocus /> Use open credits, too</label>
        <label><input type="checkbox" name="cancellations" value="yes" /> Use cancellations, too</label>
      </div>
    `,
    preview: ({ preview, fresh }) => {
      if (!preview || !fresh) return html`<p class="soft">Looking what would be reconciled…</p>`;
      const { reconciliations, reconciliationCount } = preview;
      if (!reconciliationCount) {
        return html`<p>Nothing can be reconciled: there is no open money, or nothing open that it could pay.</p>`;
      }
      return html`<p><b>${counted(reconciliationCount, "reconciliation")}</b> would be made:</p>
        <table class="split">
          <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col" class="amount">Amount</th></tr></thead>
          <tbody>
            ${reconciliations.map(
              (/** @type {any} */ { amountCents, creditItem, debitItem }) => html`<tr>
                <td>${words(creditItem.transaction.kind)} <span class="number">${creditItem.transaction.number}</span><small>${dateText(creditItem.transaction.date)}</small></td>
                <td>${debitItem.description}<small><span class="number">${debitItem.transaction.number}</span>, ${dateText(debitItem.transaction.date)}</small></td>
                <td class="amount">${moneyText(amountCents, currency)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
        ${reconciliationCount > reconciliations.length ? html`<p class="soft">and ${reconciliationCount - reconciliations.length} more</p>` : nothing}`;
    },
    unless: ({ preview, fresh }) => {
      if (!preview || !fresh) return "First it is looked what would be reconciled.";
      return preview.reconciliationCount ? "" : "There is nothing to reconcile.";
    },
    save: "Reconcile",
    said: ({ reconciliationCount }) => `${counted(reconciliationCount, "reconciliation")} made.`,
  });
}
