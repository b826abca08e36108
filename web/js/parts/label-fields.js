/** Fields for what another system calls a record and keeps with it, folded away in a form. */
import { html } from "../../vendor/lit-html/lit-html.js";
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

/**
 * The fields; read them with `typedLabels`. They are open where something is wrong.
 * @param {{ error(...paths: string[]): string }} edit
 * @param {Labels} labels as they are
 */
export function labelFields(edit, { externalId, metadata }) {
  const problems = [edit.error("externalId"), edit.error("metadata")];
  return html`<details class="labels" ?open=${problems.some(Boolean)}>
    <summary>${msg("forms-other-systems")}</summary>
    ${textField({ name: "externalId", label: msg("forms-external-id"), value: externalId ?? "", optional: true, error: problems[0], hint: msg("forms-external-id-hint") })}
    ${areaField({ name: "metadata", label: msg("forms-metadata"), value: asLines(metadata), optional: true, error: problems[1], hint: msg("forms-metadata-hint") })}
  </details>`;
}

/**
 * Return what was typed in `labelFields`, as far as it changes something.
 * @param {(name: string) => string} typed
 * @param {(path: string, text: string) => void} problem
 * @param {Labels} before
 * @returns {{ externalId?: string | null, metadata?: { key: string, value: string }[] }}
 */
export function typedLabels(typed, problem, before) {
  const lines = typed("metadata").split("\n").map((line) => line.trim()).filter(Boolean);
  const metadata = lines.map((line) => {
    const at = line.indexOf(":");
    if (at < 1) problem("metadata", msg("forms-colon", { line }));
    return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
  });
  return {
    externalId: typed("externalId") === (before.externalId ?? "") ? undefined : typed("externalId") || null,
    metadata: asLines(metadata) === asLines(before.metadata) ? undefined : metadata,
  };
}
