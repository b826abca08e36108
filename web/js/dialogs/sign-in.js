/** Signing in again, over the page, where a session has ended: what was typed stays where it is. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { openDialog } from "../parts/dialog.js";
import { signInForm } from "../parts/sign-in-form.js";

/** Resolves when somebody has signed in. */
export async function signInOver() {
  await openDialog(
    "Sign in to Tieout",
    (dialog) => {
      const form = signInForm({ draw: dialog.draw, done: () => dialog.close() });
      return () =>
        html`<div class="dialog-body">
          <p>You were signed out. What you were doing is kept, and goes on once you have signed in.</p>
          ${form()}
        </div>`;
    },
    { stays: true, style: "veiled" },
  );
}
