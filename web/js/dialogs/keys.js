/** The list of keyboard shortcuts of the current screen. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { keysHere } from "../keys.js";
import { openDialog } from "../parts/dialog.js";

/** @type {Record<string, string>} */
const SHOWN = { Escape: "Esc" };

/** Show the active shortcuts. */
export function showKeys() {
  const keys = keysHere();
  return openDialog("Keyboard shortcuts", () => () =>
    html`<dl class="dialog-body keys">
      ${keys.map(({ key, does }) => html`<div><dt><kbd>${SHOWN[key] ?? key}</kbd></dt><dd>${does}</dd></div>`)}
    </dl>`,
  );
}
