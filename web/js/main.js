/** The page: who is signed in, which screen the address names, and drawing it. */
import { html, nothing, render } from "../vendor/lit-html/lit-html.js";
import { ask, signOut } from "./graphql.js";
import { failed, loading } from "./notices.js";
import { VIEWER } from "./queries.js";
import { accountsScreen } from "./screens/accounts.js";
import { billingScreen } from "./screens/billing.js";
import { signInScreen } from "./screens/sign-in.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));

/** @type {{ viewer: any, known: boolean, failure: any }} */
const state = { viewer: null, known: false, failure: null };

const page = { draw, arrived, lost };

/** Asks who is signed in, then draws. */
async function arrived() {
  try {
    state.viewer = (await ask(VIEWER)).viewer;
    state.failure = null;
  } catch (failure) {
    state.viewer = null;
    state.failure = /** @type {any} */ (failure).code === "UNAUTHENTICATED" ? null : failure;
  }
  state.known = true;
  if (state.viewer && location.search) history.replaceState(null, "", `/${location.hash}`);
  draw();
}

/**
 * Whether a failure means that the session ended; then the page asks to sign in and comes back to the same place.
 * @param {any} failure
 */
function lost(failure) {
  if (failure.code !== "UNAUTHENTICATED") return false;
  state.viewer = null;
  draw();
  return true;
}

async function leave() {
  await signOut();
  location.assign("/");
}

function screen() {
  const [path, query] = location.hash.replace(/^#/, "").split("?");
  const parameters = new URLSearchParams(query ?? "");
  const account = /^\/accounts\/([\w-]+)$/.exec(path);
  return account ? billingScreen(page, account[1]) : accountsScreen(page, parameters);
}

function draw() {
  if (!state.known) return render(loading("Tieout"), root);
  if (state.failure) return render(failed(state.failure, arrived), root);
  if (!state.viewer) return render(signInScreen(page), root);
  return render(
    html`<header class="bar">
        <div>
          <a class="home" href="#/accounts"><img src="/web/icon.svg" alt="" width="26" height="26" /> Tieout</a>
          <span class="who soft">${state.viewer.name}</span>
          <button class="button quiet" @click=${leave}>Sign out</button>
        </div>
      </header>
      <main>${state.viewer ? screen() : nothing}</main>`,
    root,
  );
}

addEventListener("hashchange", draw);
root.replaceChildren();
arrived();
