/** Dialogs: native ones. Esc closes, and so does leaving the screen; the focus goes back to where it was. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("dialog");

let opened = 0;

/**
 * Opens a dialog over the page; one of the same title that is open already stays alone, for whoever presses twice.
 * @template T
 * @param {string} title
 * @param {(dialog: { close: (result?: T) => void, draw: () => void, element: HTMLElement }) => () => unknown} build called once; gives the view
 * @param {{ stays?: boolean, style?: string }} [how] `stays`: neither does close it
 * @returns {Promise<T | undefined>} what it was closed with; undefined when it was left
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
    const view = build({
      close(value) {
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
              : html`<button type="button" class="plain" aria-label="Close" @click=${() => element.close()}>
                  <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
                </button>`}
          </header>
          ${view()}`,
        element,
      );
    draw();
    element.addEventListener("cancel", (event) => stays && event.preventDefault());
    // a browser lets a second Esc through, whatever is said to the first
    element.addEventListener("keydown", (event) => stays && event.key === "Escape" && event.preventDefault());
    element.addEventListener("close", () => {
      shut = true;
      element.remove();
      resolve(result);
    });
    element.showModal();
    /** @type {HTMLElement | null} */ (element.querySelector("[autofocus]"))?.focus();
  });
}

/**
 * Asks before something is done.
 * @param {string} title the question
 * @param {unknown} text what follows from it
 * @param {string} yes what the button does: "Delete 3 reconciliations"
 * @param {string} [no] what the other button does
 * @returns {Promise<boolean>}
 */
export async function confirm(title, text, yes, no = "Leave it as it is") {
  const said = await openDialog(
    title,
    (/** @type {{ close: (yes?: boolean) => void }} */ dialog) => () =>
      html`<div class="dialog-body">${text}</div>
        <footer>
          <button type="button" class="button" @click=${() => dialog.close(false)}>${no}</button>
          <button type="button" class="button main" autofocus @click=${() => dialog.close(true)}>${yes}</button>
        </footer>`,
  );
  return said === true;
}
