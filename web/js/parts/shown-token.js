/** The secret of a token, shown once. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { openDialog } from "./dialog.js";

/**
 * @param {string} name
 * @param {string | null} token null if the response with it was lost
 */
export function showToken(name, token) {
  return openDialog(
    `Token: ${name}`,
    (dialog) => {
      let copyStatus = "";
      async function copy() {
        try {
          await navigator.clipboard.writeText(token ?? "");
          copyStatus = "Copied.";
        } catch {
          copyStatus = "Your browser blocked copying. Select the token and copy it manually.";
        }
        dialog.draw();
      }
      return () => html`<div class="dialog-body">
          ${token
            ? html`<p><b>Copy the token now. It won't be shown again.</b> Only a hash of it is stored.</p>
                <p class="token"><code>${token}</code></p>
                <p>Send it as <code>Authorization: Bearer …</code></p>
                <p role="status">${copyStatus}</p>`
            : html`<p>The secret was made, but the response was lost. Rotate the token to get another.</p>`}
        </div>
        <footer>
          ${token ? html`<button type="button" class="button" autofocus @click=${copy}>Copy</button>` : nothing}
          <button type="button" class="button main" @click=${() => dialog.close()}>${token ? "Done" : "Close"}</button>
        </footer>`;
    },
    { stays: Boolean(token) },
  );
}
