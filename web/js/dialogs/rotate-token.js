/** Give an API token a new secret, then show it once. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { selectField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { showToken } from "../parts/shown-token.js";
import { raiseToasts } from "../parts/toast.js";
import { ROTATE_API_TOKEN } from "../queries/access.js";

const OVERLAPS = [
  { value: "0", text: "Stops now" },
  { value: "1", text: "Works for 1 hour more" },
  { value: "24", text: "Works for 1 day more" },
  { value: "168", text: "Works for 1 week more" },
  { value: "720", text: "Works for 30 days more" },
];
const EXPIRIES = [
  { value: "", text: "Unchanged" },
  { value: "30", text: "30 days from today" },
  { value: "90", text: "90 days from today" },
  { value: "365", text: "1 year from today" },
];

/** @param {{ id: string, name: string }} token */
export async function rotateToken({ id, name }) {
  const done = await openForm({
    title: `Rotate token: ${name}`,
    query: ROTATE_API_TOKEN,
    input: (typed) => ({ id, overlapHours: Number(typed("overlap")), expiresInDays: typed("days") ? Number(typed("days")) : undefined }),
    fields: (edit) => html`
      <p>The token gets a new secret, and keeps its name, permissions and idempotency keys. This can't be undone.</p>
      ${selectField({ name: "overlap", label: "Former secret", options: OVERLAPS, value: "24", error: edit.error("overlapHours", "id"), hint: "Time to bring the new one to all programs that use it." })}
      ${selectField({ name: "days", label: "Expires", options: EXPIRIES, value: "", error: edit.error("expiresInDays") })}
    `,
    save: "Rotate token",
    successMessage: ({ apiToken }) => `Token ${apiToken.name} has a new secret.`,
    irreversible: () => true,
  });
  if (!done) return;
  const shown = showToken(done.apiToken.name, done.token);
  raiseToasts();
  await shown;
}
