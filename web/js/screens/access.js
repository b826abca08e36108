/** Who may come in, people and programs, and what each may do. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
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
        { text: "People", href: "/access", here: !part.ofTokens },
        { text: "API tokens", href: "/access?show=tokens", here: part.ofTokens },
      ])}
      <div class="card" aria-busy=${part.list.busy}>${part.list.failure ? failed(part.list.failure, part.load) : nothing} ${part.rows()}</div>`,
  };
}

/** @param {import("../router.js").Visit} visit */
function people(visit) {
  const list = paged(visit, may("VIEW_CLIENT_ACCOUNTS") ? USERS : USERS_ALONE, (data) => data.users);

  /** @param {any} user */
  async function edit(user) {
    const { changeUser } = await import("../dialogs/change-user.js");
    await changeUser(user);
  }

  /** @param {any} user */
  function unless(user) {
    const beyond = user.permissions.filter((/** @type {string} */ each) => !may(each));
    return beyond.length ? `They may do what you may not: ${permissionsText(beyond)}.` : undefined;
  }

  /** @type {import("../parts/table.js").Column[]} */
  const columns = [
    {
      title: "Person",
      cell: (user) => html`<b>${user.name}</b>${user.id === whoIsHere().principal ? html` <span class="soft">(you)</span>` : nothing}<small class="by">${user.email}</small>`,
    },
    {
      title: "May do",
      cell: (user) =>
        user.client
          ? html`<span>See and pay their own account${user.account ? html`, <a href="/accounts/${encodeURIComponent(user.account.number)}">${user.account.number} ${user.account.ownerName}</a>` : nothing}</span>`
          : permissionsText(user.permissions),
    },
    { title: "Sign-in", cell: (user) => (user.disabled ? html`<span class="problem">Disabled</span>` : user.client ? "Client" : "Staff") },
    { title: "Actions", money: true, cell: (user) => html`<span class="row-actions">${button({ text: "Change", run: () => edit(user), unless: unless(user) })}</span>` },
  ];

  return {
    ofTokens: false,
    list,
    load: () => void list.read(),
    create: {
      text: "New person",
      key: "n",
      run: async () => void (await import("../dialogs/create-user.js")).createUser(),
    },
    others: button({
      text: "New client sign-in",
      needs: ["VIEW_CLIENT_ACCOUNTS"],
      run: async () => void (await import("../dialogs/create-user.js")).createClient(),
    }),
    rows() {
      if (!list.known) return list.failure ? nothing : loading("people", 5);
      if (!list.rows.length) return empty("Nobody signs in yet.", "Programs and the command line work all the same. Begin with the first person.");
      return html`${table({ caption: "People", rows: list.rows, key: (user) => user.id, columns })} ${paging(list)}`;
    },
  };
}

/** @param {import("../router.js").Visit} visit */
function tokens(visit) {
  const list = paged(visit, API_TOKENS, (data) => data.apiTokens);

  /** @param {any} token */
  async function revoke(token) {
    const yes = await confirm(
      `Revoke “${token.name}”?`,
      html`<p>It works no more, at once. Programs that use it are refused until they have another.</p>`,
      "Revoke it",
    );
    if (yes) await change({ query: REVOKE_API_TOKEN, input: { id: token.id }, said: ({ apiToken }) => `Token ${apiToken.name} revoked.` });
  }

  /** @type {import("../parts/table.js").Column[]} */
  const columns = [
    { title: "Token", cell: (token) => html`<b>${token.name}</b><small class="by">begins with <code>${token.prefix}</code></small>` },
    { title: "May do", cell: (token) => permissionsText(token.permissions) },
    { title: "Last used", cell: (token) => (token.lastUsedAt ? moment(token.lastUsedAt) : html`<span class="soft">never</span>`) },
    { title: "Works until", cell: (token) => (token.expiresOn ? date(token.expiresOn) : "revoked") },
    {
      title: "Actions",
      money: true,
      cell: (token) =>
        token.revoked
          ? html`<span class="soft">Revoked</span>`
          : html`<span class="row-actions">${isOver(token) ? html`<span class="problem">Expired</span>` : nothing}${button({ text: "Revoke", run: () => revoke(token), danger: true })}</span>`,
    },
  ];

  return {
    ofTokens: true,
    list,
    load: () => void list.read(),
    create: {
      text: "New token",
      key: "n",
      run: async () => void (await import("../dialogs/create-token.js")).createToken(),
    },
    others: nothing,
    rows() {
      if (!list.known) return list.failure ? nothing : loading("tokens", 3);
      if (!list.rows.length) return empty("No program has a token yet.", "A token lets a program use the API as far as you allow it.");
      return html`${table({ caption: "API tokens", rows: list.rows, key: (token) => token.id, columns })} ${paging(list)}`;
    },
  };
}

/** @param {any} token */
const isOver = ({ expiresOn }) => Boolean(expiresOn) && expiresOn < today();
