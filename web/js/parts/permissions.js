/** The permissions by name, each with what it lets somebody do, as a list of boxes to tick and as words. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { may } from "../session.js";

/** The first four are those of the article on reconciliation, in its words. */
export const PERMISSIONS = [
  { code: "VIEW_CLIENT_ACCOUNTS", name: "View client accounts", does: "View the list of client accounts and account details." },
  { code: "CLIENT_BILLING", name: "Client billing", does: "View a client's billing page and their transactions." },
  { code: "MANAGE_RECONCILIATIONS", name: "Manage reconciliations", does: "Manually add or edit a reconciliation." },
  { code: "DELETE_RECONCILIATIONS", name: "Delete reconciliations", does: "Delete reconciliations, and undo what was done." },
  { code: "VIEW_REPORTS", name: "View reports", does: "See the reports, aging among them." },
  { code: "RECORD_TRANSACTIONS", name: "Record transactions", does: "Record invoices, payments, refunds and the like; change accounts and ledger codes." },
  { code: "IMPORT_DATA", name: "Import data", does: "Bring in CSV files." },
  { code: "MANAGE_ACCESS", name: "Manage access", does: "Decide who may do what; see the activity of all and the integrity report." },
];

/**
 * What somebody may do, in few words.
 * @param {string[]} held
 */
export function permissionsText(held) {
  if (!held.length) return "Nothing";
  if (held.length === PERMISSIONS.length) return "Everything";
  return PERMISSIONS.filter(({ code }) => held.includes(code)).map(({ name }) => name).join(", ");
}

/**
 * Boxes to tick; what one does not hold oneself cannot be given, and says so.
 * @param {object} what
 * @param {string[]} what.held those that are ticked at first
 * @param {string} what.error
 * @param {(code: string, ticked: boolean) => void} [what.changed]
 */
export const permissionBoxes = ({ held, error, changed }) => html`<fieldset class="boxes">
  <legend>May do</legend>
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
      <span><b>${name}</b> <small>${does}${own ? nothing : " You cannot give it, for you do not hold it yourself."}</small></span>
    </label>`;
  })}
</fieldset>`;

/**
 * The ticked ones, for a mutation's input.
 * @param {(name: string) => string} typed
 */
export const tickedPermissions = (typed) => PERMISSIONS.map(({ code }) => code).filter((code) => typed(code) === "on");
