/** The sign-in page. */
import { html, render } from "../../vendor/lit-html/lit-html.js";
import { chooseLanguage, LANGUAGE } from "../locale.js";
import { icon } from "../parts/icon.js";
import { signInForm } from "../parts/sign-in-form.js";
import { msg, texts } from "../texts.js";

await texts("sign-in");

/** The language that the page is not in, by its own name, and how to choose it. */
function otherLanguage() {
  const [language, name] = LANGUAGE === "en" ? ["fr-CA", "Français"] : ["en", "English"];
  function choose() {
    chooseLanguage(language);
    location.reload();
  }
  return { language, name, choose };
}

/**
 * @param {HTMLElement} app
 * @param {() => void} done
 * @param {{ second?: import("../graphql.js").SecondFactor, problem?: string }} [back] how the sign-in provider's answer ended
 */
export function signInScreen(app, done, back = {}) {
  const expired = new URLSearchParams(location.search).get("sign-in") === "expired";
  document.title = `${msg("sign-in-submit")} · Tieout`;
  const other = otherLanguage();
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
          <p><button type="button" class="link" lang=${other.language} @click=${other.choose}>${other.name}</button></p>
        </div>
      </main>`,
      app,
    );
  draw();
}
