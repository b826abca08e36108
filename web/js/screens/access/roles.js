/** Named sets of permissions, which users have. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { numberText } from "../../locale.js";
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
import { msg, texts } from "../../texts.js";

await texts("access");

/** @typedef {import("../../queries/access.js").Roles_roles_nodes} Role */

/** @param {import("../../router.js").Visit} visit */
export function roles(visit) {
  const list = paged(visit, ROLES, (data) => data.roles);

  /** @param {Role} role */
  const edit = (role) => opening(() => import("../../dialogs/role.js"), (dialog) => dialog.changeRole(role));

  /** @param {Role} role */
  async function remove(role) {
    const yes = await confirm(msg("access-delete-role", { name: role.name }), html`<p>${msg("access-nobody-has-it")}</p>`, msg("access-delete"));
    if (yes) await change({ query: DELETE_ROLE, input: { id: role.id }, successMessage: () => msg("access-role-deleted", { name: role.name }) });
  }

  /** @param {Role} role */
  function beyond(role) {
    const lacking = role.permissions.filter((each) => !may(each));
    return lacking.length ? msg("access-role-beyond", { permissions: permissionsText(lacking) }) : undefined;
  }

  /** @type {import("../../parts/table.js").Column<Role>[]} */
  const columns = [
    { title: msg("access-role"), cell: (role) => html`<b>${role.name}</b>` },
    { title: msg("access-grants"), cell: (role) => permissionsText(role.permissions) },
    { title: msg("access-users"), money: true, cell: (role) => numberText(role.userCount) },
    {
      title: msg("access-actions"),
      money: true,
      cell: (role) =>
        html`<span class="row-actions"
          >${button({ text: msg("access-edit"), object: msg("access-object-role", { name: role.name }), run: () => edit(role), disabledReason: beyond(role) })}
          ${button({ text: msg("access-delete"), object: msg("access-object-role", { name: role.name }), run: () => remove(role), danger: true, disabledReason: role.userCount ? msg("access-role-used") : beyond(role) })}</span
        >`,
    },
  ];

  return {
    list,
    load: () => void list.read({}),
    create: {
      text: msg("access-new-role"),
      key: "n",
      run: () => void opening(() => import("../../dialogs/role.js"), (dialog) => dialog.createRole()),
    },
    others: nothing,
    rows() {
      if (!list.known) return list.failure ? nothing : loading(msg("access-the-roles"), 3);
      if (!list.rows.length) return empty(msg("access-no-roles"), msg("access-what-role-is"));
      return html`${table({ caption: msg("access-roles"), rows: list.rows, key: (role) => role.id, columns })} ${paging(list)}`;
    },
  };
}
