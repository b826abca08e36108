/** The sign-in form, on its own page or over the page after a session has ended. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { signIn } from "../graphql.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("field");

/**
 * @param {object} what
 * @param {() => void} what.draw
 * @param {() => void} what.done
 * @param {string} [what.message] initial message
 * @returns {() => unknown} the view
 */
export function signInForm({ draw, done, message = "" }) {
  let busy = false;
  let problem = message;

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.target));
    busy = true;
    problem = "";
    draw();
    try {
      await signIn(String(typed.get("email")), String(typed.get("password")));
      done();
    } catch (failure) {
      problem = /** @type {Error} */ (failure).message;
    }
    busy = false;
    draw();
  }

  return () => html`<form class="form sign-in" @submit=${submit}>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
    <div class="field">
      <label for="email">Email address</label>
      <input id="email" name="email" type="email" autocomplete="username" required autofocus />
    </div>
    <div class="field">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
    </div>
    <button class="button main" aria-disabled=${busy ? "true" : nothing}>${busy ? "Signing in…" : "Sign in"}</button>
  </form>`;
}
