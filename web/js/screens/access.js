/** Users and API tokens with their permissions. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { date, moment } from "../parts/date.js";
import { confirm } from "../parts/dialog.js";
import { tabs } from "../parts/filters.js";
import { change } from "../parts/form.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { permissionsText } from "../parts/permissions.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { API_TOKENS, REVOKE_API_TOKEN, USERS, USERS_ALONE } from "../queries/access.js";
import { paged } from "../reading.js";
import { may, today, whoIsHere } from "../session.js";

await stylesheet("tabs", "access", "boxes");

/** @typedef {import("../queries/access.js").Users_users_nodes} User */
/** @typedef {import("../queries/access.js").ApiTokens_apiTokens_nodes} Token */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const part = visit.query.get("show") === "tokens" ? tokens(visit) : people(visit);
  return {
    title: () => "Access",
    load: part.load,
    keys: [{ key: "n", does: part.create.text, run: part.create.run }],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">Access</h1>
        <div class="actions">${part.others} ${button(part.create, "main")}</div>
      </div>
      ${tabs("Access", [
        { text: "Users", href: "/access", here: !part.ofTokens },
        { text: "API tokens", href: "/access?show=tokens", here: part.ofTokens },
      ])}
      <div class="card" aria-busy=${part.list.busy}>${part.list.failure ? failed(part.list.failure, part.load) : nothing} ${part.rows()}</div>`,
  };
}

/** @param {import("../router.js").Visit} visit */
function people(visit) {
  const query = /** @type {typeof USERS} */ (may("VIEW_CLIENT_ACCOUNTS") ? USERS : USERS_ALONE); // without their accounts
  const list = paged(visit, query, (data) => data.users);

  /** @param {User} user */
  const edit = (user) => opening(() => import("../dialogs/change-user.js"), (dialog) => dialog.changeUser(user));

  /** @param {User} user */
  function disabledReason(user) {
    const beyond = user.permissions.filter((each) => !may(each));
    return beyond.length ? `They have permissions you don't: ${permissionsText(beyond)}.` : undefined;
  }

  /** @type {import("../parts/table.js").Column<User>[]} */
  const columns = [
    {
      title: "User",
      cell: (user) => html`<b>${user.name}</b>${user.id === whoIsHere().principal ? html` <span class="soft">(you)</span>` : nothing}<small class="by">${user.email}</small>`,
    },
    {
      title: "Permissions",
      cell: (user) =>
        user.client
          ? html`<span>View and pay their own account${user.account ? html`, <a href="/accounts/${encodeURIComponent(user.account.number)}">${user.account.number} ${user.account.ownerName}</a>` : nothing}</span>`
          : permissionsText(user.permissions),
    },
    { title: "Type", cell: (user) => (user.disabled ? html`<span class="problem">Disabled</span>` : user.client ? "Client" : "Staff") },
    { title: "Actions", money: true, cell: (user) => html`<span class="row-actions">${button({ text: "Edit", object: user.name, run: () => edit(user), disabledReason: disabledReason(user) })}</span>` },
  ];

  return {
    ofTokens: false,
    list,
    load: () => void list.read({}),
    create: {
      text: "New user",
      key: "n",
      run: () => void opening(() => import("../dialogs/create-user.js"), (dialog) => dialog.createUser()),
    },
    others: button({
      text: "New client user",
      needs: ["VIEW_CLIENT_ACCOUNTS"],
      run: () => void opening(() => import("../dialogs/create-user.js"), (dialog) => dialog.createClient()),
    }),
    rows() {
      if (!list.known) return list.failure ? nothing : loading("users", 5);
      if (!list.rows.length) return empty("No users yet.", "Create the first user so that people can sign in.");
      return html`${table({ caption: "Users", rows: list.rows, key: (user) => user.id, columns })} ${paging(list)}`;
    },
  };
}

/** @param {import("../router.js").Visit} visit */
function tokens(visit) {
  const list = paged(visit, API_TOKENS, (data) => data.apiTokens);

  /** @param {Token} token */
  async function revoke(token) {
    const yes = await confirm(
      `Revoke “${token.name}”?`,
      html`<p>It stops working immediately. Programs that use it need a new token.</p>`,
      "Revoke",
    );
    if (yes) await change({ query: REVOKE_API_TOKEN, input: { id: token.id }, successMessage: ({ apiToken }) => `Token ${apiToken.name} revoked.` });
  }

  /** @type {import("../parts/table.js").Column<Token>[]} */
  const columns = [
    { title: "Token", cell: (token) => html`<b>${token.name}</b><small class="by">starts with <code>${token.prefix}</code></small>` },
    { title: "Permissions", cell: (token) => permissionsText(token.permissions) },
    { title: "Last used", cell: (token) => (token.lastUsedAt ? moment(token.lastUsedAt) : html`<span class="soft">never</span>`) },
    { title: "Expires", cell: (token) => (token.expiresOn ? date(token.expiresOn) : "Never") },
    {
      title: "Actions",
      money: true,
      cell: (token) =>
        token.revoked
          ? html`<span class="soft">Revoked</span>`
          : html`<span class="row-actions">${isOver(token) ? html`<span class="problem">Expired</span>` : nothing}${button({ text: "Revoke", object: `token ${token.name}`, run: () => revoke(token), danger: true })}</span>`,
    },
  ];

  return {
    ofTokens: true,
    list,
    load: () => void list.read({}),
    create: {
      text: "New token",
      key: "n",
      run: () => void opening(() => import("../dialogs/create-token.js"), (dialog) => dialog.createToken()),
    },
    others: nothing,
    rows() {
      if (!list.known) return list.failure ? nothing : loading("tokens", 3);
      if (!list.rows.length) return empty("No API tokens yet.", "A token gives a program access to the API with the permissions you choose.");
      return html`${table({ caption: "API tokens", rows: list.rows, key: (token) => token.id, columns })} ${paging(list)}`;
    },
  };
}

/** @param {Token} token */
const isOver = ({ expiresOn }) => expiresOn !== null && expiresOn < today();
