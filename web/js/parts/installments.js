/** Installments of a checkout: none, equal ones, or custom ones (domain R11a, R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { msg, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";
import { dateField, moneyField, selectField, textField } from "./field.js";
import { removeButton, rowKeys } from "./item-rows.js";
import { METHODS } from "./methods.js";

await texts("forms", "installments");

/** @typedef {import("../mutation.js").Editing} Editing */

export const INTERVALS = [
  { value: "MONTH", text: msg("installments-every-month") },
  { value: "WEEK", text: msg("installments-every-week") },
  { value: "QUARTER", text: msg("installments-every-quarter") },
  { value: "YEAR", text: msg("installments-every-year") },
];

const LATER = [
  { value: "", text: msg("installments-leave-open") },
  { value: "plan", text: msg("installments-equal") },
  { value: "rows", text: msg("installments-custom") },
];

/**
 * Parse the number of installments; 0 if it is not valid.
 * @param {string} text
 */
export function partsOf(text) {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count <= 120 ? count : 0;
}

/**
 * The fields of equal installments; `path` is the input's prefix, ending in a point, or empty.
 * @param {Editing} edit
 * @param {string} path
 * @param {string} parts the default number
 */
export const planFields = (edit, path, parts = "3") => html`<div class="pair">
  ${textField({ name: "parts", label: msg("installments-title"), value: parts, error: edit.error(`${path}parts`) })}
  ${selectField({ name: "interval", label: msg("forms-interval"), options: INTERVALS, value: "MONTH", error: edit.error(`${path}interval`) })}
  ${dateField({ name: "first-due", label: msg("installments-first-due"), error: edit.error(`${path}firstDueOn`) })}
  ${selectField({ name: "how", label: msg("forms-paid-by"), options: METHODS, value: "CARD", error: edit.error(`${path}method`) })}
</div>`;

/**
 * Validate the fields of equal installments.
 * @param {(name: string) => string} typed
 * @param {string} path
 * @param {(path: string, text: string) => void} problem
 */
export function checkPlan(typed, path, problem) {
  if (!partsOf(typed("parts"))) problem(`${path}parts`, msg("installments-enter-number"));
  if (!typed("first-due")) problem(`${path}firstDueOn`, msg("installments-enter-first-due"));
}

/** @param {string} currency */
export function installments(currency) {
  const rows = rowKeys("due");
  /** @type {(name: string) => string} */
  let typed = () => "";

  /**
   * @param {number} key
   * @param {number} index
   * @param {(path: string, text: string) => void} problem
   */
  function row(key, index, problem) {
    const path = `installments.${index}`;
    const { cents: amountCents, problem: wrong } = parseMoney(typed(`part-${key}`), currency);
    if (!typed(`due-${key}`)) problem(`${path}.dueOn`, msg("forms-enter-due-date"));
    if (wrong) problem(`${path}.amountCents`, wrong);
    const position = Number(typed(`for-${key}`));
    const items = position ? [{ position, amountCents }] : undefined;
    return { dueOn: typed(`due-${key}`), amountCents, method: typed(`how-${key}`), items };
  }

  /**
   * @param {Editing} edit
   * @param {{ description: string }[]} items
   */
  const rowsView = (edit, items) => html`<fieldset class="rows">
    <legend>${msg("installments-title")}</legend>
    ${repeat(rows.keys, (key) => key, (key, index) => {
      const path = `installments.${index}`;
      return html`<div class="item-row" role="group" aria-label=${msg("installments-number", { number: index + 1 })}>
        ${dateField({ name: `due-${key}`, of: msg("installments-of", { number: index + 1 }), label: msg("forms-due-date"), error: edit.error(`${path}.dueOn`) })}
        ${moneyField({ name: `part-${key}`, of: msg("installments-of", { number: index + 1 }), label: msg("forms-amount"), currency, error: edit.error(`${path}.amountCents`, path) })}
        ${selectField({
          name: `for-${key}`,
          of: msg("installments-of", { number: index + 1 }),
          label: msg("installments-for"),
          options: [{ value: "", text: msg("installments-in-order") }, ...items.map(({ description }, at) => ({ value: String(at + 1), text: `${at + 1}. ${description}` }))],
          error: edit.error(`${path}.items`, `${path}.items.0`, `${path}.items.0.amountCents`, `${path}.items.0.position`),
        })}
        ${selectField({ name: `how-${key}`, of: msg("installments-of", { number: index + 1 }), label: msg("forms-paid-by"), options: METHODS, value: "CARD", error: edit.error(`${path}.method`) })}
        ${rows.keys.length > 1 ? removeButton(msg("installments-remove", { number: index + 1 }), () => rows.remove(key, edit)) : nothing}
      </div>`;
    })}
    <button type="button" class="plain add" @click=${() => rows.add(edit)}>${msg("installments-add")}</button>
  </fieldset>`;

  return {
    /** @param {(name: string) => string} reader */
    reads(reader) {
      typed = reader;
    },
    /** @param {(path: string, text: string) => void} problem */
    input(problem) {
      const kind = typed("later");
      if (kind === "rows") return { installments: rows.keys.map((key, index) => row(key, index, problem)) };
      if (kind !== "plan") return {};
      checkPlan(typed, "installmentPlan.", problem);
      return {
        installmentPlan: {
          parts: partsOf(typed("parts")),
          firstDueOn: typed("first-due"),
          interval: typed("interval"),
          method: typed("how"),
        },
      };
    },
    /**
     * @param {Editing} edit
     * @param {{ description: string }[]} items
     */
    view: (edit, items) => html`
      ${selectField({ name: "later", label: msg("installments-remaining"), options: LATER, error: edit.error("installments", "installmentPlan") })}
      ${typed("later") === "plan" ? planFields(edit, "installmentPlan.") : nothing}
      ${typed("later") === "rows" ? rowsView(edit, items) : nothing}
    `,
  };
}
