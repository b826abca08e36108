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
import { counted } from "../words.js";

await stylesheet("boxes", "job", "operations");

const OTHER_CREDITS = [
  { code: "CREDIT", name: "Credits", does: "Credits with an unapplied amount." },
  { code: "CANCELLATION", name: "Cancellations", does: "Credits from cancelled items." },
];

/** How many of the accounts that are skipped the preview lists; the job's page has more. */
const SHOWN = 5;

/**
 * Preview the job on all accounts and start it on request.
 * @returns {Promise<string | undefined>} the job's id
 */
export function reconcileAll() {
  return openDialog("Reconcile all accounts", (/** @type {import("../parts/dialog.js").Opened<string>} */ dialog) => {
    const kinds = new Set(["PAYMENT", "DEPOSIT"]);
    const families = lookup(ACCOUNTS_TO_RECONCILE, {});
    const edit = editing({ query: RECONCILE_ALL, input: () => ({ kinds: [...kinds] }), draw: dialog.draw, previews: true });
    dialog.element.addEventListener("close", edit.stop);

    async function start() {
      const done = await edit.send();
      if (!done?.job) return;
      if (dialog.element.isConnected) return dialog.close(done.job.id);
      toast("Reconciling all accounts has started.", undefined, false, { text: "View progress", href: `/jobs/${encodeURIComponent(done.job.id)}` });
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
          <p><b>We recommend reconciling one account at a time</b>, so that you can look at what was matched: open an account and choose Reconcile account.</p>
          <p>
            All accounts at once links unreconciled payments and deposits to unreconciled invoice items, oldest to newest, and within an
            invoice from the first item to the last. It won't necessarily match an invoice and a payment of the same day: the money goes
            to the oldest unreconciled invoice first.
          </p>
          <fieldset class="boxes">
            <legend>Also include</legend>
            ${OTHER_CREDITS.map(
              ({ code, name, does }, index) => html`<label class="box">
                <input type="checkbox" ?autofocus=${!index} @change=${(/** @type {Event} */ event) => choose(code, /** @type {HTMLInputElement} */ (event.target).checked)} />
                <span><b>${name}</b> <small>${does}</small></span>
              </label>`,
            )}
          </fieldset>
          <div class="preview" aria-live="polite" aria-busy=${!job && !edit.message && !edit.failure}>${outcome(edit, job, again)}</div>
          ${edit.failure || (job && !job.reconciliations) ? nothing : whenKnown(families, "the accounts", () => families.read(dialog.draw), familiesView)}
        </div>
        <footer>
          <button type="button" class="button" @click=${() => dialog.close()}>Cancel</button>
          <button type="button" class="button main" aria-disabled=${job?.reconciliations && !edit.busy ? nothing : "true"} @click=${() => job?.reconciliations && !edit.busy && start()}>
            ${edit.busy ? "Starting…" : job?.reconciliations ? `Create ${counted(job.reconciliations, "reconciliation")}` : "Reconcile all accounts"}
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
  return html`<section class="families" aria-label="Accounts">
    <h3>${counted(both.length, "account")} ${both.length === 1 ? "has" : "have"} both unapplied money and something due</h3>
    <div tabindex="0" role="group" aria-label="Accounts with unapplied money and something due">
      <table class="split">
        <thead><tr><th scope="col">Account</th><th scope="col" class="amount">Unapplied</th><th scope="col" class="amount">Due</th></tr></thead>
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
    ${pageInfo.hasNextPage ? html`<p class="soft">These are the accounts with the most unapplied money; there are more.</p>` : nothing}
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
  if (!job) return html`<p>Checking all accounts. Nothing is saved yet…</p><progress aria-label="Checking all accounts"></progress>`;
  if (!job.reconciliations && !job.errorCount) return html`<p>Nothing to reconcile: no account has both unapplied money and an open invoice item.</p>`;
  return html`<dl>
      <div><dt>Accounts checked</dt><dd>${numberText(job.total)}</dd></div>
      <div><dt>Reconciliations to create</dt><dd>${numberText(job.reconciliations)}</dd></div>
      <div><dt>Total amount</dt><dd>${amountsView(job.amounts)}</dd></div>
    </dl>
    ${job.errorCount
      ? html`<p class="problem">${counted(job.errorCount, "account")} can't be reconciled and will be skipped${job.errorCount > SHOWN ? `, such as the first ${SHOWN}` : ""}:</p>
          ${leftAccounts(job.errors.slice(0, SHOWN))}`
      : nothing}
    <p class="soft">You can cancel it while it runs, and undo it afterwards.</p>`;
}
