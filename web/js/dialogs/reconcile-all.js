/** Reconcile all accounts: the advice to go one by one, what it would come to, then the job. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { amountsView } from "../job-words.js";
import { editing } from "../mutation.js";
import { openDialog } from "../parts/dialog.js";
import { stylesheet } from "../parts/stylesheet.js";
import { RECONCILE_ALL } from "../queries/jobs.js";
import { counted } from "../words.js";

await stylesheet("boxes", "job");

const OTHER_CREDITS = [
  { code: "CREDIT", name: "Credits", does: "Credit memos that are not used up." },
  { code: "CANCELLATION", name: "Cancellations", does: "What cancelled items gave back to an account." },
];

/**
 * Tries it on all accounts, storing nothing, and starts the job when asked to.
 * @returns {Promise<string | undefined>} the job's id
 */
export function reconcileAll() {
  return openDialog("Reconcile all accounts", (/** @type {{ close: (id?: string) => void, draw: () => void, element: HTMLElement }} */ dialog) => {
    const kinds = new Set(["PAYMENT", "DEPOSIT"]);
    const edit = editing({ query: RECONCILE_ALL, input: () => ({ kinds: [...kinds] }), draw: dialog.draw, previews: true });
    dialog.element.addEventListener("close", edit.stop);

    async function start() {
      const done = await edit.send();
      if (done) dialog.close(done.job.id);
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
    }

    queueMicrotask(again); // once the dialog is there to be drawn
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
            <legend>Also use</legend>
            ${OTHER_CREDITS.map(
              ({ code, name, does }, index) => html`<label class="box">
                <input type="checkbox" ?autofocus=${!index} @change=${(/** @type {Event} */ event) => choose(code, /** @type {HTMLInputElement} */ (event.target).checked)} />
                <span><b>${name}</b> <small>${does}</small></span>
              </label>`,
            )}
          </fieldset>
          <div class="preview" aria-live="polite" aria-busy=${!job && !edit.message}>${outcome(edit, job, again)}</div>
        </div>
        <footer>
          <button type="button" class="button" @click=${() => dialog.close()}>Cancel</button>
          <button type="button" class="button main" ?disabled=${edit.busy} aria-disabled=${job?.reconciliations ? nothing : "true"} @click=${() => job?.reconciliations && start()}>
            ${edit.busy ? "Starting…" : job?.reconciliations ? `Make ${counted(job.reconciliations, "reconciliation")}` : "Reconcile all accounts"}
          </button>
        </footer>`;
    };
  });
}

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {any} job as it would have ended
 * @param {() => void} again
 */
function outcome(edit, job, again) {
  if (edit.message) {
    return html`<p class="problem" role="alert">${edit.message}</p>
      <button type="button" class="button" @click=${again}>Try again</button>`;
  }
  if (!job) return html`<p>Going through all accounts to see what it would come to. Nothing is stored yet…</p><progress aria-label="Going through all accounts"></progress>`;
  if (!job.reconciliations && !job.errorCount) return html`<p>There is nothing to reconcile: no account has money that is not used beside an open invoice item.</p>`;
  return html`<dl>
      <div><dt>Accounts gone through</dt><dd>${job.total.toLocaleString()}</dd></div>
      <div><dt>Reconciliations to be made</dt><dd>${job.reconciliations.toLocaleString()}</dd></div>
      <div><dt>They come to</dt><dd>${amountsView(job.amounts)}</dd></div>
    </dl>
    ${job.errorCount
      ? html`<p class="problem">${counted(job.errorCount, "account")} cannot be reconciled and would be left as ${job.errorCount === 1 ? "it is" : "they are"}:
          ${job.errors.slice(0, 5).map((/** @type {any} */ error) => html`<br />${error.account.ownerName}: ${error.message}`)}</p>`
      : nothing}
    <p class="soft">It can be cancelled while it is at work, and undone afterwards.</p>`;
}
