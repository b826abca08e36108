/** The permissions with their descriptions, as checkboxes and as text. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { may } from "../session.js";
import { msg, texts } from "../texts.js";
import { words } from "../words.js";
import { selectField } from "./field.js";

await texts("access");

/** The first four and their texts are those of the article on reconciliation. */
export const PERMISSIONS = [
  { code: "VIEW_CLIENT_ACCOUNTS", name: words("VIEW_CLIENT_ACCOUNTS"), does: msg("access-does-view-client-accounts") },
  { code: "CLIENT_BILLING", name: words("CLIENT_BILLING"), does: msg("access-does-client-billing") },
  { code: "MANAGE_RECONCILIATIONS", name: words("MANAGE_RECONCILIATIONS"), does: msg("access-does-manage-reconciliations") },
  { code: "DELETE_RECONCILIATIONS", name: words("DELETE_RECONCILIATIONS"), does: msg("access-does-delete-reconciliations") },
  { code: "VIEW_REPORTS", name: words("VIEW_REPORTS"), does: msg("access-does-view-reports") },
  { code: "RECORD_TRANSACTIONS", name: words("RECORD_TRANSACTIONS"), does: msg("access-does-record-transactions") },
  { code: "IMPORT_DATA", name: words("IMPORT_DATA"), does: msg("access-does-import-data") },
  { code: "CLOSE_BOOKS", name: words("CLOSE_BOOKS"), does: msg("access-does-close-books") },
  { code: "MANAGE_ACCESS", name: words("MANAGE_ACCESS"), does: msg("access-does-manage-access") },
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
    label: msg("access-role"),
    optional: true,
    options: [{ value: "", text: msg("access-no-role") }, ...given.map(({ id, name }) => ({ value: id, text: name }))],
    value,
    error,
    hint: left ? msg("access-roles-left", { count: left }) : undefined,
  });
}

/**
 * List permissions in short.
 * @param {string[]} held
 */
export function permissionsText(held) {
  if (!held.length) return msg("access-none");
  if (held.length === PERMISSIONS.length) return msg("access-all");
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
export const permissionBoxes = ({ held, error, changed, legend = msg("access-permissions") }) => html`<fieldset class="boxes">
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
      <span><b>${name}</b> <small>${does}${own ? nothing : ` ${msg("access-not-own")}`}</small></span>
    </label>`;
  })}
</fieldset>`;

/**
 * A choice that ticks the boxes below it: what usually goes together. What the viewer lacks stays unticked.
 * @param {{ name: string, description?: string, permissions: string[] }[]} templates
 * @param {string} [hint] shown until one is chosen
 */
export function startFrom(templates, hint = msg("access-ticks-usual")) {
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
      label: msg("access-template"),
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
