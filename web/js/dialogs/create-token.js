/** A new API token: what it is for, what it may do and how long; then the token itself, once. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { openDialog } from "../parts/dialog.js";
import { selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { permissionBoxes, tickedPermissions } from "../parts/permissions.js";
import { CREATE_API_TOKEN } from "../queries/access.js";

const LASTING = [
  { value: "30", text: "30 days" },
  { value: "90", text: "90 days" },
  { value: "365", text: "A year" },
  { value: "", text: "Until it is revoked" },
];

/** Makes a token and shows it. */
export async function createToken() {
  const done = await openForm({
    title: "New API token",
    query: CREATE_API_TOKEN,
    input(typed, problem) {
      if (!typed("name")) problem("name", "Say what it is for.");
      const permissions = tickedPermissions(typed);
      if (!permissions.length) problem("permissions", "Choose what it may do: a token without permissions can do nothing.");
      return { name: typed("name"), permissions, expiresInDays: typed("days") ? Number(typed("days")) : undefined };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "What is it for?", error: edit.error("name"), hint: "Such as: nightly export.", focus: true })}
      ${permissionBoxes({ held: [], error: edit.error("permissions") })}
      ${selectField({ name: "days", label: "Works for", options: LASTING, value: "90", error: edit.error("expiresInDays") })}
    `,
    save: "Create token",
    said: ({ apiToken }) => `Token ${apiToken.name} created.`,
  });
  if (done) await showToken(done.apiToken.name, done.token);
}

/**
 * @param {string} name
 * @param {string | null} token null where the answer that held it was lost on the way
 */
function showToken(name, token) {
  return openDialog(
    `Token: ${name}`,
    (dialog) => {
      let said = "";
      async function copy() {
        try {
          await navigator.clipboard.writeText(token ?? "");
          said = "Copied.";
        } catch {
          said = "The browser did not allow copying: mark it and copy it by hand.";
        }
        dialog.draw();
      }
      return () => html`<div class="dialog-body">
          ${token
            ? html`<p><b>Copy it now: it is shown this once.</b> Only a hash of it is kept.</p>
                <p class="token"><code>${token}</code></p>
                <p>Programs send it as <code>Authorization: Bearer …</code></p>
                <p role="status">${said}</p>`
            : html`<p>The token was made, but the answer that held it was lost on the way. Revoke it, and make another.</p>`}
        </div>
        <footer>
          ${token ? html`<button type="button" class="button" autofocus @click=${copy}>Copy</button>` : nothing}
          <button type="button" class="button main" @click=${() => dialog.close()}>${token ? "I have stored it" : "Close"}</button>
        </footer>`;
    },
    { stays: Boolean(token) },
  );
}
