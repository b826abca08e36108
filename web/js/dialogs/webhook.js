/** Create a webhook, give it a new secret, or send changes again. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { openDialog } from "../parts/dialog.js";
import { selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { raiseToasts } from "../parts/toast.js";
import { CREATE_WEBHOOK, REPLAY_WEBHOOK, ROTATE_WEBHOOK_SECRET } from "../queries/webhooks.js";

const OVERLAPS = [
  { value: "0", text: "Stops now" },
  { value: "24", text: "Signs too for 1 day" },
  { value: "168", text: "Signs too for 1 week" },
];

/** Create an endpoint for all changes, and show its secret. */
export async function createWebhook() {
  const done = await openForm({
    title: "New webhook",
    query: CREATE_WEBHOOK,
    input(typed, problem) {
      if (!typed("url")) problem("url", "Enter an address.");
      return { url: typed("url") };
    },
    fields: (edit) => html`
      <p>Everything that happens from now on is posted to this address, in order.</p>
      ${textField({ name: "url", label: "Address", error: edit.error("url"), hint: "For example, https://shop.example.org/tieout", focus: true })}
    `,
    save: "Create webhook",
    successMessage: () => "Webhook created.",
  });
  if (done) await showSecret(done.webhook.url, done.secret);
}

/** @param {{ id: string, url: string }} webhook */
export async function rotateWebhook({ id, url }) {
  const done = await openForm({
    title: "Rotate secret",
    query: ROTATE_WEBHOOK_SECRET,
    input: (typed) => ({ webhookId: id, overlapHours: Number(typed("overlap")) }),
    fields: (edit) => html`
      <p>${url} gets a new secret. This can't be undone.</p>
      ${selectField({ name: "overlap", label: "Former secret", options: OVERLAPS, value: "24", error: edit.error("overlapHours"), hint: "Time to bring the new one to the endpoint." })}
    `,
    save: "Rotate secret",
    successMessage: () => "The webhook has a new secret.",
    irreversible: () => true,
  });
  if (done) await showSecret(done.webhook.url, done.secret);
}

/** @param {{ id: string, url: string, position: string }} webhook */
export async function replayWebhook({ id, url, position }) {
  await openForm({
    title: "Send again",
    query: REPLAY_WEBHOOK,
    input(typed, problem) {
      if (!/^\d+$/.test(typed("position"))) problem("position", "Enter a whole number, 0 for the beginning.");
      return { webhookId: id, position: typed("position") };
    },
    fields: (edit) => html`
      <p>All changes after a position are sent to ${url} again, in order. It has them up to ${position}.</p>
      ${textField({ name: "position", label: "After position", value: position, error: edit.error("position"), focus: true })}
    `,
    save: "Send again",
    successMessage: () => "The changes are sent again.",
    irreversible: () => true,
  });
}

/**
 * @param {string} url
 * @param {string | null} secret null if the response with it was lost
 */
async function showSecret(url, secret) {
  const shown = openDialog(
    "Secret of the webhook",
    (dialog) => {
      let copyStatus = "";
      async function copy() {
        try {
          await navigator.clipboard.writeText(secret ?? "");
          copyStatus = "Copied.";
        } catch {
          copyStatus = "Your browser blocked copying. Select the secret and copy it manually.";
        }
        dialog.draw();
      }
      return () => html`<div class="dialog-body">
          ${secret
            ? html`<p><b>Copy the secret now. It won't be shown again.</b> The endpoint ${url} verifies with it.</p>
                <p class="token"><code>${secret}</code></p>
                <p role="status">${copyStatus}</p>`
            : html`<p>The secret was made, but the response was lost. Rotate it to get another.</p>`}
        </div>
        <footer>
          ${secret ? html`<button type="button" class="button" autofocus @click=${copy}>Copy</button>` : html``}
          <button type="button" class="button main" @click=${() => dialog.close()}>${secret ? "Done" : "Close"}</button>
        </footer>`;
    },
    { stays: Boolean(secret) },
  );
  raiseToasts();
  await shown;
}
