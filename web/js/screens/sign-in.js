/** Signing in; afterwards one is where one was going. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { signIn } from "../graphql.js";

/** @type {{ busy: boolean, message: string }} */
const state = { busy: false, message: "" };

/**
 * @param {{ draw: () => void, arrived: () => void }} page
 */
export function signInScreen(page) {
  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    state.busy = true;
    state.message = "";
    page.draw();
    try {
      await signIn(String(form.get("email")), String(form.get("password")));
      page.arrived();
    } catch (failure) {
      state.message = /** @type {Error} */ (failure).message;
    } finally {
      state.busy = false;
      page.draw();
    }
  }

  const expired = new URLSearchParams(location.search).get("sign-in") === "expired";
  const message = state.message || (expired ? "That sign-in link was used before or is too old. Ask for a new one." : "");
  return html`<main>
    <form class="card sign-in" @submit=${submit}>
      <h1 tabindex="-1">Sign in to Tieout</h1>
      ${message ? html`<p class="notice error" role="alert">${message}</p>` : nothing}
      <label class="field">E-mail address <input name="email" type="email" autocomplete="username" required /></label>
      <label class="field">Password
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <button class="button" ?disabled=${state.busy}>${state.busy ? "Signing in…" : "Sign in"}</button>
    </form>
  </main>`;
}
