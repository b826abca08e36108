/** The choice of the page's language, for this browser. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { chooseLanguage, chosenLanguage } from "../locale.js";
import { openDialog } from "../parts/dialog.js";
import { selectField } from "../parts/field.js";
import { msg, texts } from "../texts.js";
import { mayLeave } from "../unsaved.js";

await texts("parts");

/** Each language by its own name, so that nobody is lost in a foreign one. */
const LANGUAGES = [
  { value: "", text: msg("shell-language-browser") },
  { value: "en", text: "English" },
  { value: "fr-CA", text: "Français" },
];

/** Ask for a language; the page is loaded again in it. */
export function showLanguage() {
  return openDialog(msg("shell-language-title"), (dialog) => {
    /** @param {SubmitEvent} event */
    async function submit(event) {
      event.preventDefault();
      const language = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("language"));
      dialog.close();
      if (!(await mayLeave())) return;
      chooseLanguage(language);
      location.reload();
    }
    return () => html`<form class="form" @submit=${submit}>
      <div class="dialog-body">
        ${selectField({ name: "language", label: msg("shell-language-title"), options: LANGUAGES, value: chosenLanguage(), hint: msg("shell-language-hint"), focus: true })}
      </div>
      <footer>
        <button type="button" class="button" @click=${() => dialog.close()}>${msg("parts-cancel")}</button>
        <button class="button main">${msg("shell-language-save")}</button>
      </footer>
    </form>`;
  });
}
