/** The secret of a token, shown once. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { msg, msgView, texts } from "../texts.js";
import { openDialog } from "./dialog.js";

await texts("parts");

/**
 * @param {string} name
 * @param {string | null} token null if the response with it was lost
 */
export function showToken(name, token) {
  return openDialog(
    msg("parts-token", { name }),
    (dialog) => {
      let copyStatus = "";
      async function copy() {
        try {
          await navigator.clipboard.writeText(token ?? "");
          copyStatus = msg("parts-copied");
        } catch {
          copyStatus = msg("parts-copy-blocked");
        }
        dialog.draw();
      }
      return () => html`<div class="dialog-body">
          ${token
            ? html`<p><b>${msg("parts-copy-token")}</b> ${msg("parts-only-hash")}</p>
                <p class="token"><code>${token}</code></p>
                <p>${msgView("parts-send-as", { header: html`<code>Authorization: Bearer …</code>` })}</p>
                <p role="status">${copyStatus}</p>`
            : html`<p>${msg("parts-token-lost")}</p>`}
        </div>
        <footer>
          ${token ? html`<button type="button" class="button" autofocus @click=${copy}>${msg("parts-copy")}</button>` : nothing}
          <button type="button" class="button main" @click=${() => dialog.close()}>${token ? msg("parts-done") : msg("parts-close")}</button>
        </footer>`;
    },
    { stays: Boolean(token) },
  );
}
