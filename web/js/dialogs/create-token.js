/** Create an API token, then show it once. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { openDialog } from "../parts/dialog.js";
import { selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { permissionBoxes, startFrom, tickedPermissions } from "../parts/permissions.js";
import { raiseToasts } from "../parts/toast.js";
import { CREATE_API_TOKEN, TOKEN_STARTS } from "../queries/access.js";

const LIFETIMES = [
  { value: "30", text: "30 days" },
  { value: "90", text: "90 days" },
  { value: "365", text: "1 year" },
  { value: "", text: "Never" },
];

/** Create a token and show it. */
export async function createToken() {
  const starts = lookup(TOKEN_STARTS, {});
  const templates = () => [...(starts.data?.tokenTemplates ?? []), ...(starts.data?.roles.nodes ?? []).map(({ name, permissions }) => ({ name: `Role: ${name}`, permissions }))];
  const done = await openForm({
    title: "New API token",
    query: CREATE_API_TOKEN,
    onOpen: (edit) => void starts.read(edit.typed),
    input(typed, problem) {
      if (!typed("name")) problem("name", "Enter a name.");
      const permissions = tickedPermissions(typed);
      if (!permissions.length) problem("permissions", "Choose at least one permission.");
      return { name: typed("name"), permissions, expiresInDays: typed("days") ? Number(typed("days")) : undefined };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "Name", error: edit.error("name"), hint: "For example, nightly export.", focus: true })}
      ${startFrom(templates(), "Ticks the fewest permissions that suffice.")}
      ${permissionBoxes({ held: [], error: edit.error("permissions") })}
      ${selectField({ name: "days", label: "Expires after", options: LIFETIMES, value: "90", error: edit.error("expiresInDays") })}
    `,
    save: "Create token",
    successMessage: ({ apiToken }) => `Token ${apiToken.name} created.`,
  });
  if (!done) return;
  const shown = showToken(done.apiToken.name, done.token);
  raiseToasts();
  await shown;
}

/**
 * @param {string} name
 * @param {string | null} token null if the response with it was lost
 */
function showToken(name, token) {
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
            : html`<p>The token was created, but the response was lost. Revoke it and create another.</p>`}
        </div>
        <footer>
          ${token ? html`<button type="button" class="button" autofocus @click=${copy}>Copy</button>` : nothing}
          <button type="button" class="button main" @click=${() => dialog.close()}>${token ? "Done" : "Close"}</button>
        </footer>`;
    },
    { stays: Boolean(token) },
  );
}
