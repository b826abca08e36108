/** Edit a user: name, permissions, whether they may sign in, and a new password. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { permissionBoxes, tickedPermissions } from "../parts/permissions.js";
import { UPDATE_USER } from "../queries/access.js";
import { whoIsHere } from "../session.js";

export const PASSWORD_HINT = "At least 10 characters. Share it with them yourself; it is not shown again.";

/** A password to share with someone: it is readable while typed. @param {{ label: string, error: string, hint: string, optional?: boolean }} field */
export const passwordField = (field) => textField({ name: "password", ...field });

/**
 * @param {{ id: string, name: string, permissions: string[], disabled: boolean, client: boolean }} user
 * @returns {Promise<unknown>} nothing when nothing was changed
 */
export async function changeUser({ id, name, permissions, disabled, client }) {
  const self = id === whoIsHere().principal;
  const manages = self && permissions.includes("MANAGE_ACCESS");
  let loses = false;
  const done = await openForm({
    title: `Edit user: ${name}`,
    query: UPDATE_USER,
    input(typed, problem) {
      const ticked = tickedPermissions(typed);
      if (loses && typed("agreed") !== "on") problem("agreed", "Confirm this, or keep Manage access.");
      if (!typed("name")) problem("name", "Enter a name.");
      return {
        id,
        name: typed("name") === name ? undefined : typed("name"),
        permissions: client || String(ticked) === String(inOrder(permissions)) ? undefined : ticked,
        disabled: self || (typed("disabled") === "on") === disabled ? undefined : !disabled,
        password: typed("password") || undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "Name", value: name, error: edit.error("name"), focus: true, hint: "Past activity keeps the old name." })}
      ${client ? nothing : permissionBoxes({ held: permissions, error: edit.error("permissions"), changed: (code, ticked) => (loses = code === "MANAGE_ACCESS" ? manages && !ticked : loses) })}
      ${loses
        ? html`<div class="problem lose" role="alert">
            <label class="box"><input type="checkbox" name="agreed" /><span>I understand that I lose access to this page until someone grants me Manage access again.</span></label>
            ${edit.error("agreed") ? html`<p>${edit.error("agreed")}</p>` : nothing}
          </div>`
        : nothing}
      ${self
        ? html`<p class="soft">You can't disable your own account. A new password signs you out immediately.</p>`
        : html`<label class="box">
            <input type="checkbox" name="disabled" ?checked=${disabled} />
            <span><b>Disabled</b> <small>Signs them out immediately and blocks sign-in.</small></span>
          </label>`}
      ${edit.error("disabled", "id") ? html`<p class="problem" role="alert">${edit.error("disabled", "id")}</p>` : nothing}
      ${passwordField({ label: "New password", optional: true, error: edit.error("password"), hint: `${PASSWORD_HINT} This can't be undone.` })}
    `,
    save: "Save",
    successMessage: ({ user }) => `${user.name} updated${user.disabled ? " (disabled)" : ""}.`,
  });
  // the viewer's own permissions changed: reload the page
  if (done && self) location.reload();
  return done;
}

/** In the order of the boxes. @param {string[]} held */
const inOrder = (held) => tickedPermissions((code) => (held.includes(code) ? "on" : ""));
