/** Named sets of permissions, which users have. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { confirm } from "../../parts/dialog.js";
import { change } from "../../parts/form.js";
import { empty, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { permissionsText } from "../../parts/permissions.js";
import { table } from "../../parts/table.js";
import { DELETE_ROLE, ROLES } from "../../queries/access.js";
import { paged } from "../../reading.js";
import { may } from "../../session.js";

/** @typedef {import("../../queries/access.js").Roles_roles_nodes} Role */

/** @param {import("../../router.js").Visit} visit */
export function roles(visit) {
  const list = paged(visit, ROLES, (data) => data.roles);

  /** @param {Role} role */
  const edit = (role) => opening(() => import("../../dialogs/role.js"), (dialog) => dialog.changeRole(role));

  /** @param {Role} role */
  async function remove(role) {
    const yes = await confirm(`Delete the role “${role.name}”?`, html`<p>Nobody has it, so nobody loses anything.</p>`, "Delete");
    if (yes) await change({ query: DELETE_ROLE, input: { id: role.id }, successMessage: () => `Role ${role.name} deleted.` });
  }

  /** @param {Role} role */
  function beyond(role) {
    const lacking = role.permissions.filter((each) => !may(each));
    return lacking.length ? `It grants permissions you don't have: ${permissionsText(lacking)}.` : undefined;
  }

  /** @type {import("../../parts/table.js").Column<Role>[]} */
  const columns = [
    { title: "Role", cell: (role) => html`<b>${role.name}</b>` },
    { title: "Grants", cell: (role) => permissionsText(role.permissions) },
    { title: "Users", money: true, cell: (role) => String(role.userCount) },
    {
      title: "Actions",
      money: true,
      cell: (role) =>
        html`<span class="row-actions"
          >${button({ text: "Edit", object: `role ${role.name}`, run: () => edit(role), disabledReason: beyond(role) })}
          ${button({ text: "Delete", object: `role ${role.name}`, run: () => remove(role), danger: true, disabledReason: role.userCount ? "Give its users another role first." : beyond(role) })}</span
        >`,
    },
  ];

  return {
    list,
    load: () => void list.read({}),
    create: {
      text: "New role",
      key: "n",
      run: () => void opening(() => import("../../dialogs/role.js"), (dialog) => dialog.createRole()),
    },
    others: nothing,
    rows() {
      if (!list.known) return list.failure ? nothing : loading("roles", 3);
      if (!list.rows.length) return empty("No roles yet.", "A role names the permissions of one kind of work, such as Desk. Change it, and everyone who has it gets the new permissions.");
      return html`${table({ caption: "Roles", rows: list.rows, key: (role) => role.id, columns })} ${paging(list)}`;
    },
  };
}
