/** The permissions with their descriptions, as checkboxes and as text. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { may } from "../session.js";
import { selectField } from "./field.js";

/** The first four and their texts are those of the article on reconciliation. */
export const PERMISSIONS = [
  { code: "VIEW_CLIENT_ACCOUNTS", name: "View client accounts", does: "View the list of client accounts and account details." },
  { code: "CLIENT_BILLING", name: "Client billing", does: "View a client's billing page and their transactions." },
  { code: "MANAGE_RECONCILIATIONS", name: "Manage reconciliations", does: "Manually add or edit a reconciliation." },
  { code: "DELETE_RECONCILIATIONS", name: "Delete reconciliations", does: "Delete reconciliations and undo changes." },
  { code: "VIEW_REPORTS", name: "View reports", does: "View reports, including aging." },
  { code: "RECORD_TRANSACTIONS", name: "Record transactions", does: "Record invoices, payments and refunds; edit accounts and ledger codes." },
  { code: "IMPORT_DATA", name: "Import data", does: "Import CSV files." },
  { code: "CLOSE_BOOKS", name: "Close books", does: "Close periods, and open them again." },
  { code: "MANAGE_ACCESS", name: "Manage access", does: "Manage users and permissions; view all activity and the integrity report." },
];

/**
 * The choice of a role; those that grant what the viewer lacks cannot be given.
 * @param {object} what
 * @param {{ id: string, name: string, permissions: string[] }[]} what.roles
 * @param {string} [what.value] the id of the present one
 * @param {string} what.error
 */
export function roleField({ roles, value = "", error }) {
  const given = roles.filter(({ id, permissions }) => id === value || may(...permissions));
  const left = roles.length - given.length;
  return selectField({
    name: "role",
    label: "Role",
    optional: true,
    options: [{ value: "", text: "None" }, ...given.map(({ id, name }) => ({ value: id, text: name }))],
    value,
    error,
    hint: left ? `Not shown: ${left} with permissions you don't have.` : undefined,
  });
}

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
 * @param {string} [what.legend]
 */
export const permissionBoxes = ({ held, error, changed, legend = "Permissions" }) => html`<fieldset class="boxes">
  <legend>${legend}</legend>
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
 * A choice that ticks the boxes below it: what usually goes together. What the viewer lacks stays unticked.
 * @param {{ name: string, description?: string, permissions: string[] }[]} templates
 * @param {string} [hint] shown until one is chosen
 */
export function startFrom(templates, hint = "Ticks what usually goes together. Change it as you like.") {
  /** @param {Event} event */
  function chosen({ target }) {
    const select = /** @type {HTMLSelectElement} */ (target);
    const template = templates[Number(select.value)];
    if (!select.value || !template) return;
    for (const { code } of PERMISSIONS) {
      const box = select.form?.elements.namedItem(code);
      if (box instanceof HTMLInputElement && !box.disabled) box.checked = template.permissions.includes(code);
    }
    const shown = select.closest(".field")?.querySelector(".start-hint");
    if (shown) shown.textContent = template.description ?? hint;
  }
  return html`<div @change=${chosen}>
    ${selectField({
      name: "start",
      label: "Template",
      optional: true,
      options: [{ value: "", text: "" }, ...templates.map(({ name }, index) => ({ value: String(index), text: name }))],
      value: "",
      hint: html`<span class="start-hint">${hint}</span>`,
    })}
  </div>`;
}

/**
 * Return the ticked permissions.
 * @param {(name: string) => string} typed
 */
export const tickedPermissions = (typed) => PERMISSIONS.map(({ code }) => code).filter((code) => typed(code) === "on");
