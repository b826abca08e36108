/** Create and change roles. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { permissionBoxes, startFrom, tickedPermissions } from "../parts/permissions.js";
import { CREATE_ROLE, ROLE_STARTS, UPDATE_ROLE } from "../queries/access.js";
import { counted } from "../words.js";

export function createRole() {
  const starts = lookup(ROLE_STARTS, {});
  return openForm({
    title: "New role",
    query: CREATE_ROLE,
    onOpen: (edit) => void starts.read(edit.typed),
    input(typed, problem) {
      if (!typed("name")) problem("name", "Enter a name.");
      return { name: typed("name"), permissions: tickedPermissions(typed) };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "Name", error: edit.error("name"), hint: "For example, Desk.", focus: true })}
      ${startFrom(starts.data?.roleTemplates ?? [])}
      ${permissionBoxes({ held: [], error: edit.error("permissions") })}
    `,
    save: "Create role",
    successMessage: ({ role }) => `Role ${role.name} created.`,
  });
}

/** @param {{ id: string, name: string, permissions: string[], userCount: number }} role */
export function changeRole({ id, name, permissions, userCount }) {
  return openForm({
    title: `Edit role: ${name}`,
    query: UPDATE_ROLE,
    input(typed, problem) {
      if (!typed("name")) problem("name", "Enter a name.");
      return { id, name: typed("name"), permissions: tickedPermissions(typed) };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "Name", value: name, error: edit.error("name", "id"), focus: true })}
      ${userCount ? html`<p class="soft">This changes at once what ${counted(userCount, "user")} may do.</p>` : nothing}
      ${permissionBoxes({ held: permissions, error: edit.error("permissions") })}
    `,
    save: "Save",
    successMessage: ({ role }) => `Role ${role.name} updated.`,
  });
}
