/** The list of keyboard shortcuts of the current screen. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { keysHere, keyText } from "../keys.js";
import { openDialog } from "../parts/dialog.js";
import { msg } from "../texts.js";

/** Show the active shortcuts. */
export function showKeys() {
  const keys = keysHere();
  return openDialog(msg("shell-keys"), () => () =>
    html`<dl class="dialog-body keys">
      ${keys.map(({ key, does }) => html`<div><dt><kbd>${keyText(key)}</kbd></dt><dd>${does}</dd></div>`)}
    </dl>`,
  );
}
