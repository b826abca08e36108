/** The form that signs in; on a page of its own, or over the page when a session has ended. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { signIn } from "../graphql.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("field");

/**
 * @param {object} what
 * @param {() => void} what.draw
 * @param {() => void} what.done
 * @param {string} [what.message] said at first
 * @returns {() => unknown} the view
 */
export function signInForm({ draw, done, message = "" }) {
  let busy = false;
  let said = message;

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.target));
    busy = true;
    said = "";
    draw();
    try {
      await signIn(String(typed.get("email")), String(typed.get("password")));
      done();
    } catch (failure) {
      said = /** @type {Error} */ (failure).message;
    }
    busy = false;
    draw();
  }

  return () => html`<form class="form sign-in" @submit=${submit}>
    ${said ? html`<p class="problem" role="alert">${said}</p>` : nothing}
    <div class="field">
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" autocomplete="username" required autofocus />
    </div>
    <div class="field">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
    </div>
    <button class="button main" ?disabled=${busy}>${busy ? "Signing in…" : "Sign in"}</button>
  </form>`;
}
