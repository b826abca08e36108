/** The page of the link that `tieout serve` prints while nobody can sign in: create the first administrator. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { createFirstAdmin, signIn } from "../graphql.js";
import { icon } from "../parts/icon.js";
import { stylesheet } from "../parts/stylesheet.js";

await stylesheet("field");

/** @type {{ name: string, label: string, type: string, autocomplete: AutoFill, hint?: string }[]} */
const FIELDS = [
  { name: "name", label: "Your name", type: "text", autocomplete: "name" },
  { name: "email", label: "Email address", type: "email", autocomplete: "username" },
  { name: "password", label: "Password", type: "password", autocomplete: "new-password", hint: "At least 10 characters." },
];

/**
 * @param {HTMLElement} app
 * @param {() => void} done
 */
export function firstAdminScreen(app, done) {
  const code = location.hash.slice(1);
  let busy = false;
  let problem = code ? "" : "The end of the link is missing. Copy all of it, as the server printed it.";
  document.title = "First administrator · Tieout";

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
          <h1>Create the first administrator</h1>
          <p class="soft">Nobody can sign in to this installation yet. You may do everything, and give others access.</p>
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
            <button class="button main" aria-disabled=${busy ? "true" : nothing}>${busy ? "Creating…" : "Create and sign in"}</button>
            <p><a href="/">Sign in instead</a></p>
          </form>
        </div>
      </main>`,
      app,
    );
  draw();
}
