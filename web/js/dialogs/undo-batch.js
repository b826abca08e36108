/** Taking a batch back: what would be undone, or what stands in the way, before anything is. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { amountsView } from "../job-words.js";
import { editing } from "../mutation.js";
import { openDialog } from "../parts/dialog.js";
import { inWords, wayToLater } from "../parts/refused-undo.js";
import { stylesheet } from "../parts/stylesheet.js";
import { undo } from "../parts/toast.js";
import { TRY_UNDO } from "../queries/undo.js";
import { may } from "../session.js";

await stylesheet("activity");

/**
 * Tries the undo, asks, and does it.
 * @param {string} batchId
 * @param {string} what "what the job did"
 * @param {{ changes?: unknown, account?: string }} [more] the changes in words; whose activity to look at when it is refused
 */
export async function undoBatch(batchId, what, { changes = nothing, account } = {}) {
  const yes = await openDialog(`Undo ${what}?`, (/** @type {{ close: (yes?: boolean) => void, draw: () => void, element: HTMLElement }} */ dialog) => {
    const edit = editing({ query: TRY_UNDO, input: () => ({ batchId }), draw: dialog.draw, previews: true });
    dialog.element.addEventListener("close", edit.stop);
    queueMicrotask(edit.typed); // once the dialog is there to be drawn
    return () => html`<div class="dialog-body">
        ${changes}
        <div class="preview" aria-live="polite" aria-busy=${!edit.preview && !edit.message}>
          ${edit.message ? refusal(edit, account, () => dialog.close(false)) : edit.preview ? outcome(edit.preview) : html`<p>Looking whether it can be undone…</p>`}
        </div>
      </div>
      <footer>
        <button type="button" class="button" @click=${() => dialog.close(false)}>Leave it as it is</button>
        <button type="button" class="button main" autofocus aria-disabled=${edit.preview ? nothing : "true"} @click=${() => edit.preview && dialog.close(true)}>Undo it</button>
      </footer>`;
  });
  if (yes) await undo(batchId);
}

/** @param {{ job: any }} preview */
const outcome = ({ job }) =>
  job
    ? html`<dl>
          <div><dt>Accounts to be set back</dt><dd>${job.total.toLocaleString()}</dd></div>
          <div><dt>Reconciliations to be ended or made again</dt><dd>${job.reconciliations.toLocaleString()}</dd></div>
          <div><dt>They come to</dt><dd>${amountsView(job.amounts)}</dd></div>
          ${job.errorCount ? html`<div><dt>Accounts that cannot be set back</dt><dd>${job.errorCount.toLocaleString()}</dd></div>` : nothing}
        </dl>
        <p class="soft">It takes a while, and is done account by account.</p>`
    : html`<p>It can be undone: nothing later builds on it. Numbers of what it recorded stay used.</p>`;

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {string | undefined} account its number
 * @param {() => void} close
 */
function refusal({ message, refusals }, account, close) {
  const log = account ? { text: `See what was done on account ${account}`, href: `/activity?account=${encodeURIComponent(account)}` } : { text: "See what was done", href: "/activity" };
  const { text, href } = wayToLater(refusals) ?? log;
  return html`<p class="problem" role="alert">${inWords(message)}</p>
    ${may("MANAGE_ACCESS") ? html`<p><a @click=${close} href=${href}>${text}</a></p>` : nothing}`;
}
