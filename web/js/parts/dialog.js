/**
 * Native dialogs. Esc and leaving the screen close them, but not while something is being saved, and not unasked when
 * they hold input. The focus returns to where it was.
 */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { focusPlace } from "../place.js";
import { msg, texts } from "../texts.js";
import { holdInput, isSaving } from "../unsaved.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("dialog");
await texts("parts");

let opened = 0;

/**
 * @template Result
 * @typedef {object} Opened
 * @property {(result?: Result) => void} close without a result, as Cancel does, only while nothing is being saved
 * @property {() => void} draw
 * @property {HTMLElement} element
 */

/**
 * Open a dialog over the page; if one with this title is open already, do nothing.
 * @template T
 * @param {string} title
 * @param {(dialog: Opened<T>) => () => unknown} build called once; returns the view
 * @param {{ stays?: boolean, style?: string }} [how] `stays`: neither Esc nor leaving closes it
 * @returns {Promise<T | undefined>} what it was closed with; undefined if it was dismissed
 */
export function openDialog(title, build, { stays = false, style = "" } = {}) {
  if ([...document.querySelectorAll("dialog[open] > header > h2")].some((heading) => heading.textContent === title)) return Promise.resolve(undefined);
  const element = document.createElement("dialog");
  const id = `dialog-${++opened}`;
  element.className = `dialog ${style} ${stays ? "stays" : ""}`;
  element.setAttribute("aria-labelledby", id);
  document.body.append(element);
  return new Promise((resolve) => {
    /** @type {T | undefined} */
    let result;
    let shut = false;
    const holds = inputOf(element);
    const letGo = stays ? () => undefined : holdInput({ holds, discard: () => element.close() });

    async function dismiss() {
      const isCovered = [...document.querySelectorAll("dialog[open]")].at(-1) !== element; // by the question
      if (stays || isCovered || isSaving()) return;
      if (!holds() || (await askToDiscard())) element.close();
    }
    const view = build({
      close(value) {
        if (value === undefined && !stays && isSaving()) return; // cancelled
        result = value;
        element.close();
      },
      draw: () => shut || draw(),
      element,
    });
    const draw = () =>
      render(
        html`<header>
            <h2 id=${id}>${title}</h2>
            ${stays
              ? nothing
              : html`<button type="button" class="plain" aria-label=${msg("parts-close")} @click=${dismiss}>
                  <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
                </button>`}
          </header>
          ${view()}`,
        element,
      );
    draw();
    /** @param {Event} event */
    function escaped(event) {
      event.preventDefault();
      dismiss();
    }
    element.addEventListener("cancel", (event) => event.target === element && escaped(event));
    // browsers let a second Esc through even if the first is prevented
    element.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && escaped(event));
    // Enter that opened the dialog and is still held down saves nothing in it
    element.addEventListener("keydown", (event) => event.key === "Enter" && event.repeat && event.preventDefault());
    element.addEventListener("close", () => {
      shut = true;
      letGo();
      element.remove();
      resolve(result);
      if (document.activeElement === document.body) focusPlace();
    });
    element.showModal();
    /** @type {HTMLElement | null} */ (element.querySelector("[autofocus]"))?.focus();
  });
}

/**
 * Watch a dialog; return whether it holds something typed or chosen. A search holds nothing.
 * @param {HTMLDialogElement} element
 * @returns {() => boolean}
 */
function inputOf(element) {
  let touched = false;
  element.addEventListener("input", () => (touched = true));
  element.addEventListener("click", ({ target }) => (touched ||= /** @type {Element} */ (target).closest(".dialog-body button") !== null));
  /** @type {() => NodeListOf<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>} */
  const fields = () => element.querySelectorAll("input, select, textarea");
  return () => touched && element.open && [...fields()].some(differs);
}

/** Whether a field differs from what stood in it at first. @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field */
function differs(field) {
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max([...field.options].findIndex((each) => each.defaultSelected), 0);
  if (field.type === "checkbox" || field.type === "radio") return /** @type {HTMLInputElement} */ (field).checked !== /** @type {HTMLInputElement} */ (field).defaultChecked;
  return field.type !== "search" && field.value !== field.defaultValue;
}

/** Ask whether to discard what was typed. */
export const askToDiscard = () => confirm(msg("parts-discard-title"), html`<p>${msg("parts-discard-text")}</p>`, msg("parts-discard"), msg("parts-keep-editing"));

/**
 * Ask for confirmation. If it deletes or withdraws something, the safe choice has the focus and the primary colour, and
 * the other the colour of danger.
 * @param {string} title the question
 * @param {unknown} text the consequences
 * @param {string} yes label of the confirming button: "Delete 3 reconciliations"
 * @param {string} [no] label of the other button
 * @param {{ danger?: boolean }} [how]
 * @returns {Promise<boolean>}
 */
export async function confirm(title, text, yes, no = msg("parts-go-back"), { danger = true } = {}) {
  const answer = await openDialog(
    title,
    (/** @type {Opened<boolean>} */ dialog) => () =>
      html`<div class="dialog-body">${text}</div>
        <footer>
          <button type="button" class="button ${danger ? "main" : ""}" ?autofocus=${danger} @click=${() => dialog.close(false)}>${no}</button>
          <button type="button" class="button ${danger ? "danger" : "main"}" ?autofocus=${!danger} @click=${() => dialog.close(true)}>${yes}</button>
        </footer>`,
  );
  return answer === true;
}
