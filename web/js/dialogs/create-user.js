/** Create a user: staff, or a client on their own account. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { failed } from "../parts/notices.js";
import { permissionBoxes, roleField, tickedPermissions } from "../parts/permissions.js";
import { ACCOUNT_OF_CLIENT, CREATE_USER, ROLE_CHOICES } from "../queries/access.js";
import { msg, texts } from "../texts.js";
import { PASSWORD_HINT, passwordField } from "./change-user.js";

await texts("access");

/** Creates a member of the staff. */
export function createUser() {
  const choices = lookup(ROLE_CHOICES, {});
  return openForm({
    title: msg("access-new-user"),
    query: CREATE_USER,
    onOpen: (edit) => void choices.read(edit.typed),
    input: (typed, problem) => ({ ...person(typed, problem), permissions: tickedPermissions(typed), roleId: typed("role") || undefined }),
    fields: (edit) => html`${personFields(edit)} ${roleField({ roles: choices.data?.roles.nodes ?? [], error: edit.error("roleId") })}
      ${permissionBoxes({ held: [], error: edit.error("permissions"), legend: msg("access-beside-role") })}`,
    save: msg("access-create-user"),
    successMessage: ({ user }) => msg("access-can-sign-in", { name: user.name }),
  });
}

/** Creates a client's sign-in. */
export function createClient() {
  /** @type {(name: string) => string} */
  let read = () => "";
  const found = lookup(ACCOUNT_OF_CLIENT, () => ({ number: read("number") }));
  /** The account of the number that is typed now; undefined until it is known, null where there is none. */
  const account = () => (found.askedBy?.number === read("number") ? found.data?.account : undefined);

  return openForm({
    title: msg("access-new-client"),
    query: CREATE_USER,
    input(typed, problem) {
      read = typed;
      const number = typed("number");
      if (!number) problem("clientAccountId", msg("access-enter-account"));
      else if (account() === undefined) problem("clientAccountId", found.failure?.message ?? msg("access-looking-up"));
      else if (!account()) problem("clientAccountId", msg("access-no-account", { number }));
      return { ...person(typed, problem), permissions: [], clientAccountId: account()?.id };
    },
    fields(edit, typed) {
      read = typed;
      return html`<p class="soft">${msg("access-client-may")}</p>
      ${found.failure ? failed(found.failure, () => found.read(edit.typed)) : nothing}
      <div @input=${() => read("number") && found.read(edit.typed)}>
        ${textField({
          name: "number",
          label: msg("access-account-number"),
          error: edit.error("clientAccountId"),
          hint: account()?.ownerName ?? msg("access-account-hint"),
          focus: true,
        })}
      </div>
      ${personFields(edit, false)}`;
    },
    save: msg("access-create-user"),
    successMessage: ({ user }) => msg("access-can-sign-in", { name: user.name }),
  });
}

/**
 * @param {(name: string) => string} typed
 * @param {(path: string, text: string) => void} problem
 */
function person(typed, problem) {
  if (!typed("name")) problem("name", msg("access-enter-name"));
  if (!typed("email")) problem("email", msg("access-enter-email"));
  if (!typed("password")) problem("password", msg("access-enter-password"));
  return { name: typed("name"), email: typed("email"), password: typed("password") };
}

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {boolean} [first] whether the focus starts here
 */
const personFields = (edit, first = true) => html`
  ${textField({ name: "name", label: msg("access-name"), error: edit.error("name"), focus: first })}
  ${textField({ name: "email", label: msg("access-email"), error: edit.error("email"), hint: msg("access-email-hint") })}
  ${passwordField({ label: msg("access-password"), error: edit.error("password"), hint: PASSWORD_HINT })}
`;
