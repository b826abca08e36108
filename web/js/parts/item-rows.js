/** Item rows of an invoice or credit: description, ledger code, member, amount. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { opening } from "../opening.js";
import { msg, msgView, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";
import { moneyField, selectField, textField } from "./field.js";
import { labelFieldsOfEach, NO_LABELS, typedLabels } from "./label-fields.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("operations");
await texts("forms", "recording");

/** @typedef {import("../mutation.js").Editing} Editing */

/**
 * Keys of rows that can be added and removed; the focus follows.
 * @param {string} first the name of each row's first field
 */
export function rowKeys(first) {
  /** @type {number[]} */
  let keys = [0];
  let last = 0;
  const focus = (/** @type {number | undefined} */ key) =>
    /** @type {HTMLElement | null} */ (document.querySelector(`dialog [name="${first}-${key}"]`))?.focus();
  return {
    get keys() {
      return keys;
    },
    /** @param {Editing} edit */
    add(edit) {
      keys = [...keys, ++last];
      edit.typed();
      focus(last);
    },
    /**
     * @param {number} key
     * @param {Editing} edit
     */
    remove(key, edit) {
      const at = keys.indexOf(key);
      keys = keys.filter((each) => each !== key);
      edit.typed();
      focus(keys[Math.max(at - 1, 0)]);
    },
  };
}

/**
 * @param {string} label "Remove item 2"
 * @param {() => void} run
 */
export const removeButton = (label, run) => html`<button type="button" class="plain remove" aria-label=${label} @click=${run}>
  <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
</button>`;

/**
 * What to do while there is no ledger code to record an item under: create one here and go on.
 * @param {() => void} again reads the ledger codes again
 */
export function noLedgerCodes(again) {
  const create = async () => (await opening(() => import("../dialogs/ledger-code.js"), (dialog) => dialog.createLedgerCode())) && again();
  return html`<p class="problem">${msgView("recording-no-ledger-codes", { create: html`<button type="button" class="link" @click=${create}>${msg("recording-create-ledger-code")}</button>` })}</p>`;
}

/**
 * @param {string} currency
 * @param {{ free?: boolean }} [how] `free`: an item may be free of charge
 */
export function itemRows(currency, { free = false } = {}) {
  const rows = rowKeys("description");
  /** @type {(name: string) => string} */
  let typed = () => "";
  /** @param {{ key: number, index: number }} row @returns {import("./label-fields.js").Whose} */
  const whose = ({ key, index }) => ({ name: `item-${key}-`, path: `items.${index}.`, of: msg("recording-of-item", { number: index + 1 }) });

  return {
    /** @param {(name: string) => string} reader */
    reads(reader) {
      typed = reader;
    },
    /** The rows with their amounts; 0 where an amount is missing or wrong. */
    get items() {
      return rows.keys.map((key, index) => ({
        id: String(index + 1),
        description: typed(`description-${key}`) || msg("recording-item-number", { number: index + 1 }),
        unreconciledCents: parseMoney(typed(`cents-${key}`), currency, free).cents ?? 0,
      }));
    },
    /** @param {(path: string, text: string) => void} problem */
    input: (problem) =>
      rows.keys.map((key, index) => {
        const description = typed(`description-${key}`);
        const ledgerCode = typed(`code-${key}`);
        const { cents: amountCents, problem: wrong } = parseMoney(typed(`cents-${key}`), currency, free);
        if (!description) problem(`items.${index}.description`, msg("forms-enter-description"));
        if (!ledgerCode) problem(`items.${index}.ledgerCode`, msg("forms-choose-ledger-code"));
        if (wrong) problem(`items.${index}.amountCents`, wrong);
        return { description, ledgerCode, amountCents, memberId: typed(`member-${key}`) || undefined, ...typedLabels(typed, problem, NO_LABELS, whose({ key, index })) };
      }),
    /** Fields for what another system calls the items, which never changes once they are recorded. @param {Editing} edit */
    labelFields(edit) {
      const items = rows.keys.map((key, index) => ({ key, index, name: typed(`description-${key}`) || msg("recording-item-number", { number: index + 1 }), ...NO_LABELS }));
      return labelFieldsOfEach(edit, msg("recording-items-elsewhere"), items, whose);
    },
    /**
     * @param {Editing} edit
     * @param {import("../queries/recording.js").ItemChoices} choices
     * @param {() => void} again reads the choices again
     */
    view(edit, { ledgerCodes, account }, again) {
      const codes = ledgerCodes.map(({ code, title }) => ({ value: code, text: `${code} · ${title}` }));
      const members = (account?.members ?? []).map(({ id, name }) => ({ value: id, text: name }));
      return html`<fieldset class="rows">
        <legend>${free ? msg("recording-items-to-pay") : msg("recording-items-to-credit")}</legend>
        ${codes.length ? nothing : noLedgerCodes(again)}
        ${repeat(rows.keys, (key) => key, (key, index) => html`<div class="item-row" role="group" aria-label=${msg("recording-item-number", { number: index + 1 })}>
          ${textField({ name: `description-${key}`, of: msg("recording-of-item", { number: index + 1 }), label: msg("forms-description"), error: edit.error(`items.${index}.description`), focus: !key })}
          ${moneyField({ name: `cents-${key}`, of: msg("recording-of-item", { number: index + 1 }), label: msg("forms-amount"), currency, error: edit.error(`items.${index}.amountCents`) })}
          ${selectField({
            name: `code-${key}`,
            of: msg("recording-of-item", { number: index + 1 }),
            label: msg("forms-ledger-code"),
            options: [{ value: "", text: msg("forms-choose") }, ...codes],
            error: edit.error(`items.${index}.ledgerCode`),
          })}
          ${selectField({
            name: `member-${key}`,
            of: msg("recording-of-item", { number: index + 1 }),
            label: msg("forms-member"),
            options: [{ value: "", text: msg("forms-no-member") }, ...members],
            error: edit.error(`items.${index}.memberId`),
          })}
          ${rows.keys.length > 1 ? removeButton(msg("recording-remove-item", { number: index + 1 }), () => rows.remove(key, edit)) : nothing}
        </div>`)}
        <button type="button" class="plain add" @click=${() => rows.add(edit)}>${msg("recording-add-item")}</button>
      </fieldset>`;
    },
  };
}
