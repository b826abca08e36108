/** Reconcile an account: open money to open invoice items, oldest first, with a preview (domain R23). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { RECONCILE_ACCOUNT } from "../queries/recording.js";
import { msg, msgView, texts } from "../texts.js";
import { dateText, words } from "../words.js";

await stylesheet("operations");
await texts("forms", "reconciling");

/** @param {{ kind: string, number: string, date: string }} transaction */
const credit = ({ kind, number, date }) => html`${words(kind)} <span class="number">${number}</span><small>${dateText(date)}</small>`;

/** @param {{ id: string, ownerName: string, currency: string }} account */
export function reconcileAccount({ id, ownerName, currency }) {
  return openForm({
    title: msg("reconciling-title", { owner: ownerName }),
    style: "wide",
    query: RECONCILE_ACCOUNT,
    input: (typed) => ({
      accountId: id,
      kinds: ["PAYMENT", "DEPOSIT", ...(typed("credits") ? ["CREDIT"] : []), ...(typed("cancellations") ? ["CANCELLATION"] : [])],
    }),
    fields: () => html`
      <p class="soft">${msg("reconciling-what")}</p>
      <div class="checks">
        <label><input type="checkbox" name="credits" value="yes" autofocus /> ${msg("reconciling-credits")}</label>
        <label><input type="checkbox" name="cancellations" value="yes" /> ${msg("reconciling-cancellations")}</label>
      </div>
    `,
    preview: ({ preview, fresh }) => {
      if (!fresh) return html`<p class="soft">${msg("reconciling-checking")}</p>`;
      if (!preview) return nothing; // refused
      const { reconciliations, job } = preview;
      const reconciliationCount = job?.reconciliations ?? preview.reconciliationCount;
      if (!reconciliationCount) {
        return html`<p>${msg("reconciling-nothing-why")}</p>`;
      }
      return html`<p>${msgView("reconciling-to-create", { reconciliations: html`<b>${msg("reconciling-count", { count: reconciliationCount })}</b>` })}</p>
        <table class="split">
          <thead><tr><th scope="col">${msg("reconciling-from")}</th><th scope="col">${msg("reconciling-to")}</th><th scope="col" class="amount">${msg("forms-amount")}</th></tr></thead>
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
        ${reconciliationCount > reconciliations.length ? html`<p class="soft">${msg("forms-and-more", { count: reconciliationCount - reconciliations.length })}</p>` : nothing}
        ${job ? html`<p class="soft">${msg("reconciling-much")}</p>` : nothing}`;
    },
    disabledReason: ({ preview, fresh }) => {
      if (!preview || !fresh) return msg("reconciling-still-checking");
      return preview.reconciliationCount ? "" : msg("reconciling-nothing");
    },
    save: msg("reconciling-go"),
    successMessage: ({ reconciliationCount, job }) =>
      job ? msg("reconciling-in-background") : msg("reconciling-created", { count: reconciliationCount }),
    next: ({ job }) => (job ? { text: msg("reconciling-progress"), href: `/jobs/${encodeURIComponent(job.id)}` } : undefined),
  });
}
