/** The sign-in form, on its own page or over the page after a session has ended. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { posted, signIn, UNREACHABLE } from "../graphql.js";
import { goToProvider, provider, wasUsed } from "../provider.js";
import { notLoaded } from "../router.js";
import { msg, texts } from "../texts.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("field");
await texts("sign-in");

/**
 * @param {object} what
 * @param {() => void} what.draw
 * @param {() => void} what.done
 * @param {string} [what.message] initial message
 * @param {import("../graphql.js").SecondFactor} [what.second] what is asked for already, after the sign-in provider
 * @returns {() => unknown} the view
 */
export function signInForm({ draw, done, message = "", second }) {
  let busy = false;
  let problem = message;
  /** @type {import("../provider.js").Provider | null} */
  let offered = null;
  void provider().then((found) => {
    offered = found;
    if (found) draw();
  });

  /**
   * Do something that may fail, and say so; `done` follows unless it returns something.
   * @param {() => Promise<unknown>} work
   */
  async function attempt(work) {
    if (busy) return;
    busy = true;
    problem = "";
    draw();
    try {
      if (!(await work())) done();
    } catch (failure) {
      problem = await problemOf(failure);
    }
    busy = false;
    draw();
  }

  const byPasskey = () => attempt(async () => (await import("../passkeys.js")).signInByPasskey());

  // nothing follows: the browser leaves the page
  const byProvider = () => attempt(() => goToProvider().then(() => true));

  const sign = () =>
    attempt(async () => {
      const { signWithPasskey } = await import("../passkeys.js");
      if (second?.options) await posted("/session/second-factor", { ticket: second.ticket, credential: await signWithPasskey(second.options) });
    });

  /** @param {SubmitEvent} event */
  function finish(event) {
    event.preventDefault();
    const code = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("code"));
    void attempt(() => posted("/session/second-factor", { ticket: second?.ticket, code }));
  }

  function back() {
    second = undefined;
    problem = "";
    draw();
  }

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.target));
    void attempt(async () => (second = await signIn(String(typed.get("email")), String(typed.get("password")))));
  }

  const secondStep = () => html`<form class="form sign-in" @submit=${finish}>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
    <div class="field">
      <label for="code">${second?.app ? msg("sign-in-app-code") : msg("sign-in-recovery-code")}</label>
      <input id="code" name="code" autocomplete="one-time-code" required autofocus aria-describedby="code-hint" />
      <p class="hint" id="code-hint">${second?.app ? msg("sign-in-app-hint") : msg("sign-in-passkey-hint")}</p>
    </div>
    <button class="button main" aria-disabled=${busy ? "true" : nothing}>${busy ? msg("sign-in-busy") : msg("sign-in-submit")}</button>
    ${second?.options ? html`<button type="button" class="button" @click=${sign}>${msg("sign-in-use-passkey")}</button>` : nothing}
    <button type="button" class="button" @click=${back}>${msg("sign-in-back")}</button>
  </form>`;

  const first = () => html`<form class="form sign-in" @submit=${submit}>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
    <div class="field">
      <label for="email">${msg("sign-in-email")}</label>
      <input id="email" name="email" type="email" autocomplete="username" required autofocus />
    </div>
    <div class="field">
      <label for="password">${msg("sign-in-password")}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
    </div>
    <button class="button main" aria-disabled=${busy ? "true" : nothing}>${busy ? msg("sign-in-busy") : msg("sign-in-submit")}</button>
    ${offered ? html`<button type="button" class="button" @click=${byProvider}>${msg("sign-in-with-provider", { name: offered.name })}</button>` : nothing}
    ${mayHavePasskeys() ? html`<button type="button" class="button" @click=${byPasskey}>${msg("sign-in-with-passkey")}</button>` : nothing}
    ${offered?.signOut && wasUsed() ? html`<p class="soft"><a href=${offered.signOut}>${msg("sign-in-sign-out-provider", { name: offered.name })}</a></p>` : nothing}
  </form>`;

  return () => (second ? secondStep() : first());
}

/** The text for a failure. Without a connection nothing can be loaded to say so. @param {unknown} failure */
async function problemOf(failure) {
  if (failure instanceof DOMException) return (await import("../passkeys.js")).passkeyProblem(failure); // it is loaded: a passkey was asked for
  return notLoaded(failure) ? UNREACHABLE : /** @type {Error} */ (failure).message;
}

/** Whether this address can have passkeys, as `canUsePasskeys` says, whose module is loaded only when one is used. */
const mayHavePasskeys = () => isSecureContext && "PublicKeyCredential" in globalThis && !/^[\d.]+$|:/.test(location.hostname);
