/** A secret that the server made, shown once. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { msg, msgView, texts } from "../texts.js";
import { openDialog } from "./dialog.js";
import { raiseToasts } from "./toast.js";

await texts("parts");

/**
 * Show a secret until its button closes it.
 * @param {object} what
 * @param {string} what.title
 * @param {string | null} what.secret null if the response with it was lost
 * @param {unknown} what.text what to do with it
 * @param {unknown} [what.more] shown below it
 * @param {string} what.lost the text where it was lost
 */
export function showSecret({ title, secret, text, more = nothing, lost }) {
  const shown = openDialog(
    title,
    (dialog) => {
      let copyStatus = "";
      async function copy() {
        try {
          await navigator.clipboard.writeText(secret ?? "");
          copyStatus = msg("parts-copied");
        } catch {
          copyStatus = msg("parts-copy-blocked");
        }
        dialog.draw();
      }
      return () => html`<div class="dialog-body">
          ${secret
            ? html`<p>${text}</p>
                <p class="token"><code>${secret}</code></p>
                ${more}
                <p role="status">${copyStatus}</p>`
            : html`<p>${lost}</p>`}
        </div>
        <footer>
          ${secret ? html`<button type="button" class="button" autofocus @click=${copy}>${msg("parts-copy")}</button>` : nothing}
          <button type="button" class="button main" @click=${() => dialog.close()}>${secret ? msg("parts-done") : msg("parts-close")}</button>
        </footer>`;
    },
    { stays: Boolean(secret) },
  );
  raiseToasts();
  return shown;
}

/**
 * @param {string} name the token's
 * @param {string | null} secret
 */
export const showToken = (name, secret) =>
  showSecret({
    title: msg("parts-token", { name }),
    secret,
    text: html`<b>${msg("parts-copy-token")}</b> ${msg("parts-only-hash")}`,
    more: html`<p>${msgView("parts-send-as", { header: html`<code>Authorization: Bearer …</code>` })}</p>`,
    lost: msg("parts-token-lost"),
  });
