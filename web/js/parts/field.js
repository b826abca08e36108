/** Form fields: label, control, hint and error. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { msg, texts } from "../texts.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("field");
await texts("parts");

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} [of] which of several alike it is, for screen readers: "item 2"
 * @property {string} [value] initial value
 * @property {string} [error]
 * @property {unknown} [hint]
 * @property {boolean} [optional] shown beside the label
 * @property {boolean} [focus] has the focus at first
 * @property {string} [type]
 * @property {string} [autocomplete]
 */

/**
 * @param {Field} field
 * @param {unknown} control
 */
function labelled({ name, label, error, hint, optional }, control) {
  return html`<div class="field ${error ? "wrong" : ""}">
    <label for="field-${name}">${label}${optional ? html` <span class="soft">${msg("parts-optional")}</span>` : nothing}</label>
    ${control}
    <p class="hint" id="hint-${name}">${error ? html`<span class="problem">${error}</span>` : (hint ?? nothing)}</p>
  </div>`;
}

/** @param {Field} field */
const ofWhich = ({ label, of }) => (of ? msg("parts-field-of", { label, of }) : nothing);

/** @param {Field} field */
export const textField = (field) =>
  labelled(
    field,
    html`<input
      id="field-${field.name}"
      name=${field.name}
      type=${field.type ?? "text"}
      .defaultValue=${field.value ?? ""}
      autocomplete=${/** @type {AutoFill} */ (field.autocomplete ?? "off")}
      aria-label=${ofWhich(field)}
      aria-describedby="hint-${field.name}"
      aria-invalid=${field.error ? "true" : "false"}
      ?autofocus=${field.focus}
    />`,
  );

/** A field of several lines. @param {Field} field */
export const areaField = (field) =>
  labelled(
    field,
    html`<textarea
      id="field-${field.name}"
      name=${field.name}
      .defaultValue=${field.value ?? ""}
      aria-label=${ofWhich(field)}
      aria-describedby="hint-${field.name}"
      aria-invalid=${field.error ? "true" : "false"}
    ></textarea>`,
  );

/**
 * An amount in an account's currency; read it with `parseMoney` (js/typed-money.js).
 * @param {Field & { currency: string }} field
 */
export const moneyField = (field) =>
  labelled(
    field,
    html`<span class="money-input"
      ><input
        id="field-${field.name}"
        name=${field.name}
        inputmode="decimal"
        .defaultValue=${field.value ?? ""}
        autocomplete="off"
        aria-label=${ofWhich(field)}
      aria-describedby="hint-${field.name}"
        aria-invalid=${field.error ? "true" : "false"}
        ?autofocus=${field.focus} /><span aria-hidden="true">${field.currency}</span></span
    >`,
  );

/** A date field. @param {Field} field */
export const dateField = (field) => textField({ ...field, type: "date" });

/** A select; the selected option stays when the options change, if it is among them. @param {Field & { options: { value: string, text: string }[] }} field */
export const selectField = (field) =>
  labelled(
    field,
    html`<select id="field-${field.name}" name=${field.name} aria-label=${ofWhich(field)} aria-describedby="hint-${field.name}" aria-invalid=${field.error ? "true" : "false"}>
      ${repeat(field.options, ({ value }) => value, ({ value, text }) => html`<option value=${value} ?selected=${value === field.value}>${text}</option>`)}
    </select>`,
  );
