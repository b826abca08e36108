/** A dialog with a form behind which a mutation stands; the pattern for all of them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { editing } from "../mutation.js";
import { reload } from "../router.js";
import { openDialog } from "./dialog.js";
import { stylesheet } from "./stylesheet.js";
import { toast } from "./toast.js";

await stylesheet("field");

/** @typedef {import("../mutation.js").Editing} Editing */

/**
 * @typedef {object} Form
 * @property {string} title
 * @property {string} query the mutation
 * @property {(typed: (name: string) => string, problem: (path: string, text: string) => void) => Record<string, unknown>} input
 *   the mutation's input from what was typed; `problem` names the input's path
 * @property {(edit: Editing, typed: (name: string) => string) => unknown} fields `edit.error(path)` beside each field
 * @property {(edit: Editing, typed: (name: string) => string) => unknown} [preview] shown below the fields; asks for a dry
 *   run at the start and while typing
 * @property {string | ((preview: any) => string)} save what the button says; with "" there is nothing to be done, and no button
 * @property {(payload: any) => string} said what the toast says
 * @property {(payload: any) => { text: string, href: string } | undefined} [next] where one may go on, in the toast
 * @property {(payload: any) => boolean} [lasting] whether it cannot be undone (domain R25a)
 * @property {(edit: Editing) => void} [begin] when it is opened: to read what must be known; `edit.typed()` draws
 * @property {(edit: Editing) => string} [unless] why it cannot be saved as it stands
 * @property {() => Promise<boolean>} [sure] asks before it is saved
 * @property {string} [style] "wide" for what has columns
 */

/**
 * Opens the form; after it was saved the screen reads again and a toast tells it, with Undo.
 * @param {Form} what
 * @returns {Promise<any>} the payload, or undefined when nothing was saved
 */
export async function openForm({ title, query, input, fields, preview, save, said, next, lasting, begin, unless, sure, style }) {
  const payload = await openDialog(
    title,
    (dialog) => {
      /** What stands in a field, a password with its spaces; nothing for a box that is not ticked. @param {string} name */
      function typed(name) {
        const field = /** @type {any} */ (dialog.element.querySelector("form")?.elements.namedItem(name));
        if (!field || (field.type === "checkbox" && !field.checked)) return "";
        return name === "password" ? field.value : field.value.trim();
      }
      const edit = editing({
        query,
        input: (problem) => input(typed, problem),
        draw: dialog.draw,
        previews: Boolean(preview),
      });
      dialog.element.addEventListener("close", edit.stop);
      const does = () => (typeof save === "string" ? save : save(edit.preview));
      /** @param {SubmitEvent} event */
      async function submit(event) {
        event.preventDefault();
        if (!does()) return; // Enter sends a form without a button, too
        const form = /** @type {HTMLFormElement} */ (event.currentTarget);
        if (edit.busy || unless?.(edit)) return;
        if (edit.check()) {
          if (sure && !(await sure())) return;
          const done = await edit.send();
          if (done) return dialog.close(done);
        }
        /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid=true]"))?.focus();
      }
      queueMicrotask(() => {
        begin?.(edit);
        if (preview) edit.typed();
      });
      return () => {
        const why = unless?.(edit);
        return html`<form class="form" novalidate @input=${edit.typed} @submit=${submit}>
          <div class="dialog-body">
            ${edit.message ? html`<p class="problem" role="alert">${edit.message}</p>` : nothing} ${fields(edit, typed)}
            ${preview ? html`<div class="preview" aria-live="polite">${preview(edit, typed)}</div>` : nothing}
          </div>
          <footer>
            <button type="button" class="button" @click=${() => dialog.close()}>Cancel</button>
            ${does()
              ? html`<button class="button main" ?disabled=${edit.busy} aria-disabled=${why ? "true" : nothing} title=${why || nothing}>
                  ${edit.busy ? "Saving…" : does()}
                </button>`
              : nothing}
          </footer>
        </form>`;
      };
    },
    { style },
  );
  if (payload) finished(said(payload), lasting?.(payload) ? undefined : payload.batch?.id, next?.(payload));
  return payload;
}

/**
 * A change without a form, such as a press of a button; what was refused is told in a toast, too.
 * @param {object} what
 * @param {string} what.query the mutation
 * @param {Record<string, unknown>} what.input
 * @param {(payload: any) => string} what.said
 * @param {boolean} [what.lasting] whether it cannot be undone (domain R25a)
 * @returns {Promise<any>} the payload, or null when nothing was changed
 */
export async function change({ query, input, said, lasting }) {
  const edit = editing({ query, input: () => input, draw: () => undefined });
  const payload = await edit.send();
  if (payload) finished(said(payload), lasting ? undefined : payload.batch?.id);
  else toast(edit.message, undefined, true);
  return payload;
}

/**
 * @param {string} text
 * @param {string} [batchId]
 * @param {{ text: string, href: string }} [next]
 */
function finished(text, batchId, next) {
  toast(text, batchId, false, next);
  reload();
}
