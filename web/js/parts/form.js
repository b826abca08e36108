/** A dialog with a form behind which a mutation stands; the pattern for all of them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { editing } from "../mutation.js";
import { reload } from "../router.js";
import { openDialog } from "./dialog.js";
import { toast } from "./toast.js";

/**
 * Opens the form; after it was saved the screen reads again and a toast tells it, with Undo.
 * @param {object} what
 * @param {string} what.title
 * @param {string} what.query the mutation
 * @param {(typed: (name: string) => string, problem: (path: string, text: string) => void) => Record<string, unknown>} what.input
 *   the mutation's input from what was typed; `problem` names the input's path
 * @param {(edit: import("../mutation.js").Editing) => unknown} what.fields `edit.error(path)` beside each field
 * @param {(edit: import("../mutation.js").Editing) => unknown} [what.preview] shown below the fields; asks for a dry run at the start and while typing
 * @param {string | ((preview: any) => string)} what.save what the button says; with "" there is nothing to be done, and no button
 * @param {(payload: any) => string} what.said what the toast says
 * @returns {Promise<any>} the payload, or undefined when nothing was saved
 */
export async function openForm({ title, query, input, fields, preview, save, said }) {
  const payload = await openDialog(title, (dialog) => {
    /** @type {HTMLFormElement | null} */
    let form = null;
    const typed = (/** @type {string} */ name) => String(new FormData(form ?? undefined).get(name) ?? "").trim();
    const edit = editing({
      query,
      input: (problem) => input(typed, problem),
      draw: dialog.draw,
      previews: Boolean(preview),
    });
    if (preview) queueMicrotask(edit.typed);
    const does = () => (typeof save === "string" ? save : save(edit.preview));
    /** @param {SubmitEvent} event */
    async function submit(event) {
      event.preventDefault();
      if (!does()) return; // Enter sends a form without a button, too
      form = /** @type {HTMLFormElement} */ (event.currentTarget);
      const done = await edit.send();
      if (done) return dialog.close(done);
      /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid=true]"))?.focus();
    }
    return () => html`<form
      class="form"
      novalidate
      @input=${(/** @type {Event} */ event) => {
        form = /** @type {HTMLFormElement} */ (event.currentTarget);
        edit.typed();
      }}
      @submit=${submit}
    >
      <div class="dialog-body">
        ${edit.message ? html`<p class="problem" role="alert">${edit.message}</p>` : nothing} ${fields(edit)}
        ${preview ? html`<div class="preview" aria-live="polite">${preview(edit)}</div>` : nothing}
      </div>
      <footer>
        <button type="button" class="button" @click=${() => dialog.close()}>Cancel</button>
        ${does() ? html`<button class="button main" ?disabled=${edit.busy}>${edit.busy ? "Saving…" : does()}</button>` : nothing}
      </footer>
    </form>`;
  });
  if (payload) finished(payload, said);
  return payload;
}

/**
 * A change without a form, such as a press of a button; what was refused is told in a toast, too.
 * @param {object} what
 * @param {string} what.query the mutation
 * @param {Record<string, unknown>} what.input
 * @param {(payload: any) => string} what.said
 * @returns {Promise<any>} the payload, or null when nothing was changed
 */
export async function change({ query, input, said }) {
  const edit = editing({ query, input: () => input, draw: () => undefined });
  const payload = await edit.send();
  if (payload) finished(payload, said);
  else toast(edit.message, undefined, true);
  return payload;
}

/**
 * @param {any} payload
 * @param {(payload: any) => string} said
 */
function finished(payload, said) {
  toast(said(payload), payload.batch?.id);
  reload();
}
