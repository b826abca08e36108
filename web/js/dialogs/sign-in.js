/** Sign in again over the page after a session has ended; everything typed stays. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { openDialog } from "../parts/dialog.js";
import { signInForm } from "../parts/sign-in-form.js";
import { msg, texts } from "../texts.js";

await texts("sign-in");

/** Resolve once someone has signed in. */
export async function signInOver() {
  await openDialog(
    msg("sign-in-title"),
    (dialog) => {
      const form = signInForm({ draw: dialog.draw, done: () => dialog.close() });
      return () =>
        html`<div class="dialog-body">
          <p>${msg("sign-in-again")}</p>
          ${form()}
        </div>`;
    },
    { stays: true, style: "veiled" },
  );
}
