/** The list of keys: made from what is registered where one is. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { keysHere } from "../keys.js";
import { openDialog } from "../parts/dialog.js";

/** @type {Record<string, string>} */
const SHOWN = { Escape: "Esc" };

/** Shows what the keys do here. */
export function showKeys() {
  const keys = keysHere();
  return openDialog("Keys", () => () =>
    html`<dl class="dialog-body keys">
      ${keys.map(({ key, does }) => html`<div><dt><kbd>${SHOWN[key] ?? key}</kbd></dt><dd>${does}</dd></div>`)}
    </dl>`,
  );
}
