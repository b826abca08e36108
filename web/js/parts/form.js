/** A dialog with a form for a mutation; every form of the page uses it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { editing } from "../mutation.js";
import { reload } from "../router.js";
import { msg, texts } from "../texts.js";
import { openDialog } from "./dialog.js";
import { failed } from "./notices.js";
import { stylesheet } from "./stylesheet.js";
import { toast } from "./toast.js";

await stylesheet("field");
await texts("parts");

/** @import { Done, Draft, Mutation, Refusable } from "../../types/document.js" */

/** @typedef {(name: string) => string} Typed what stands in a field */

/**
 * @template Payload, Input
 * @typedef {object} Form
 * @property {string} title
 * @property {Mutation<Payload, Input>} query
 * @property {(typed: Typed, problem: (path: string, text: string) => void) => Draft<NoInfer<Input>>} input
 *   the mutation's input from what was typed; `problem` names the input's path
 * @property {(edit: Edit<Payload>, typed: Typed) => unknown} fields `edit.error(path)` gives each field's error
 * @property {(edit: Edit<Payload>, typed: Typed) => unknown} [preview] shown below the fields, with a dry
 *   run at the start and after typing
 * @property {string | ((preview: Done<NoInfer<Payload>> | null) => string)} save label of the button; "" hides it
 * @property {(payload: Done<NoInfer<Payload>>) => string} successMessage text of the toast
 * @property {(payload: Done<NoInfer<Payload>>) => { text: string, href: string } | undefined} [next] a link in the toast
 * @property {(payload: Done<NoInfer<Payload>>) => Undoes} [undoes] what Undo takes back
 * @property {(payload: Done<NoInfer<Payload>>) => boolean} [irreversible] whether it cannot be undone (domain R25a)
 * @property {(edit: Edit<Payload>) => void} [onOpen] called when it opens, to look things up; `edit.typed()` draws
 * @property {(edit: Edit<Payload>) => string} [disabledReason] why it cannot be saved now
 * @property {() => Promise<boolean>} [confirmBeforeSave] called before saving; false stops it
 * @property {string} [style] "wide" for forms with columns
 * @property {boolean} [danger] whether it deletes or withdraws something: then Cancel is the default
 */

/** @typedef {{ what: string, withdraws: boolean }} Undoes "payment PAY-1001-1, $150.00"; whether Undo withdraws a transaction */

/**
 * @template Payload
 * @typedef {import("../mutation.js").Editing<NoInfer<Payload>>} Edit
 */

/**
 * Open the form; after saving, the screen reloads and a toast offers Undo.
 * @template {Refusable} Payload
 * @template Input
 * @param {Form<Payload, Input>} what
 * @returns {Promise<Done<Payload> | undefined>} the payload, or undefined when nothing was saved
 */
export async function openForm({ title, query, input, fields, preview, save, successMessage, next, undoes, irreversible, onOpen, disabledReason, confirmBeforeSave, style, danger }) {
  return openDialog(
    title,
    (dialog) => {
      /** Return a field's value; "" for an unticked box. Passwords keep their spaces. @param {string} name */
      function typed(name) {
        const field = /** @type {HTMLInputElement | null | undefined} */ (dialog.element.querySelector("form")?.elements.namedItem(name));
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
        if (!does()) return; // Enter submits a form without a button, too
        const form = /** @type {HTMLFormElement} */ (event.currentTarget);
        if (edit.busy || disabledReason?.(edit)) return;
        if (edit.check()) {
          if (confirmBeforeSave && !(await confirmBeforeSave())) return;
          const done = await edit.send();
          if (done) {
            dialog.close(done);
            return finished(successMessage(done), irreversible?.(done) ? undefined : done.batch?.id, undoes?.(done), next?.(done));
          }
          // closed by the browser meanwhile: the outcome is shown all the same
          if (!dialog.element.isConnected) return toast(`${title}: ${[...Object.values(edit.errors), edit.message].join(" ")}`, undefined, true);
        }
        /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid=true]"))?.focus();
      }
      queueMicrotask(() => {
        onOpen?.(edit);
        if (preview) edit.typed();
      });
      return () => {
        const why = disabledReason?.(edit);
        return html`<form class="form" novalidate @input=${edit.typed} @submit=${submit}>
          <div class="dialog-body">
            ${edit.message ? html`<p class="problem" role="alert">${edit.message}</p>` : nothing} ${fields(edit, typed)}
            ${preview ? html`<div class="preview" aria-live="polite">${edit.failure ? failed(edit.failure, edit.typed) : nothing} ${preview(edit, typed)}</div>` : nothing}
          </div>
          <footer>
            <button type="button" class="button ${danger ? "main" : ""}" ?autofocus=${danger} aria-disabled=${edit.busy ? "true" : nothing} @click=${() => dialog.close()}>${msg("parts-cancel")}</button>
            ${does()
              ? html`<button class="button ${danger ? "danger" : "main"}" aria-disabled=${why || edit.busy ? "true" : nothing} title=${why || nothing}>
                  ${edit.busy ? msg("parts-saving") : does()}
                </button>`
              : nothing}
          </footer>
        </form>`;
      };
    },
    { style },
  );
}

/**
 * Run a mutation without a form, such as from a button; errors are shown in a toast.
 * @template {Refusable} Payload
 * @template Input
 * @param {object} what
 * @param {Mutation<Payload, Input>} what.query
 * @param {Draft<NoInfer<Input>>} what.input
 * @param {(payload: Done<NoInfer<Payload>>) => string} what.successMessage
 * @param {(payload: Done<NoInfer<Payload>>) => Undoes} [what.undoes] what Undo takes back
 * @param {boolean} [what.irreversible] whether it cannot be undone (domain R25a)
 * @returns {Promise<Done<Payload> | null>} the payload, or null when nothing was changed
 */
export async function change({ query, input, successMessage, undoes, irreversible }) {
  const edit = editing({ query, input: () => input, draw: () => undefined });
  const payload = await edit.send();
  if (payload) finished(successMessage(payload), irreversible ? undefined : payload.batch?.id, undoes?.(payload));
  else toast(edit.message, undefined, true);
  return payload;
}

/**
 * @param {string} text
 * @param {string} [batchId]
 * @param {Undoes} [undoes]
 * @param {{ text: string, href: string }} [next]
 */
function finished(text, batchId, undoes, next) {
  toast(text, batchId && undoes ? { batchIds: [batchId], ...undoes } : batchId, false, next);
  reload();
}
