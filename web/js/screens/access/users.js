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
    const yes = await confirm(`Reset the second factor of ${user.name}?`, html`<p>Their passkeys, app and recovery codes stop working, and their password alone lets them in. First make sure that the request is really theirs.</p>`, "Reset");
    if (yes) await change({ query: RESET_SECOND_FACTOR, input: { userId: user.id }, successMessage: () => `${user.name} signs in with a password alone.`, irreversible: true });
  }

  /** @param {User} user */
  function disabledReason(user) {
    const beyond = user.permissions.filter((each) => !may(each));
    return beyond.length ? `They have permissions you don't: ${permissionsText(beyond)}.` : undefined;
  }

  /** @type {import("../../parts/table.js").Column<User>[]} */
  const columns = [
    {
      title: "User",
      cell: (user) => html`<b>${user.name}</b>${user.id === whoIsHere().principal ? html` <span class="soft">(you)</span>` : nothing}<small class="by">${user.email}</small>`,
    },
    {
      title: "Role and permissions",
      cell: (user) =>
        user.client
          ? html`<span>View and pay their own account${user.account ? html`, <a href="/accounts/${encodeURIComponent(user.account.number)}">${user.account.number} ${user.account.ownerName}</a>` : nothing}</span>`
          : html`${user.role ? html`<b>${user.role.name}</b>${user.ownPermissions.length ? html`, and ${permissionsText(user.ownPermissions)}` : nothing}` : permissionsText(user.permissions)}`,
    },
    { title: "Type", cell: (user) => (user.disabled ? html`<span class="problem">Disabled</span>` : user.client ? "Client" : html`Staff${user.secondFactor ? html`<small class="by">second factor</small>` : nothing}`) },
    { title: "Actions", money: true, cell: (user) => html`<span class="row-actions">${button({ text: "Sessions", object: user.name, run: () => sessions(user) })}${user.secondFactor ? button({ text: "Reset second factor", object: user.name, run: () => reset(user), danger: true, disabledReason: disabledReason(user) }) : nothing}${button({ text: "Edit", object: user.name, run: () => edit(user), disabledReason: disabledReason(user) })}</span>` },
  ];

  return {
    list,
    load: () => void list.read({}),
    create: {
      text: "New user",
      key: "n",
      run: () => void opening(() => import("../../dialogs/create-user.js"), (dialog) => dialog.createUser()),
    },
    others: button({
      text: "New client user",
      needs: ["VIEW_CLIENT_ACCOUNTS"],
      run: () => void opening(() => import("../../dialogs/create-user.js"), (dialog) => dialog.createClient()),
    }),
    rows() {
      if (!list.known) return list.failure ? nothing : loading("users", 5);
      if (!list.rows.length) return empty("No users yet.", "Create the first user so that people can sign in.");
      return html`${table({ caption: "Users", rows: list.rows, key: (user) => user.id, columns })} ${paging(list)}`;
    },
  };
}
