/** How a file is read: what was understood of it, and what people can choose where that is wrong. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { headerCells } from "../../csv-rows.js";
import { msg, texts } from "../../texts.js";

await texts("import");

/** @typedef {import("../../queries/import.js").ImportRecords_importRecords_understood} Understood */
/** @typedef {import("../../../types/schema.js").ImportRecordsInput} Input */

/**
 * @typedef {object} How
 * @property {Record<string, string>} columns the file's names by column; "-" leaves a column out
 * @property {string} dates
 * @property {string} decimals
 * @property {string} mapping
 * @property {string} saveAs
 * @property {boolean} same
 */

/** @returns {How} */
export const noChoices = () => ({ columns: {}, dates: "", decimals: "", mapping: "", saveAs: "", same: false });

const SEPARATORS = /** @type {Record<string, string>} */ ({ ",": msg("import-comma"), ";": msg("import-semicolon"), "\t": msg("import-tab") });
const DATES = { "": msg("import-as-shown"), ISO: "2026-01-31", DMY: msg("import-dates-dmy"), MDY: msg("import-dates-mdy"), YMD: msg("import-dates-ymd") };
const DECIMALS = { "": msg("import-as-shown"), POINT: msg("import-decimals-point"), COMMA: msg("import-decimals-comma") };

/**
 * Return what the input says about how the file is read.
 * @param {How} how
 * @returns {Partial<Input>}
 */
export const howInput = ({ columns, dates, decimals, mapping, saveAs, same }) => ({
  columns: Object.entries(columns).map(([column, header]) => ({ column, header: header === "-" ? "" : header })),
  ...(dates ? { dates: /** @type {Input["dates"]} */ (dates) } : {}),
  ...(decimals ? { decimals: /** @type {Input["decimals"]} */ (decimals) } : {}),
  ...(mapping ? { mapping } : {}),
  ...(saveAs.trim() ? { saveMappingAs: saveAs.trim() } : {}),
  ...(same ? { evenIfSame: true } : {}),
});

/**
 * @param {string} label
 * @param {Record<string, string>} options
 * @param {string} value
 * @param {(value: string) => void} choose
 */
const choice = (label, options, value, choose) => html`<label class="choice">
  <span class="soft">${label}</span>
  <select @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${Object.entries(options).map(([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`)}
  </select>
</label>`;

/**
 * @param {object} what
 * @param {How} what.how
 * @param {string} what.text the file
 * @param {{ code: string, columns: readonly (readonly [column: string, ...unknown[]])[] }} what.kind
 * @param {{ name: string, kind: string | null }[]} what.mappings the kept ones
 * @param {() => void} what.changed
 */
export function howView({ how, text, kind, mappings, changed }) {
  /** @param {keyof How} name */
  const setting = (name) => (/** @type {string} */ value) => {
    Object.assign(how, { [name]: value });
    changed();
  };
  const headers = Object.fromEntries(headerCells(text).map((header) => [header, header]));
  const own = mappings.filter((each) => each.kind === kind.code || each.kind === null);
  return html`<details class="how">
    <summary>${msg("import-how")}</summary>
    ${own.length ? choice(msg("import-mapping"), { "": msg("import-mapping-none"), ...Object.fromEntries(own.map(({ name }) => [name, name])) }, how.mapping, setting("mapping")) : nothing}
    ${choice(msg("import-dates"), DATES, how.dates, setting("dates"))} ${choice(msg("import-decimals"), DECIMALS, how.decimals, setting("decimals"))}
    ${kind.columns.map(([column]) =>
      choice(column, { "": msg("import-by-name"), "-": msg("import-not-in-file"), ...headers }, how.columns[column] ?? "", (value) => {
        if (value) how.columns[column] = value;
        else delete how.columns[column];
        changed();
      }),
    )}
    <label class="choice">
      <span class="soft">${msg("import-keep-mapping")}</span>
      <input type="text" autocomplete="off" .value=${how.saveAs} @input=${(/** @type {Event} */ event) => (how.saveAs = /** @type {HTMLInputElement} */ (event.target).value)} />
    </label>
  </details>`;
}

/**
 * Put a refusal in the page's words: one that names an option of the command line ends in that way out, which here
 * stands under "How to read the file".
 * @param {string} message
 * @returns {{ text: string, readOtherwise: boolean }} `readOtherwise`: that is where it is settled
 */
export function inPageWords(message) {
  const option = message.indexOf("`--");
  if (option < 0) return { text: message, readOtherwise: false };
  const fault = message.slice(0, message.slice(0, option).search(/[.?] [^.?]*$/) + 1).replaceAll(/ \(--[^)]*\)/g, "");
  return { text: msg("import-correct", { fault }).trim(), readOtherwise: true };
}

/** @param {Understood | null} understood */
export function understoodView(understood) {
  if (!understood) return nothing;
  const { encoding, separator, columns, dates, decimals, ignoredColumns, rows } = understood;
  return html`<div class="understood">
    <p>
      ${msg("import-understood", { encoding, separator: SEPARATORS[separator] ?? separator, dates: DATES[dates], decimals: DECIMALS[decimals], count: rows })}
    </p>
    <p class="soft">
      ${columns.map(({ column, header }, index) => html`${index ? ", " : ""}<code>${column}</code>${header === column ? nothing : html` (${header})`}`)}.
      ${ignoredColumns.length ? msg("import-not-imported", { columns: ignoredColumns.join(", ") }) : nothing}
    </p>
  </div>`;
}

/**
 * @param {How} how
 * @param {import("./result.js").Payload} payload
 * @param {() => void} changed
 */
export function duplicatesView(how, { duplicates, duplicateRows }, changed) {
  if (!duplicates && !how.same) return nothing;
  return html`<div class="duplicates">
    ${duplicates
      ? html`<p>${msg("import-duplicates", { count: duplicates })}</p>
          <ul>
            ${(duplicateRows ?? []).map(({ row, transaction }) => html`<li>${transaction ? msg("import-duplicate-recorded", { row: row + 1, number: transaction.number }) : msg("import-duplicate-row", { row: row + 1 })}</li>`)}
          </ul>`
      : nothing}
    <label class="box">
      <input
        type="checkbox"
        .checked=${how.same}
        @change=${(/** @type {Event} */ event) => {
          how.same = /** @type {HTMLInputElement} */ (event.target).checked;
          changed();
        }}
      />
      <span><b>${msg("import-them-again")}</b> <small>${msg("import-them-again-when")}</small></span>
    </label>
  </div>`;
}
