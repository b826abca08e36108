/** The sign-in page. */
import { html, render } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../parts/icon.js";
import { signInForm } from "../parts/sign-in-form.js";
import { msg, texts } from "../texts.js";

await texts("sign-in");

/**
 * @param {HTMLElement} app
 * @param {() => void} done
 * @param {{ second?: import("../graphql.js").SecondFactor, problem?: string }} [back] how the sign-in provider's answer ended
 */
export function signInScreen(app, done, back = {}) {
  const expired = new URLSearchParams(location.search).get("sign-in") === "expired";
  document.title = `${msg("sign-in-submit")} · Tieout`;
  const form = signInForm({
    draw: () => app.querySelector(".sign-in-page") && draw(),
    done,
    message: expired ? msg("sign-in-expired") : back.problem,
    second: back.second,
  });
  const draw = () =>
    render(
      html`<main class="sign-in-page">
        <div class="card">
          ${icon(40)}
          <h1>${msg("sign-in-title")}</h1>
          <p class="soft">${msg("sign-in-motto")}</p>
          ${form()}
        </div>
      </main>`,
      app,
    );
  draw();
}
