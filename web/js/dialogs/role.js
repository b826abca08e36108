/** Create and change roles. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { permissionBoxes, startFrom, tickedPermissions } from "../parts/permissions.js";
import { CREATE_ROLE, ROLE_STARTS, UPDATE_ROLE } from "../queries/access.js";
import { msg, texts } from "../texts.js";

await texts("access");

/** Create a role, from a template or from nothing. */
export function createRole() {
  const starts = lookup(ROLE_STARTS, {});
  return openForm({
    title: msg("access-new-role"),
    query: CREATE_ROLE,
    onOpen: (edit) => void starts.read(edit.typed),
    input(typed, problem) {
      if (!typed("name")) problem("name", msg("access-enter-name"));
      return { name: typed("name"), permissions: tickedPermissions(typed) };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: msg("access-name"), error: edit.error("name"), hint: msg("access-role-example"), focus: true })}
      ${startFrom(starts.data?.roleTemplates ?? [])}
      ${permissionBoxes({ held: [], error: edit.error("permissions") })}
    `,
    save: msg("access-create-role"),
    successMessage: ({ role }) => msg("access-role-created", { name: role.name }),
  });
}

/** @param {{ id: string, name: string, permissions: string[], userCount: number }} role */
export function changeRole({ id, name, permissions, userCount }) {
  return openForm({
    title: msg("access-edit-role", { name }),
    query: UPDATE_ROLE,
    input(typed, problem) {
      if (!typed("name")) problem("name", msg("access-enter-name"));
      return { id, name: typed("name"), permissions: tickedPermissions(typed) };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: msg("access-name"), value: name, error: edit.error("name", "id"), focus: true })}
      ${userCount ? html`<p class="soft">${msg("access-changes-users", { count: userCount })}</p>` : nothing}
      ${permissionBoxes({ held: permissions, error: edit.error("permissions") })}
    `,
    save: msg("access-save"),
    successMessage: ({ role }) => msg("access-role-updated", { name: role.name }),
  });
}
