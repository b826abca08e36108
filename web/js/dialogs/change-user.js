/** What somebody is called and may do, whether they may sign in, and a new password for them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { permissionBoxes, tickedPermissions } from "../parts/permissions.js";
import { UPDATE_USER } from "../queries/access.js";
import { whoIsHere } from "../session.js";

export const PASSWORD_HINT = "10 characters or more. Tell it them yourself: it is shown nowhere again.";

/** A password that is told to somebody: it can be read while it is typed. @param {{ label: string, error: string, hint: string, optional?: boolean }} field */
export const passwordField = (field) => textField({ name: "password", ...field });

/**
 * @param {{ id: string, name: string, permissions: string[], disabled: boolean, client: boolean }} user
 * @returns {Promise<any>} the payload, or undefined
 */
export async function changeUser({ id, name, permissions, disabled, client }) {
  const self = id === whoIsHere().principal;
  const manages = self && permissions.includes("MANAGE_ACCESS");
  let loses = false;
  const done = await openForm({
    title: `Change: ${name}`,
    query: UPDATE_USER,
    input(typed, problem) {
      const ticked = tickedPermissions(typed);
      if (loses && typed("agreed") !== "on") problem("agreed", "Tick that you want this, or keep Manage access.");
      if (!typed("name")) problem("name", "Say who it is.");
      return {
        id,
        name: typed("name") === name ? undefined : typed("name"),
        permissions: client || String(ticked) === String(inOrder(permissions)) ? undefined : ticked,
        disabled: self || (typed("disabled") === "on") === disabled ? undefined : !disabled,
        password: typed("password") || undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "Name", value: name, error: edit.error("name"), focus: true, hint: "What they did before keeps the name of then." })}
      ${client ? nothing : permissionBoxes({ held: permissions, error: edit.error("permissions"), changed: (code, ticked) => (loses = code === "MANAGE_ACCESS" ? manages && !ticked : loses) })}
      ${loses
        ? html`<div class="problem lose" role="alert">
            <label class="box"><input type="checkbox" name="agreed" /><span>I know that I cannot come back to this page myself: somebody else must give me Manage access again.</span></label>
            ${edit.error("agreed") ? html`<p>${edit.error("agreed")}</p>` : nothing}
          </div>`
        : nothing}
      ${self
        ? html`<p class="soft">You cannot disable yourself. A new password signs you out at once.</p>`
        : html`<label class="box">
            <input type="checkbox" name="disabled" ?checked=${disabled} />
            <span><b>Disabled</b> <small>They are signed out at once, and cannot sign in any more.</small></span>
          </label>`}
      ${edit.error("disabled", "id") ? html`<p class="problem" role="alert">${edit.error("disabled", "id")}</p>` : nothing}
      ${passwordField({ label: "New password", optional: true, error: edit.error("password"), hint: `${PASSWORD_HINT} It cannot be undone.` })}
    `,
    save: "Save",
    said: ({ user }) => `${user.name} changed${user.disabled ? ": disabled" : ""}.`,
  });
  // what one may do has changed: the page begins anew with it
  if (done && self) location.reload();
  return done;
}

/** As the boxes stand. @param {string[]} held */
const inOrder = (held) => tickedPermissions((code) => (held.includes(code) ? "on" : ""));
