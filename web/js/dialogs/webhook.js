/** Create a webhook, give it a new secret, or send changes again. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { showSecret } from "../parts/shown-secret.js";
import { stylesheet } from "../parts/stylesheet.js";
import { CREATE_WEBHOOK, REPLAY_WEBHOOK, ROTATE_WEBHOOK_SECRET } from "../queries/webhooks.js";
import { msg, texts } from "../texts.js";

await stylesheet("access");
await texts("webhooks");

const OVERLAPS = [
  { value: "0", text: msg("webhooks-stops-now") },
  { value: "24", text: msg("webhooks-one-day") },
  { value: "168", text: msg("webhooks-one-week") },
];

/** Create an endpoint for all changes, and show its secret. */
export async function createWebhook() {
  const done = await openForm({
    title: msg("webhooks-new"),
    query: CREATE_WEBHOOK,
    input(typed, problem) {
      if (!typed("url")) problem("url", msg("webhooks-enter-address"));
      return { url: typed("url") };
    },
    fields: (edit) => html`
      <p>${msg("webhooks-from-now")}</p>
      ${textField({ name: "url", label: msg("webhooks-address"), error: edit.error("url"), hint: msg("webhooks-address-hint"), focus: true })}
    `,
    save: msg("webhooks-create"),
    successMessage: () => msg("webhooks-created"),
  });
  if (done) await showSecretOf(done.webhook.url, done.secret);
}

/** @param {{ id: string, url: string }} webhook */
export async function rotateWebhook({ id, url }) {
  const done = await openForm({
    title: msg("webhooks-rotate"),
    query: ROTATE_WEBHOOK_SECRET,
    input: (typed) => ({ webhookId: id, overlapHours: Number(typed("overlap")) }),
    fields: (edit) => html`
      <p>${msg("webhooks-new-secret", { address: url })}</p>
      ${selectField({ name: "overlap", label: msg("webhooks-former-secret"), options: OVERLAPS, value: "24", error: edit.error("overlapHours"), hint: msg("webhooks-former-hint") })}
    `,
    save: msg("webhooks-rotate"),
    successMessage: () => msg("webhooks-rotated"),
    irreversible: () => true,
  });
  if (done) await showSecretOf(done.webhook.url, done.secret);
}

/** @param {{ id: string, url: string, position: string }} webhook */
export async function replayWebhook({ id, url, position }) {
  await openForm({
    title: msg("webhooks-again"),
    query: REPLAY_WEBHOOK,
    input(typed, problem) {
      if (!/^\d+$/.test(typed("position"))) problem("position", msg("webhooks-enter-position"));
      return { webhookId: id, position: typed("position") };
    },
    fields: (edit) => html`
      <p>${msg("webhooks-again-means", { address: url, position })}</p>
      ${textField({ name: "position", label: msg("webhooks-after"), value: position, error: edit.error("position"), focus: true })}
    `,
    save: msg("webhooks-again"),
    successMessage: () => msg("webhooks-sent-again"),
    irreversible: () => true,
  });
}

/** @param {string} url @param {string | null} secret null if the response with it was lost */
const showSecretOf = (url, secret) =>
  showSecret({
    title: msg("webhooks-secret"),
    secret,
    text: html`<b>${msg("webhooks-copy-secret")}</b> ${msg("webhooks-verifies", { address: url })}`,
    lost: msg("webhooks-secret-lost"),
  });
