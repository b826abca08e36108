/** Endpoints to which changes are posted: their state and latest deliveries. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { moment } from "../parts/date.js";
import { change } from "../parts/form.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { table } from "../parts/table.js";
import { UPDATE_WEBHOOK, WEBHOOKS } from "../queries/webhooks.js";
import { paged } from "../reading.js";
import { msg, msgView, texts } from "../texts.js";
import { words } from "../words.js";

await texts("more-words", "webhooks");

/** @typedef {import("../queries/webhooks.js").Webhooks_webhooks_nodes} Webhook */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, WEBHOOKS, (data) => data.webhooks);
  const load = () => void list.read({});
  const dialog = () => import("../dialogs/webhook.js");
  const create = { text: msg("webhooks-new"), key: "n", run: () => void opening(dialog, (opened) => opened.createWebhook()) };

  /** @param {Webhook} webhook */
  const pause = ({ id, state }) =>
    change({
      query: UPDATE_WEBHOOK,
      input: { webhookId: id, state: state === "ACTIVE" ? "PAUSED" : "ACTIVE" },
      successMessage: () => (state === "ACTIVE" ? msg("webhooks-paused-now") : msg("webhooks-resumed")),
    });

  /** @type {import("../parts/table.js").Column<Webhook>[]} */
  const columns = [
    { title: msg("webhooks-endpoint"), cell: (webhook) => html`<b class="address">${webhook.url}</b>${former(webhook)}` },
    { title: msg("webhooks-state"), cell: stateOf },
    { title: msg("webhooks-deliveries"), cell: deliveries },
    {
      title: msg("webhooks-actions"),
      money: true,
      cell: (webhook) => html`<span class="row-actions">
        ${button({ text: webhook.state === "ACTIVE" ? msg("webhooks-pause") : msg("webhooks-resume"), object: webhook.url, run: () => pause(webhook) })}
        ${button({ text: msg("webhooks-again"), object: webhook.url, run: () => void opening(dialog, (opened) => opened.replayWebhook(webhook)) })}
        ${button({ text: msg("webhooks-rotate"), object: webhook.url, run: () => void opening(dialog, (opened) => opened.rotateWebhook(webhook)) })}
      </span>`,
    },
  ];

  function body() {
    if (!list.known) return list.failure ? nothing : loading(msg("webhooks-the-webhooks"), 3);
    if (!list.rows.length) return empty(msg("webhooks-none"), msg("webhooks-none-how"));
    return html`${table({ caption: msg("webhooks-title"), rows: list.rows, key: (webhook) => webhook.id, columns })} ${paging(list)}`;
  }

  return {
    title: () => msg("webhooks-title"),
    load,
    keys: [{ key: "n", does: create.text, run: create.run }],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("webhooks-title")}</h1>
        <div class="actions">${button(create)}</div>
      </div>
      <div class="card" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>`,
  };
}

/** @param {Webhook} webhook */
function stateOf({ state, failingSince, gaveUpAt, nextAttemptAt, position }) {
  const delivered = html`<small class="by">${msg("webhooks-delivered-to", { position })}</small>`;
  if (gaveUpAt) return html`<span class="problem">${msg("webhooks-gave-up")}</span><small class="by">${msgView("webhooks-since", { moment: moment(gaveUpAt) })}</small>${delivered}`;
  if (state === "PAUSED") return html`<span class="soft">${msg("webhooks-paused")}</span>${delivered}`;
  if (failingSince) {
    const since = nextAttemptAt
      ? msgView("webhooks-since-next", { moment: moment(failingSince), next: moment(nextAttemptAt) })
      : msgView("webhooks-since", { moment: moment(failingSince) });
    return html`<span class="problem">${msg("webhooks-failing")}</span><small class="by">${since}</small>${delivered}`;
  }
  return html`${msg("webhooks-active")}${delivered}`;
}

/** @param {Webhook} webhook */
const former = ({ formerUntil }) =>
  formerUntil && Date.parse(formerUntil) > Date.now() ? html`<small class="by">${msgView("webhooks-former", { moment: moment(formerUntil) })}</small>` : nothing;

/** @param {Webhook} webhook */
function deliveries(webhook) {
  const { nodes } = webhook.deliveries;
  if (!nodes.length) return html`<span class="soft">${msg("webhooks-none-delivered")}</span>`;
  return nodes.map(
    ({ position, kind, attempts, status, failure, deliveredAt }) =>
      html`<small class="by">${position} · ${words(kind)} · ${failure ? html`<span class="problem">${failure}</span>` : deliveredAt && msgView("webhooks-delivered", { moment: moment(deliveredAt) })}${status ? ` (${status})` : nothing}${attempts > 1 ? `, ${msg("webhooks-tries", { count: attempts })}` : nothing}</small>`,
  );
}
