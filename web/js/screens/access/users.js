/** The people who sign in. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { confirm } from "../../parts/dialog.js";
import { change } from "../../parts/form.js";
import { empty, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { permissionsText } from "../../parts/permissions.js";
import { table } from "../../parts/table.js";
import { USERS, USERS_ALONE } from "../../queries/access.js";
import { RESET_SECOND_FACTOR } from "../../queries/factors.js";
import { paged } from "../../reading.js";
import { may, whoIsHere } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";

await texts("access");

/** @typedef {import("../../queries/access.js").Users_users_nodes} User */

/** @param {import("../../router.js").Visit} visit */
export function users(visit) {
  const query = /** @type {typeof USERS} */ (may("VIEW_CLIENT_ACCOUNTS") ? USERS : USERS_ALONE); // without their accounts
  const list = paged(visit, query, (data) => data.users);

  /** @param {User} user */
  const edit = (user) => opening(() => import("../../dialogs/change-user.js"), (dialog) => dialog.changeUser(user));

  /** @param {User} user */
  const sessions = (user) =>
    opening(
      () => import("../../dialogs/sessions.js"),
      (dialog) => (user.id === whoIsHere().principal ? dialog.showOwnSessions() : dialog.showSessionsOf(user)),
    );

  /** @param {User} user */
  async function reset(user) {
    const yes = await confirm(msg("access-reset-factor-of", { name: user.name }), html`<p>${msg("access-reset-text")}</p>`, msg("access-reset"));
    if (yes) await change({ query: RESET_SECOND_FACTOR, input: { userId: user.id }, successMessage: () => msg("access-factor-reset", { name: user.name }), irreversible: true });
  }

  /** @param {User} user */
  function disabledReason(user) {
    const beyond = user.permissions.filter((each) => !may(each));
    return beyond.length ? msg("access-user-beyond", { permissions: permissionsText(beyond) }) : undefined;
  }

  /** @type {import("../../parts/table.js").Column<User>[]} */
  const columns = [
    {
      title: msg("access-user"),
      cell: (user) => html`<b>${user.name}</b>${user.id === whoIsHere().principal ? html` <span class="soft">${msg("access-you")}</span>` : nothing}<small class="by">${user.email}</small>`,
    },
    {
      title: msg("access-role-and-permissions"),
      cell: (user) =>
        user.client
          ? html`<span>${msg("access-own-account")}${user.account ? html`, <a href="/accounts/${encodeURIComponent(user.account.number)}">${user.account.number} ${user.account.ownerName}</a>` : nothing}</span>`
          : html`${user.role ? roleView(user.role.name, user.ownPermissions) : permissionsText(user.permissions)}`,
    },
    { title: msg("access-type"), cell: (user) => (user.disabled ? html`<span class="problem">${msg("access-disabled")}</span>` : user.client ? msg("access-client") : html`${msg("access-staff")}${user.secondFactor ? html`<small class="by">${msg("access-second-factor")}</small>` : nothing}`) },
    { title: msg("access-actions"), money: true, cell: (user) => html`<span class="row-actions">${button({ text: msg("access-sessions"), object: user.name, run: () => sessions(user) })}${user.secondFactor ? button({ text: msg("access-reset-factor"), object: user.name, run: () => reset(user), danger: true, disabledReason: disabledReason(user) }) : nothing}${button({ text: msg("access-edit"), object: user.name, run: () => edit(user), disabledReason: disabledReason(user) })}</span>` },
  ];

  return {
    list,
    load: () => void list.read({}),
    create: {
      text: msg("access-new-user"),
      key: "n",
      run: () => void opening(() => import("../../dialogs/create-user.js"), (dialog) => dialog.createUser()),
    },
    others: button({
      text: msg("access-new-client"),
      needs: ["VIEW_CLIENT_ACCOUNTS"],
      run: () => void opening(() => import("../../dialogs/create-user.js"), (dialog) => dialog.createClient()),
    }),
    rows() {
      if (!list.known) return list.failure ? nothing : loading(msg("access-the-users"), 5);
      if (!list.rows.length) return empty(msg("access-no-users"), msg("access-first-user"));
      return html`${table({ caption: msg("access-users"), rows: list.rows, key: (user) => user.id, columns })} ${paging(list)}`;
    },
  };
}

/**
 * A role, and the permissions that somebody has beside it.
 * @param {string} name
 * @param {string[]} own
 */
function roleView(name, own) {
  const role = html`<b>${name}</b>`;
  return own.length ? html`${msgView("access-role-and-own", { role, permissions: permissionsText(own) })}` : role;
}
