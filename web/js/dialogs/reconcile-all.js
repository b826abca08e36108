/** Reconcile all accounts: the recommendation, a preview, then the job. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { amountsView } from "../job-words.js";
import { numberText } from "../locale.js";
import { editing } from "../mutation.js";
import { moneyText } from "../money.js";
import { openDialog } from "../parts/dialog.js";
import { leftAccounts } from "../parts/left-accounts.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { failed } from "../parts/notices.js";
import { stylesheet } from "../parts/stylesheet.js";
import { toast } from "../parts/toast.js";
import { ACCOUNTS_TO_RECONCILE, RECONCILE_ALL } from "../queries/jobs.js";
import { msg, msgView, texts } from "../texts.js";

await stylesheet("boxes", "job", "operations");
await texts("forms", "parts", "reconciling");

const OTHER_CREDITS = [
  { code: "CREDIT", name: msg("reconciling-kind-credits"), does: msg("reconciling-credits-are") },
  { code: "CANCELLATION", name: msg("reconciling-kind-cancellations"), does: msg("reconciling-cancellations-are") },
];

/** How many of the accounts that are skipped the preview lists; the job's page has more. */
const SHOWN = 5;

/**
 * Preview the job on all accounts and start it on request.
 * @returns {Promise<string | undefined>} the job's id
 */
export function reconcileAll() {
  return openDialog(msg("reconciling-all"), (/** @type {import("../parts/dialog.js").Opened<string>} */ dialog) => {
    const kinds = new Set(["PAYMENT", "DEPOSIT"]);
    const families = lookup(ACCOUNTS_TO_RECONCILE, {});
    const edit = editing({ query: RECONCILE_ALL, input: () => ({ kinds: [...kinds] }), draw: dialog.draw, previews: true });
    dialog.element.addEventListener("close", edit.stop);

    async function start() {
      const done = await edit.send();
      if (!done?.job) return;
      if (dialog.element.isConnected) return dialog.close(done.job.id);
      toast(msg("reconciling-started"), undefined, false, { text: msg("reconciling-progress"), href: `/jobs/${encodeURIComponent(done.job.id)}` });
    }

    /**
     * @param {string} kind
     * @param {boolean} ticked
     */
    function choose(kind, ticked) {
      if (ticked) kinds.add(kind);
      else kinds.delete(kind);
      again();
    }

    function again() {
      edit.preview = null;
      edit.typed();
      if (families.failure) families.read(dialog.draw);
    }

    queueMicrotask(() => {
      again(); // once the dialog exists
      families.read(dialog.draw);
    });
    return () => {
      const job = edit.preview?.job;
      return html`<div class="dialog-body">
          <p>${msgView("reconciling-recommend", { advice: html`<b>${msg("reconciling-advice")}</b>` })}</p>
          <p>
            ${msg("reconciling-all-what")}
          </p>
          <fieldset class="boxes">
            <legend>${msg("reconciling-also")}</legend>
            ${OTHER_CREDITS.map(
              ({ code, name, does }, index) => html`<label class="box">
                <input type="checkbox" ?autofocus=${!index} @change=${(/** @type {Event} */ event) => choose(code, /** @type {HTMLInputElement} */ (event.target).checked)} />
                <span><b>${name}</b> <small>${does}</small></span>
              </label>`,
            )}
          </fieldset>
          <div class="preview" aria-live="polite" aria-busy=${!job && !edit.message && !edit.failure}>${outcome(edit, job, again)}</div>
          ${edit.failure || (job && !job.reconciliations) ? nothing : whenKnown(families, msg("forms-the-accounts"), () => families.read(dialog.draw), familiesView)}
        </div>
        <footer>
          <button type="button" class="button" @click=${() => dialog.close()}>${msg("parts-cancel")}</button>
          <button type="button" class="button main" aria-disabled=${job?.reconciliations && !edit.busy ? nothing : "true"} @click=${() => job?.reconciliations && !edit.busy && start()}>
            ${edit.busy ? msg("reconciling-starting") : job?.reconciliations ? msg("reconciling-create", { count: job.reconciliations }) : msg("reconciling-all")}
          </button>
        </footer>`;
    };
  }, { style: "wide" });
}

/**
 * Whose money is reconciled: the accounts with both unapplied money and something due.
 * @param {import("../queries/jobs.js").AccountsToReconcile} data
 */
function familiesView({ accounts: { nodes, pageInfo } }) {
  const both = nodes.filter((each) => each.unreconciledDebitCents && each.unreconciledCreditCents);
  if (!both.length) return nothing;
  return html`<section class="families" aria-label=${msg("reconciling-accounts")}>
    <h3>${msg("reconciling-both", { count: both.length })}</h3>
    <div tabindex="0" role="group" aria-label=${msg("reconciling-both-label")}>
      <table class="split">
        <thead><tr><th scope="col">${msg("forms-account")}</th><th scope="col" class="amount">${msg("forms-unapplied")}</th><th scope="col" class="amount">${msg("reconciling-due")}</th></tr></thead>
        <tbody>
          ${both.map(
            ({ number, ownerName, currency, unreconciledCreditCents, unreconciledDebitCents }) => html`<tr>
              <th scope="row">${ownerName} <small class="number">${number}</small></th>
              <td class="amount">${moneyText(unreconciledCreditCents, currency)}</td>
              <td class="amount">${moneyText(unreconciledDebitCents, currency)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${pageInfo.hasNextPage ? html`<p class="soft">${msg("reconciling-most")}</p>` : nothing}
  </section>`;
}

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {import("../queries/jobs.js").ReconcileAllAccounts_reconcileAllAccounts_job | null | undefined} job as previewed
 * @param {() => void} again
 */
function outcome(edit, job, again) {
  if (edit.failure) return failed(edit.failure, again);
  if (edit.message) return html`<p class="problem" role="alert">${edit.message}</p>`;
  if (!job) return html`<p>${msg("reconciling-checking-all")}</p><progress aria-label=${msg("reconciling-checking-label")}></progress>`;
  if (!job.reconciliations && !job.errorCount) return html`<p>${msg("reconciling-all-nothing")}</p>`;
  return html`<dl>
      <div><dt>${msg("reconciling-checked")}</dt><dd>${numberText(job.total)}</dd></div>
      <div><dt>${msg("reconciling-creates")}</dt><dd>${numberText(job.reconciliations)}</dd></div>
      <div><dt>${msg("reconciling-total")}</dt><dd>${amountsView(job.amounts)}</dd></div>
    </dl>
    ${job.errorCount
      ? html`<p class="problem">${job.errorCount > SHOWN ? msg("reconciling-skipped-first", { count: job.errorCount, shown: SHOWN }) : msg("reconciling-skipped", { count: job.errorCount })}</p>
          ${leftAccounts(job.errors.slice(0, SHOWN))}`
      : nothing}
    <p class="soft">${msg("reconciling-can-cancel")}</p>`;
}
