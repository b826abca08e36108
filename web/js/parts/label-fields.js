/** Fields for what another system calls a record and keeps with it, folded away in a form. */
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, noChange } from "../../vendor/lit-html/lit-html.js";
import { msg, texts } from "../texts.js";
import { areaField, textField } from "./field.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("labels");
await texts("forms");

/** @typedef {import("./labels.js").Labels} Labels */

/** @type {Labels} */
export const NO_LABELS = { externalId: null, metadata: [] };

/** @param {Labels["metadata"]} metadata */
const asLines = (metadata) => metadata.map(({ key, value }) => `${key}: ${value}`).join("\n");

/** @typedef {{ error(...paths: string[]): string }} Edit */
/**
 * Whose labels they are where a form has those of several records.
 * @typedef {object} Whose
 * @property {string} name what the fields' names begin with
 * @property {string} path what the input's paths begin with
 * @property {string} [of] the record, for screen readers
 */

/** @type {Whose} */
const OWN = { name: "", path: "" };

/**
 * The fields; read them with `typedLabels`. Something wrong opens them; they stay open while it is corrected.
 * @param {Edit} edit
 * @param {Labels} labels as they are
 */
export const labelFields = (edit, labels) => html`<details class="labels" ?open=${wrong(edit, OWN) || noChange}>
  <summary>${msg("forms-other-systems")}</summary>
  ${unfolded(edit, labels, OWN)}
</details>`;

/**
 * The fields of several records, such as an account's members, each under its name.
 * @template {Labels & { name: string }} Each
 * @param {Edit} edit
 * @param {string} title
 * @param {readonly Each[]} records
 * @param {(record: Each) => Whose} whose
 */
export const labelFieldsOfEach = (edit, title, records, whose) => html`<details class="labels" ?open=${records.some((each) => wrong(edit, whose(each))) || noChange}>
  <summary>${title}</summary>
  ${repeat(records, (each) => whose(each).name, (each) => html`<fieldset><legend>${each.name}</legend>${unfolded(edit, each, whose(each))}</fieldset>`)}
</details>`;

/** @param {Edit} edit @param {Whose} whose */
const wrong = (edit, { path }) => Boolean(edit.error(`${path}externalId`, `${path}metadata`));

/** @param {Edit} edit @param {Labels} labels @param {Whose} whose */
const unfolded = (edit, { externalId, metadata }, { name, path, of }) => html`
  ${textField({ name: `${name}externalId`, of, label: msg("forms-external-id"), value: externalId ?? "", optional: true, error: edit.error(`${path}externalId`), hint: msg("forms-external-id-hint") })}
  ${areaField({ name: `${name}metadata`, of, label: msg("forms-metadata"), value: asLines(metadata), optional: true, error: edit.error(`${path}metadata`), hint: msg("forms-metadata-hint") })}
`;

/**
 * Return what was typed in the fields, as far as it changes something.
 * @param {(name: string) => string} typed
 * @param {(path: string, text: string) => void} problem
 * @param {Labels} before
 * @param {Whose} [whose]
 * @returns {{ externalId?: string | null, metadata?: { key: string, value: string }[] }}
 */
export function typedLabels(typed, problem, before, { name, path } = OWN) {
  const lines = typed(`${name}metadata`).split("\n").map((line) => line.trim()).filter(Boolean);
  const metadata = lines.map((line) => {
    const at = line.indexOf(":");
    if (at < 1) problem(`${path}metadata`, msg("forms-colon", { line }));
    return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
  });
  const externalId = typed(`${name}externalId`);
  return {
    externalId: externalId === (before.externalId ?? "") ? undefined : externalId || null,
    metadata: asLines(metadata) === asLines(before.metadata) ? undefined : metadata,
  };
}
