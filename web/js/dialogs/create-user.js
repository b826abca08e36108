/** Create a user: staff, or a client on their own account. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { ask } from "../graphql.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { permissionBoxes, roleField, tickedPermissions } from "../parts/permissions.js";
import { ACCOUNT_OF_CLIENT, CREATE_USER, ROLE_CHOICES } from "../queries/access.js";
import { PASSWORD_HINT, passwordField } from "./change-user.js";

/** Creates a member of the staff. */
export function createUser() {
  const choices = lookup(ROLE_CHOICES, {});
  return openForm({
    title: "New user",
    query: CREATE_USER,
    onOpen: (edit) => void choices.read(edit.typed),
    input: (typed, problem) => ({ ...person(typed, problem), permissions: tickedPermissions(typed), roleId: typed("role") || undefined }),
    fields: (edit) => html`${personFields(edit)} ${roleField({ roles: choices.data?.roles.nodes ?? [], error: edit.error("roleId") })}
      ${permissionBoxes({ held: [], error: edit.error("permissions"), legend: "Permissions in addition to the role" })}`,
    save: "Create user",
    successMessage: ({ user }) => `${user.name} can sign in.`,
  });
}

/** Creates a client's sign-in. */
export function createClient() {
  /** @type {import("../mutation.js").Editing | undefined} */
  let form;
  /** The last account number looked up, and its account; undefined until known. @type {{ number: string, account?: import("../queries/access.js").AccountOfClient_account | null }} */
  let found = { number: "" };

  /**
   * @param {string} number
   * @param {() => void} draw
   */
  async function look(number, draw) {
    found = { number };
    if (!number) return;
    const asked = found;
    try {
      asked.account = (await ask(ACCOUNT_OF_CLIENT, { number })).account;
    } catch {
      if (asked === found) found = { number: "" }; // looked up again at the next key or on save
      return;
    }
    if (asked === found) draw();
  }

  return openForm({
    title: "New client user",
    onOpen: (edit) => void (form = edit),
    query: CREATE_USER,
    input(typed, problem) {
      const number = typed("number");
      if (number && found.number !== number && form) look(number, form.typed);
      if (!number) problem("clientAccountId", "Enter an account number.");
      else if (found.number !== number || found.account === undefined) problem("clientAccountId", "Looking up the account. Try again in a moment.");
      else if (!found.account) problem("clientAccountId", `Account ${number} not found.`);
      return { ...person(typed, problem), permissions: [], clientAccountId: found.account?.id };
    },
    fields: (edit) => html`
      <p class="soft">A client can view and pay their own account, and nothing else.</p>
      <div @input=${(/** @type {Event} */ event) => look(/** @type {HTMLInputElement} */ (event.target).value.trim(), edit.typed)}>
        ${textField({
          name: "number",
          label: "Account number",
          error: edit.error("clientAccountId"),
          hint: found.account?.ownerName ?? "As shown in the list of accounts.",
          focus: true,
        })}
      </div>
      ${personFields(edit, false)}
    `,
    save: "Create user",
    successMessage: ({ user }) => `${user.name} can sign in.`,
  });
}

/**
 * @param {(name: string) => string} typed
 * @param {(path: string, text: string) => void} problem
 */
function person(typed, problem) {
  if (!typed("name")) problem("name", "Enter a name.");
  if (!typed("email")) problem("email", "Enter an email address.");
  if (!typed("password")) problem("password", "Enter a password.");
  return { name: typed("name"), email: typed("email"), password: typed("password") };
}

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {boolean} [first] whether the focus starts here
 */
const personFields = (edit, first = true) => html`
  ${textField({ name: "name", label: "Name", error: edit.error("name"), focus: first })}
  ${textField({ name: "email", label: "Email address", error: edit.error("email"), hint: "Used to sign in." })}
  ${passwordField({ label: "Password", error: edit.error("password"), hint: PASSWORD_HINT })}
`;
