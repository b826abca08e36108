/** Sign in again over the page after a session has ended; everything typed stays. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { openDialog } from "../parts/dialog.js";
import { signInForm } from "../parts/sign-in-form.js";

/** Resolve once someone has signed in. */
export async function signInOver() {
  await openDialog(
    "Sign in to Tieout",
    (dialog) => {
      const form = signInForm({ draw: dialog.draw, done: () => dialog.close() });
      return () =>
        html`<div class="dialog-body">
          <p>You were signed out. Sign in to continue where you left off.</p>
          ${form()}
        </div>`;
    },
    { stays: true, style: "veiled" },
  );
}
