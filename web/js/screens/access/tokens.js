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
import { msg, msgView, texts } from "../../texts.js";

await texts("access");

/** @typedef {import("../../queries/access.js").ApiTokens_apiTokens_nodes} Token */

/** @param {import("../../router.js").Visit} visit */
export function tokens(visit) {
  const list = paged(visit, API_TOKENS, (data) => data.apiTokens);

  /** @param {Token} token */
  async function revoke(token) {
    const yes = await confirm(
      msg("access-revoke-token", { name: token.name }),
      html`<p>${msg("access-revoke-text")}</p>`,
      msg("access-revoke"),
    );
    if (yes) await change({ query: REVOKE_API_TOKEN, input: { id: token.id }, successMessage: ({ apiToken }) => msg("access-token-revoked", { name: apiToken.name }) });
  }

  /** @param {Token} token */
  const rotate = (token) => opening(() => import("../../dialogs/rotate-token.js"), (dialog) => dialog.rotateToken(token));

  /** @param {Token} token */
  async function endOverlap(token) {
    const used = token.formerUsedAt ? html` ${msgView("access-former-used", { moment: moment(token.formerUsedAt) })}` : nothing;
    const yes = await confirm(msg("access-stop-former-of", { name: token.name }), html`<p>${msg("access-stop-former-text")}${used}</p>`, msg("access-stop-it"));
    if (yes) await change({ query: END_API_TOKEN_OVERLAP, input: { id: token.id }, successMessage: ({ apiToken }) => msg("access-former-stopped", { name: apiToken.name }), irreversible: true });
  }

  /** @param {Token} token */
  function beyond(token) {
    const lacking = token.permissions.filter((each) => !may(each));
    return lacking.length ? msg("access-token-beyond", { permissions: permissionsText(lacking) }) : undefined;
  }

  /** @param {Token} token */
  const former = (token) =>
    overlaps(token)
      ? html`<small class="by">${token.formerUsedAt ? msgView("access-former-until-used", { until: moment(token.formerUntil ?? ""), used: moment(token.formerUsedAt) }) : msgView("access-former-until", { until: moment(token.formerUntil ?? "") })}</small>`
      : nothing;

  /** @type {import("../../parts/table.js").Column<Token>[]} */
  const columns = [
    { title: msg("access-token"), cell: (token) => html`<b>${token.name}</b><small class="by">${msgView("access-starts-with", { prefix: html`<code>${token.prefix}</code>` })}</small>${former(token)}` },
    { title: msg("access-permissions"), cell: (token) => permissionsText(token.permissions) },
    { title: msg("access-last-used"), cell: (token) => (token.lastUsedAt ? moment(token.lastUsedAt) : html`<span class="soft">${msg("access-never-used")}</span>`) },
    { title: msg("access-expires"), cell: (token) => (token.expiresOn ? date(token.expiresOn) : msg("access-never")) },
    {
      title: msg("access-actions"),
      money: true,
      cell: (token) =>
        token.revoked
          ? html`<span class="soft">${msg("access-revoked")}</span>`
          : html`<span class="row-actions">${isOver(token) ? html`<span class="problem">${msg("access-expired")}</span>` : nothing}${overlaps(token) ? button({ text: msg("access-stop-former"), object: msg("access-object-of", { name: token.name }), run: () => endOverlap(token), danger: true }) : nothing}${button({ text: msg("access-rotate"), object: msg("access-object-token", { name: token.name }), run: () => rotate(token), disabledReason: beyond(token) })}${button({ text: msg("access-revoke"), object: msg("access-object-token", { name: token.name }), run: () => revoke(token), danger: true })}</span>`,
    },
  ];

  return {
    list,
    load: () => void list.read({}),
    create: {
      text: msg("access-new-token"),
      key: "n",
      run: () => void opening(() => import("../../dialogs/create-token.js"), (dialog) => dialog.createToken()),
    },
    others: nothing,
    rows() {
      if (!list.known) return list.failure ? nothing : loading(msg("access-the-tokens"), 3);
      if (!list.rows.length) return empty(msg("access-no-tokens"), msg("access-what-token-is"));
      return html`${table({ caption: msg("access-tokens"), rows: list.rows, key: (token) => token.id, columns })} ${paging(list)}`;
    },
  };
}

/** @param {Token} token */
const isOver = ({ expiresOn }) => expiresOn !== null && expiresOn < today();

/** Whether its former secret still works. @param {Token} token */
const overlaps = ({ revoked, formerUntil }) => !revoked && formerUntil !== null && Date.parse(formerUntil) > Date.now();
