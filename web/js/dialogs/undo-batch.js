/** Undo a batch, with a preview of what is undone or why it cannot be. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { amountsView } from "../job-words.js";
import { numberText } from "../locale.js";
import { editing } from "../mutation.js";
import { openDialog } from "../parts/dialog.js";
import { leftAccounts } from "../parts/left-accounts.js";
import { failed } from "../parts/notices.js";
import { inWords, wayToLater } from "../parts/refused-undo.js";
import { stylesheet } from "../parts/stylesheet.js";
import { undo } from "../parts/toast.js";
import { TRY_UNDO } from "../queries/undo.js";
import { may } from "../session.js";
import { msg, texts } from "../texts.js";

await stylesheet("activity");
await texts("forms", "mending");

/**
 * Preview the undo, ask, and run it.
 * @param {string} batchId
 * @param {string} what "what the job did"
 * @param {{ changes?: unknown, account?: string }} [more] a description of the changes; the account whose activity to show if it is refused
 */
export async function undoBatch(batchId, what, { changes = nothing, account } = {}) {
  const yes = await openDialog(msg("mending-undo-title", { what }), (/** @type {import("../parts/dialog.js").Opened<boolean>} */ dialog) => {
    const edit = editing({ query: TRY_UNDO, input: () => ({ batchId }), draw: dialog.draw, previews: true });
    dialog.element.addEventListener("close", edit.stop);
    queueMicrotask(edit.typed); // once the dialog exists
    return () => html`<div class="dialog-body">
        ${changes}
        <div class="preview" aria-live="polite" aria-busy=${!edit.preview && !edit.message && !edit.failure}>
          ${edit.failure ? failed(edit.failure, edit.typed) : edit.message ? refusal(edit, account, () => dialog.close(false)) : edit.preview ? outcome(edit.preview) : html`<p>${msg("mending-undo-checking")}</p>`}
        </div>
      </div>
      <footer>
        <button type="button" class="button main" autofocus @click=${() => dialog.close(false)}>${msg("forms-go-back")}</button>
        <button type="button" class="button danger" aria-disabled=${edit.preview ? nothing : "true"} @click=${() => edit.preview && dialog.close(true)}>${msg("mending-undo")}</button>
      </footer>`;
  });
  if (yes) await undo({ batchIds: [batchId], what, withdraws: true });
}

/** @param {{ job: import("../queries/undo.js").TryUndo_undoBatch_job | null, accountErrors: import("../queries/undo.js").TryUndo_undoBatch_accountErrors[] }} preview */
const outcome = ({ job, accountErrors }) => html`${whatHappens(job, accountErrors.length)} ${leftAccounts(accountErrors, inWords)}`;

/**
 * @param {import("../queries/undo.js").TryUndo_undoBatch_job | null} job
 * @param {number} left how many accounts stay as they are
 */
const whatHappens = (job, left) =>
  job
    ? html`<dl>
          <div><dt>${msg("mending-accounts-to-revert")}</dt><dd>${numberText(job.total)}</dd></div>
          <div><dt>${msg("mending-reconciliations-to-revert")}</dt><dd>${numberText(job.reconciliations)}</dd></div>
          <div><dt>${msg("mending-total-amount")}</dt><dd>${amountsView(job.amounts)}</dd></div>
          ${job.errorCount ? html`<div><dt>${msg("mending-accounts-left")}</dt><dd>${numberText(job.errorCount)}</dd></div>` : nothing}
        </dl>
        <p class="soft">${msg("mending-by-account")}</p>`
    : left
      ? html`<p>${msg("mending-undo-but", { count: left })}</p>`
      : html`<p>${msg("mending-undo-fine")}</p>`;

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {string | undefined} account its number
 * @param {() => void} close
 */
function refusal({ message, refusals }, account, close) {
  const log = account ? { text: msg("mending-view-activity-of", { account }), href: `/activity?account=${encodeURIComponent(account)}` } : { text: msg("mending-view-activity"), href: "/activity" };
  const { text, href } = wayToLater(refusals) ?? log;
  return html`<p class="problem" role="alert">${inWords(message)}</p>
    ${may("MANAGE_ACCESS") ? html`<p><a @click=${close} href=${href}>${text}</a></p>` : nothing}`;
}
