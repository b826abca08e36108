/** What another system calls a record and keeps with it, shown quietly. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { msg, texts } from "../texts.js";

await texts("billing");

/** @typedef {{ externalId: string | null, metadata: readonly { key: string, value: string }[] }} Labels */

/** Whether a record has any. @param {Labels} labels */
export const hasLabels = ({ externalId, metadata }) => Boolean(externalId) || metadata.length > 0;

/** A record's labels as parts of a line; nothing without any. @param {Labels} labels */
export const labelsShown = ({ externalId, metadata }) =>
  html`${externalId ? html`<span class="soft">${msg("billing-external-id", { id: externalId })}</span>` : nothing}${metadata.map(({ key, value }) => html`<span class="soft">${key}: ${value}</span>`)}`;
