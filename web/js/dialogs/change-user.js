/** Edit a user: name, permissions, whether they may sign in, and a new password. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { permissionBoxes, roleField, tickedPermissions } from "../parts/permissions.js";
import { ROLE_CHOICES, UPDATE_USER } from "../queries/access.js";
import { whoIsHere } from "../session.js";
import { msg, texts } from "../texts.js";

await texts("access");

export const PASSWORD_HINT = msg("access-password-hint");

/** A password to share with someone: it is readable while typed. @param {{ label: string, error: string, hint: string, optional?: boolean }} field */
export const passwordField = (field) => textField({ name: "password", ...field });

/**
 * @param {{ id: string, name: string, permissions: string[], ownPermissions: string[], role: { id: string, name: string, permissions: string[] } | null, disabled: boolean, client: boolean }} user
 * @returns {Promise<unknown>} nothing when nothing was changed
 */
export async function changeUser({ id, name, permissions, ownPermissions, role, disabled, client }) {
  const self = id === whoIsHere().principal;
  const manages = self && permissions.includes("MANAGE_ACCESS");
  const choices = lookup(ROLE_CHOICES, {});
  const roles = () => choices.data?.roles.nodes ?? (role ? [role] : []);
  let [ticked, byRole] = [ownPermissions.includes("MANAGE_ACCESS"), role?.permissions.includes("MANAGE_ACCESS") ?? false];
  /**
   * @param {Event} event
   * @param {() => void} draw
   */
  function chosen({ target }, draw) {
    const { value } = /** @type {HTMLSelectElement} */ (target);
    byRole = roles().some((each) => each.id === value && each.permissions.includes("MANAGE_ACCESS"));
    draw();
  }
  const loses = () => manages && !ticked && !byRole;
  const done = await openForm({
    title: msg("access-edit-user", { name }),
    query: UPDATE_USER,
    onOpen: (edit) => void (client || choices.read(edit.typed)),
    input(typed, problem) {
      const own = tickedPermissions(typed);
      if (loses() && typed("agreed") !== "on") problem("agreed", msg("access-confirm-loss"));
      if (!typed("name")) problem("name", msg("access-enter-name"));
      return {
        id,
        name: typed("name") === name ? undefined : typed("name"),
        permissions: client || String(own) === String(inOrder(ownPermissions)) ? undefined : own,
        roleId: client || typed("role") === (role?.id ?? "") ? undefined : typed("role") || null,
        disabled: self || (typed("disabled") === "on") === disabled ? undefined : !disabled,
        password: typed("password") || undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: msg("access-name"), value: name, error: edit.error("name"), focus: true, hint: msg("access-name-hint") })}
      ${client
        ? nothing
        : html`<div @change=${(/** @type {Event} */ event) => chosen(event, edit.typed)}>${roleField({ roles: roles(), value: role?.id, error: edit.error("roleId") })}</div>
            ${permissionBoxes({ held: ownPermissions, error: edit.error("permissions"), legend: msg("access-beside-role"), changed: (code, on) => (ticked = code === "MANAGE_ACCESS" ? on : ticked) })}`}
      ${loses()
        ? html`<div class="problem lose" role="alert">
            <label class="box"><input type="checkbox" name="agreed" /><span>${msg("access-loses")}</span></label>
            ${edit.error("agreed") ? html`<p>${edit.error("agreed")}</p>` : nothing}
          </div>`
        : nothing}
      ${self
        ? html`<p class="soft">${msg("access-self")}</p>`
        : html`<label class="box">
            <input type="checkbox" name="disabled" ?checked=${disabled} />
            <span><b>${msg("access-disabled")}</b> <small>${msg("access-disabled-means")}</small></span>
          </label>`}
      ${edit.error("disabled", "id") ? html`<p class="problem" role="alert">${edit.error("disabled", "id")}</p>` : nothing}
      ${passwordField({ label: msg("access-new-password"), optional: true, error: edit.error("password"), hint: `${PASSWORD_HINT} ${msg("access-final")}` })}
    `,
    save: msg("access-save"),
    successMessage: ({ user }) => user.disabled ? msg("access-user-disabled", { name: user.name }) : msg("access-user-updated", { name: user.name }),
  });
  // the viewer's own permissions changed: reload the page
  if (done && self) location.reload();
  return done;
}

/** In the order of the boxes. @param {string[]} held */
const inOrder = (held) => tickedPermissions((code) => (held.includes(code) ? "on" : ""));
