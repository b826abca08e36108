/** The credentials of programs. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { date, moment } from "../../parts/date.js";
import { confirm } from "../../parts/dialog.js";
import { change } from "../../parts/form.js";
import { empty, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { permissionsText } from "../../parts/permissions.js";
import { table } from "../../parts/table.js";
import { API_TOKENS, END_API_TOKEN_OVERLAP, REVOKE_API_TOKEN } from "../../queries/access.js";
import { paged } from "../../reading.js";
import { may, today } from "../../session.js";

/** @typedef {import("../../queries/access.js").ApiTokens_apiTokens_nodes} Token */

/** @param {import("../../router.js").Visit} visit */
export function tokens(visit) {
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

  /** @param {Token} token */
  const rotate = (token) => opening(() => import("../../dialogs/rotate-token.js"), (dialog) => dialog.rotateToken(token));

  /** @param {Token} token */
  async function endOverlap(token) {
    const used = token.formerUsedAt ? html` It was last used ${moment(token.formerUsedAt)}.` : nothing;
    const yes = await confirm(`Stop the former secret of “${token.name}”?`, html`<p>Programs that still use it stop working immediately.${used}</p>`, "Stop it");
    if (yes) await change({ query: END_API_TOKEN_OVERLAP, input: { id: token.id }, successMessage: ({ apiToken }) => `The former secret of ${apiToken.name} no longer works.`, irreversible: true });
  }

  /** @param {Token} token */
  function beyond(token) {
    const lacking = token.permissions.filter((each) => !may(each));
    return lacking.length ? `You would learn its secret, and it has permissions you don't: ${permissionsText(lacking)}.` : undefined;
  }

  /** @param {Token} token */
  const former = (token) =>
    overlaps(token)
      ? html`<small class="by">former secret works until ${moment(token.formerUntil ?? "")}${token.formerUsedAt ? html`, last used ${moment(token.formerUsedAt)}` : nothing}</small>`
      : nothing;

  /** @type {import("../../parts/table.js").Column<Token>[]} */
  const columns = [
    { title: "Token", cell: (token) => html`<b>${token.name}</b><small class="by">starts with <code>${token.prefix}</code></small>${former(token)}` },
    { title: "Permissions", cell: (token) => permissionsText(token.permissions) },
    { title: "Last used", cell: (token) => (token.lastUsedAt ? moment(token.lastUsedAt) : html`<span class="soft">never</span>`) },
    { title: "Expires", cell: (token) => (token.expiresOn ? date(token.expiresOn) : "Never") },
    {
      title: "Actions",
      money: true,
      cell: (token) =>
        token.revoked
          ? html`<span class="soft">Revoked</span>`
          : html`<span class="row-actions">${isOver(token) ? html`<span class="problem">Expired</span>` : nothing}${overlaps(token) ? button({ text: "Stop former secret", object: `of ${token.name}`, run: () => endOverlap(token), danger: true }) : nothing}${button({ text: "Rotate", object: `token ${token.name}`, run: () => rotate(token), disabledReason: beyond(token) })}${button({ text: "Revoke", object: `token ${token.name}`, run: () => revoke(token), danger: true })}</span>`,
    },
  ];

  return {
    list,
    load: () => void list.read({}),
    create: {
      text: "New token",
      key: "n",
      run: () => void opening(() => import("../../dialogs/create-token.js"), (dialog) => dialog.createToken()),
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

/** Whether its former secret still works. @param {Token} token */
const overlaps = ({ revoked, formerUntil }) => !revoked && formerUntil !== null && Date.parse(formerUntil) > Date.now();
