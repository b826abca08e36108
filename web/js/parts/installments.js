/** What of a purchase is paid later: nothing that is planned, equal parts, or parts of one's own (domain R11a, R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { parseMoney } from "../typed-money.js";
import { dateField, moneyField, selectField, textField } from "./field.js";
import { removeButton, rowKeys } from "./item-rows.js";
import { METHODS } from "./methods.js";

/** @typedef {import("../mutation.js").Editing} Editing */

export const INTERVALS = [
  { value: "MONTH", text: "Every month" },
  { value: "WEEK", text: "Every week" },
  { value: "QUARTER", text: "Every three months" },
  { value: "YEAR", text: "Every year" },
];

const LATER = [
  { value: "", text: "Stays open" },
  { value: "plan", text: "Is paid later in equal parts" },
  { value: "rows", text: "Is paid later in parts of my own" },
];

/**
 * How many parts were typed; 0 where that is no number of parts.
 * @param {string} text
 */
export function partsOf(text) {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count <= 120 ? count : 0;
}

/**
 * The fields of a plan of equal parts; `path` is the input's place, with a point at its end or empty.
 * @param {Editing} edit
 * @param {string} path
 * @param {string} parts how many are proposed
 */
export const planFields = (edit, path, parts = "3") => html`<div class="pair">
  ${textField({ name: "parts", label: "How many parts", value: parts, error: edit.error(`${path}parts`) })}
  ${selectField({ name: "interval", label: "How far apart", options: INTERVALS, value: "MONTH", error: edit.error(`${path}interval`) })}
  ${dateField({ name: "first-due", label: "First due", error: edit.error(`${path}firstDueOn`) })}
  ${selectField({ name: "how", label: "Taken by", options: METHODS, value: "CARD", error: edit.error(`${path}method`) })}
</div>`;

/**
 * What is wrong with the fields of a plan.
 * @param {(name: string) => string} typed
 * @param {string} path
 * @param {(path: string, text: string) => void} problem
 */
export function checkPlan(typed, path, problem) {
  if (!partsOf(typed("parts"))) problem(`${path}parts`, "Write a number from 1 to 120.");
  if (!typed("first-due")) problem(`${path}firstDueOn`, "Say when the first is due.");
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
    if (!typed(`due-${key}`)) problem(`${path}.dueOn`, "Say when it is due.");
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
    <legend>Parts</legend>
    ${repeat(rows.keys, (key) => key, (key, index) => {
      const path = `installments.${index}`;
      return html`<div class="item-row" role="group" aria-label="Part ${index + 1}">
        ${dateField({ name: `due-${key}`, label: "Due", error: edit.error(`${path}.dueOn`) })}
        ${moneyField({ name: `part-${key}`, label: "Amount", currency, error: edit.error(`${path}.amountCents`, path) })}
        ${selectField({
          name: `for-${key}`,
          label: "For",
          options: [{ value: "", text: "What remains, in order" }, ...items.map(({ description }, at) => ({ value: String(at + 1), text: `${at + 1}. ${description}` }))],
          error: edit.error(`${path}.items`, `${path}.items.0`, `${path}.items.0.amountCents`, `${path}.items.0.position`),
        })}
        ${selectField({ name: `how-${key}`, label: "Taken by", options: METHODS, value: "CARD", error: edit.error(`${path}.method`) })}
        ${rows.keys.length > 1 ? removeButton(`Remove part ${index + 1}`, () => rows.remove(key, edit)) : nothing}
      </div>`;
    })}
    <button type="button" class="plain add" @click=${() => rows.add(edit)}>+ Add part</button>
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
      ${selectField({ name: "later", label: "The rest", options: LATER, error: edit.error("installments", "installmentPlan") })}
      ${typed("later") === "plan" ? planFields(edit, "installmentPlan.") : nothing}
      ${typed("later") === "rows" ? rowsView(edit, items) : nothing}
    `,
  };
}
