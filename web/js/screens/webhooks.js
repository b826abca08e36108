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
import { words } from "../words.js";

/** @typedef {import("../queries/webhooks.js").Webhooks_webhooks_nodes} Webhook */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, WEBHOOKS, (data) => data.webhooks);
  const load = () => void list.read({});
  const dialog = () => import("../dialogs/webhook.js");
  const create = { text: "New webhook", key: "n", run: () => void opening(dialog, (opened) => opened.createWebhook()) };

  /** @param {Webhook} webhook */
  const pause = ({ id, state }) =>
    change({
      query: UPDATE_WEBHOOK,
      input: { webhookId: id, state: state === "ACTIVE" ? "PAUSED" : "ACTIVE" },
      successMessage: () => (state === "ACTIVE" ? "Webhook paused." : "Webhook resumed. What it missed is sent now."),
    });

  /** @type {import("../parts/table.js").Column<Webhook>[]} */
  const columns = [
    { title: "Endpoint", cell: (webhook) => html`<b class="address">${webhook.url}</b>${former(webhook)}` },
    { title: "State", cell: stateOf },
    { title: "Latest deliveries", cell: deliveries },
    {
      title: "Actions",
      money: true,
      cell: (webhook) => html`<span class="row-actions">
        ${button({ text: webhook.state === "ACTIVE" ? "Pause" : "Resume", object: webhook.url, run: () => pause(webhook) })}
        ${button({ text: "Send again", object: webhook.url, run: () => void opening(dialog, (opened) => opened.replayWebhook(webhook)) })}
        ${button({ text: "Rotate secret", object: webhook.url, run: () => void opening(dialog, (opened) => opened.rotateWebhook(webhook)) })}
      </span>`,
    },
  ];

  function body() {
    if (!list.known) return list.failure ? nothing : loading("webhooks", 3);
    if (!list.rows.length) return empty("No webhooks yet.", "A webhook posts what happens here to an address of yours, as it happens.");
    return html`${table({ caption: "Webhooks", rows: list.rows, key: (webhook) => webhook.id, columns })} ${paging(list)}`;
  }

  return {
    title: () => "Webhooks",
    load,
    keys: [{ key: "n", does: create.text, run: create.run }],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">Webhooks</h1>
        <div class="actions">${button(create)}</div>
      </div>
      <div class="card" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>`,
  };
}

/** @param {Webhook} webhook */
function stateOf({ state, failingSince, gaveUpAt, nextAttemptAt, position }) {
  const delivered = html`<small class="by">delivered up to ${position}</small>`;
  if (gaveUpAt) return html`<span class="problem">Paused: its endpoint kept failing</span><small class="by">since ${moment(gaveUpAt)}</small>${delivered}`;
  if (state === "PAUSED") return html`<span class="soft">Paused</span>${delivered}`;
  if (failingSince) {
    const next = nextAttemptAt ? html`, next try ${moment(nextAttemptAt)}` : nothing;
    return html`<span class="problem">Failing</span><small class="by">since ${moment(failingSince)}${next}</small>${delivered}`;
  }
  return html`Active${delivered}`;
}

/** @param {Webhook} webhook */
const former = ({ formerUntil }) =>
  formerUntil && Date.parse(formerUntil) > Date.now() ? html`<small class="by">former secret signs until ${moment(formerUntil)}</small>` : nothing;

/** @param {Webhook} webhook */
function deliveries(webhook) {
  const { nodes } = webhook.deliveries;
  if (!nodes.length) return html`<span class="soft">none yet</span>`;
  return nodes.map(
    ({ position, kind, attempts, status, failure, deliveredAt }) =>
      html`<small class="by">${position} · ${words(kind)} · ${failure ? html`<span class="problem">${failure}</span>` : html`delivered ${deliveredAt ? moment(deliveredAt) : nothing}`}${status ? ` (${status})` : nothing}${attempts > 1 ? `, ${attempts} tries` : nothing}</small>`,
  );
}
