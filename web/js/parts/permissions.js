/** The permissions with their descriptions, as checkboxes and as text. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { may } from "../session.js";

/** The first four and their texts are those of the article on reconciliation. */
export const PERMISSIONS = [
  { code: "VIEW_CLIENT_ACCOUNTS", name: "View client accounts", does: "View the list of client accounts and account details." },
  { code: "CLIENT_BILLING", name: "Client billing", does: "View a client's billing page and their transactions." },
  { code: "MANAGE_RECONCILIATIONS", name: "Manage reconciliations", does: "Manually add or edit a reconciliation." },
  { code: "DELETE_RECONCILIATIONS", name: "Delete reconciliations", does: "Delete reconciliations and undo changes." },
  { code: "VIEW_REPORTS", name: "View reports", does: "View reports, including aging." },
  { code: "RECORD_TRANSACTIONS", name: "Record transactions", does: "Record invoices, payments and refunds; edit accounts and ledger codes." },
  { code: "IMPORT_DATA", name: "Import data", does: "Import CSV files." },
  { code: "MANAGE_ACCESS", name: "Manage access", does: "Manage users and permissions; view all activity and the integrity report." },
];

/**
 * List permissions in short.
 * @param {string[]} held
 */
export function permissionsText(held) {
  if (!held.length) return "None";
  if (held.length === PERMISSIONS.length) return "All";
  return PERMISSIONS.filter(({ code }) => held.includes(code)).map(({ name }) => name).join(", ");
}

/**
 * Checkboxes of permissions; those that the viewer lacks cannot be granted.
 * @param {object} what
 * @param {string[]} what.held those ticked initially
 * @param {string} what.error
 * @param {(code: string, ticked: boolean) => void} [what.changed]
 */
export const permissionBoxes = ({ held, error, changed }) => html`<fieldset class="boxes">
  <legend>Permissions</legend>
  ${error ? html`<p class="problem">${error}</p>` : nothing}
  ${PERMISSIONS.map(({ code, name, does }) => {
    const own = may(code);
    return html`<label class="box">
      <input
        type="checkbox"
        name=${code}
        ?checked=${held.includes(code)}
        ?disabled=${!own}
        @input=${(/** @type {Event} */ event) => changed?.(code, /** @type {HTMLInputElement} */ (event.target).checked)}
      />
      <span><b>${name}</b> <small>${does}${own ? nothing : " You can't grant a permission you don't have."}</small></span>
    </label>`;
  })}
</fieldset>`;

/**
 * Return the ticked permissions.
 * @param {(name: string) => string} typed
 */
export const tickedPermissions = (typed) => PERMISSIONS.map(({ code }) => code).filter((code) => typed(code) === "on");
