/** A new person who signs in: of the staff, or a client on their own account. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { ask } from "../graphql.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { permissionBoxes, tickedPermissions } from "../parts/permissions.js";
import { ACCOUNT_OF_CLIENT, CREATE_USER } from "../queries/access.js";
import { PASSWORD_HINT, passwordField } from "./change-user.js";

/** @returns {Promise<any>} the payload, or undefined */
export function createUser() {
  return openForm({
    title: "New person",
    query: CREATE_USER,
    input: (typed, problem) => ({ ...person(typed, problem), permissions: tickedPermissions(typed) }),
    fields: (edit) => html`${personFields(edit)} ${permissionBoxes({ held: [], error: edit.error("permissions") })}`,
    save: "Create sign-in",
    said: ({ user }) => `${user.name} can sign in.`,
  });
}

/** @returns {Promise<any>} the payload, or undefined */
export function createClient() {
  /** @type {import("../mutation.js").Editing | undefined} */
  let form;
  /** What was last asked for, and whose it is: undefined as long as nobody knows. @type {{ number: string, account?: any }} */
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
      if (asked === found) found = { number: "" }; // looked for again at the next key, or when it is saved
      return;
    }
    if (asked === found) draw();
  }

  return openForm({
    title: "New client sign-in",
    begin: (edit) => void (form = edit),
    query: CREATE_USER,
    input(typed, problem) {
      const number = typed("number");
      if (number && found.number !== number && form) look(number, form.typed);
      if (!number) problem("clientAccountId", "Say whose account it is.");
      else if (found.number !== number || found.account === undefined) problem("clientAccountId", "Wait until the account is found.");
      else if (!found.account) problem("clientAccountId", `There is no account ${number}.`);
      return { ...person(typed, problem), clientAccountId: found.account?.id };
    },
    fields: (edit) => html`
      <p class="soft">A client sees their own account and may pay, and nothing else.</p>
      <div @input=${(/** @type {Event} */ event) => look(/** @type {HTMLInputElement} */ (event.target).value.trim(), edit.typed)}>
        ${textField({
          name: "number",
          label: "Account number",
          error: edit.error("clientAccountId"),
          hint: found.account?.ownerName ?? "As it stands in the list of accounts.",
          focus: true,
        })}
      </div>
      ${personFields(edit, false)}
    `,
    save: "Create sign-in",
    said: ({ user }) => `${user.name} can sign in.`,
  });
}

/**
 * @param {(name: string) => string} typed
 * @param {(path: string, text: string) => void} problem
 */
function person(typed, problem) {
  if (!typed("name")) problem("name", "Say who it is.");
  if (!typed("email")) problem("email", "They sign in with it.");
  if (!typed("password")) problem("password", "Choose a password for them.");
  return { name: typed("name"), email: typed("email"), password: typed("password") };
}

/**
 * @param {import("../mutation.js").Editing} edit
 * @param {boolean} [first] whether one begins here
 */
const personFields = (edit, first = true) => html`
  ${textField({ name: "name", label: "Name", error: edit.error("name"), focus: first })}
  ${textField({ name: "email", label: "E-mail address", error: edit.error("email"), hint: "They sign in with it." })}
  ${passwordField({ label: "Password", error: edit.error("password"), hint: PASSWORD_HINT })}
`;
