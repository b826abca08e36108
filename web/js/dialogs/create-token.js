/** Create an API token, then show it once. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { permissionBoxes, startFrom, tickedPermissions } from "../parts/permissions.js";
import { showToken } from "../parts/shown-token.js";
import { raiseToasts } from "../parts/toast.js";
import { CREATE_API_TOKEN, TOKEN_STARTS } from "../queries/access.js";

const LIFETIMES = [
  { value: "30", text: "30 days" },
  { value: "90", text: "90 days" },
  { value: "365", text: "1 year" },
  { value: "", text: "Never" },
];

/** Create a token and show it. */
export async function createToken() {
  const starts = lookup(TOKEN_STARTS, {});
  const templates = () => [...(starts.data?.tokenTemplates ?? []), ...(starts.data?.roles.nodes ?? []).map(({ name, permissions }) => ({ name: `Role: ${name}`, permissions }))];
  const done = await openForm({
    title: "New API token",
    query: CREATE_API_TOKEN,
    onOpen: (edit) => void starts.read(edit.typed),
    input(typed, problem) {
      if (!typed("name")) problem("name", "Enter a name.");
      const permissions = tickedPermissions(typed);
      if (!permissions.length) problem("permissions", "Choose at least one permission.");
      return { name: typed("name"), permissions, expiresInDays: typed("days") ? Number(typed("days")) : undefined };
    },
    fields: (edit) => html`
      ${textField({ name: "name", label: "Name", error: edit.error("name"), hint: "For example, nightly export.", focus: true })}
      ${startFrom(templates(), "Ticks the fewest permissions that suffice.")}
      ${permissionBoxes({ held: [], error: edit.error("permissions") })}
      ${selectField({ name: "days", label: "Expires after", options: LIFETIMES, value: "90", error: edit.error("expiresInDays") })}
    `,
    save: "Create token",
    successMessage: ({ apiToken }) => `Token ${apiToken.name} created.`,
  });
  if (!done) return;
  const shown = showToken(done.apiToken.name, done.token);
  raiseToasts();
  await shown;
}
