/** Give an API token a new secret, then show it once. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { selectField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { showToken } from "../parts/shown-secret.js";
import { ROTATE_API_TOKEN } from "../queries/access.js";
import { msg, texts } from "../texts.js";

await texts("access");

const OVERLAPS = [
  { value: "0", text: msg("access-stops-now") },
  { value: "1", text: msg("access-works-hour") },
  { value: "24", text: msg("access-works-day") },
  { value: "168", text: msg("access-works-week") },
  { value: "720", text: msg("access-works-30-days") },
];
const EXPIRIES = [
  { value: "", text: msg("access-unchanged") },
  { value: "30", text: msg("access-from-today-30") },
  { value: "90", text: msg("access-from-today-90") },
  { value: "365", text: msg("access-from-today-year") },
];

/** @param {{ id: string, name: string }} token */
export async function rotateToken({ id, name }) {
  const done = await openForm({
    title: msg("access-rotate-title", { name }),
    query: ROTATE_API_TOKEN,
    input: (typed) => ({ id, overlapHours: Number(typed("overlap")), expiresInDays: typed("days") ? Number(typed("days")) : undefined }),
    fields: (edit) => html`
      <p>${msg("access-rotate-text")}</p>
      ${selectField({ name: "overlap", label: msg("access-former-secret"), options: OVERLAPS, value: "24", error: edit.error("overlapHours", "id"), hint: msg("access-former-hint") })}
      ${selectField({ name: "days", label: msg("access-expires"), options: EXPIRIES, value: "", error: edit.error("expiresInDays") })}
    `,
    save: msg("access-rotate-token"),
    successMessage: ({ apiToken }) => msg("access-token-rotated", { name: apiToken.name }),
    irreversible: () => true,
  });
  if (done) await showToken(done.apiToken.name, done.token);
}
