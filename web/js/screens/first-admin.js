/** The page of the link that `tieout serve` prints while nobody can sign in: create the first administrator. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { createFirstAdmin, signIn } from "../graphql.js";
import { icon } from "../parts/icon.js";
import { stylesheet } from "../parts/stylesheet.js";
import { msg, texts } from "../texts.js";

await stylesheet("field");
await texts("sign-in");

/** @type {{ name: string, label: string, type: string, autocomplete: AutoFill, hint?: string }[]} */
const FIELDS = [
  { name: "name", label: msg("sign-in-your-name"), type: "text", autocomplete: "name" },
  { name: "email", label: msg("sign-in-email"), type: "email", autocomplete: "username" },
  { name: "password", label: msg("sign-in-password"), type: "password", autocomplete: "new-password", hint: msg("sign-in-password-hint") },
];

/**
 * @param {HTMLElement} app
 * @param {() => void} done
 */
export function firstAdminScreen(app, done) {
  const code = location.hash.slice(1);
  let busy = false;
  let problem = code ? "" : msg("sign-in-link-cut");
  document.title = `${msg("sign-in-first-admin")} · Tieout`;

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [name, email, password] = FIELDS.map((each) => String(typed.get(each.name)));
    busy = true;
    problem = "";
    draw();
    try {
      await createFirstAdmin({ code, name, email, password });
      await signIn(email, password);
      history.replaceState(null, "", "/");
      return done();
    } catch (failure) {
      problem = /** @type {Error} */ (failure).message;
    }
    busy = false;
    draw();
  }

  const draw = () =>
    render(
      html`<main class="sign-in-page">
        <div class="card">
          ${icon(40)}
          <h1>${msg("sign-in-create-admin")}</h1>
          <p class="soft">${msg("sign-in-nobody-yet")}</p>
          <form class="form sign-in" @submit=${submit}>
            ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
            ${FIELDS.map(
              ({ name, label, type, autocomplete, hint }, index) => html`<div class="field">
                <label for=${name}>${label}</label>
                <input
                  id=${name}
                  name=${name}
                  type=${type}
                  autocomplete=${autocomplete}
                  minlength=${type === "password" ? 10 : nothing}
                  aria-describedby=${hint ? `${name}-hint` : nothing}
                  required
                  ?autofocus=${!index}
                />
                ${hint ? html`<small id="${name}-hint">${hint}</small>` : nothing}
              </div>`,
            )}
            <button class="button main" aria-disabled=${busy ? "true" : nothing}>${busy ? msg("sign-in-creating") : msg("sign-in-create")}</button>
            <p><a href="/">${msg("sign-in-instead")}</a></p>
          </form>
        </div>
      </main>`,
      app,
    );
  draw();
}
