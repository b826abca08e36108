/** Create an API token, then show it once. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { permissionBoxes, startFrom, tickedPermissions } from "../parts/permissions.js";
import { showToken } from "../parts/shown-secret.js";
import { CREATE_API_TOKEN, TOKEN_STARTS } from "../queries/access.js";
import { msg, texts } from "../texts.js";

await texts("access");

const LIFETIMES = [
  { value: "30", text: msg("access-30-days") },
  { value: "90", text: msg("access-90-days") },
  { value: "365", text: msg("access-1-year") },
  { value: "", text: msg("access-never") },
];

/** Create a token and show it. */
export async function createToken() {
  const starts = lookup(TOKEN_STARTS, {});
  const templates = () => [...(starts.data?.tokenTemplates ?? []), ...(starts.data?.roles.nodes ?? []).map(({ name, permissions }) => ({ name: msg("access-of-role", { name }), permissions }))];
  const done = await openForm({
    title: msg("access-new-api-token"),
    query: CREATE_API_TOKEN,
    onOpen: (edit) => void starts.read(edit.typed),
    input(typed, problem) {
      if (!typed("name")) problem("name", msg("access-enter-name"));
      const permissions = tickedPermissions(typed);
      if (!permissions.length) problem("permissions", msg("access-choose-permission"));
      return { name: typed("name"), permissions, expiresInDays: typed("days") ? Number(typed("days")) : undefined };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: msg("access-name"), error: edit.error("name"), hint: msg("access-token-example"), focus: true })}
      ${startFrom(templates(), msg("access-ticks-fewest"))}
      ${permissionBoxes({ held: [], error: edit.error("permissions") })}
      ${selectField({ name: "days", label: msg("access-expires-after"), options: LIFETIMES, value: "90", error: edit.error("expiresInDays") })}
    `,
    save: msg("access-create-token"),
    successMessage: ({ apiToken }) => msg("access-token-created", { name: apiToken.name }),
  });
  if (done) await showToken(done.apiToken.name, done.token);
}
