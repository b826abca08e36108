/** The sign-in page. */
import { html, render } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../parts/icon.js";
import { signInForm } from "../parts/sign-in-form.js";

/**
 * @param {HTMLElement} app
 * @param {() => void} done
 * @param {{ second?: import("../graphql.js").SecondFactor, problem?: string }} [back] how the sign-in provider's answer ended
 */
export function signInScreen(app, done, back = {}) {
  const expired = new URLSearchParams(location.search).get("sign-in") === "expired";
  document.title = "Sign in · Tieout";
  const form = signInForm({
    draw: () => app.querySelector(".sign-in-page") && draw(),
    done,
    message: expired ? "This sign-in link was already used or has expired. Request a new one." : back.problem,
    second: back.second,
  });
  const draw = () =>
    render(
      html`<main class="sign-in-page">
        <div class="card">
          ${icon(40)}
          <h1>Sign in to Tieout</h1>
          <p class="soft">Which payment paid for what, tied out to the cent.</p>
          ${form()}
        </div>
      </main>`,
      app,
    );
  draw();
}
