/** The page: who is signed in, which screen the address names, and drawing it. */
import { html, render } from "../vendor/lit-html/lit-html.js";
import { ask, signOut } from "./graphql.js";
import { empty, failed, loading } from "./notices.js";
import { VIEWER } from "./queries.js";
import * as accounts from "./screens/accounts.js";
import * as billing from "./screens/billing.js";
import { signInScreen } from "./screens/sign-in.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));

/** @type {{ viewer: any, known: boolean, failure: any, path: string, moved: boolean, followed: boolean }} */
const state = { viewer: null, known: false, failure: null, path: place().path, moved: false, followed: false };

/** What screens may ask of the page. `visit` counts navigations: a screen loads its data anew for each. */
const page = {
  visit: 1,
  draw,
  arrived,
  lost,
  /** @param {string} permission */
  may: (permission) => state.viewer.permissions.includes(permission),
};

/** Asks who is signed in, then draws. */
async function arrived() {
  forget();
  try {
    state.viewer = (await ask(VIEWER)).viewer;
    state.failure = null;
  } catch (failure) {
    state.viewer = null;
    state.failure = /** @type {any} */ (failure).code === "UNAUTHENTICATED" ? null : failure;
  }
  state.moved = state.known;
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
  state.moved = true;
  forget();
  draw();
  return true;
}

/** Whoever signs in next is shown nothing that the one before was shown. */
function forget() {
  accounts.forget();
  billing.forget();
}

async function leave() {
  try {
    await signOut();
    location.assign("/");
  } catch (failure) {
    state.failure = failure;
    draw();
  }
}

/** Where the address points: a path and its parameters. */
function place() {
  const [path, query] = location.hash.replace(/^#/, "").split("?");
  return { path, parameters: new URLSearchParams(query ?? "") };
}

/** @returns {{ title: string, view: unknown }} */
function screen() {
  const { path, parameters } = place();
  const account = /^\/accounts\/([^/]+)$/.exec(path);
  const number = account && decoded(account[1]);
  if (number) return billing.screen(page, number, accounts.address());
  if (/^\/?(accounts\/?)?$/.test(path)) return accounts.screen(page, parameters);
  return {
    title: "Not found",
    view: html`<h1 tabindex="-1">There is no such page</h1>
      <p><a href="#/accounts">All accounts</a></p>`,
  };
}

/**
 * A part of the address as it was meant, or null where it cannot be.
 * @param {string} part
 */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** @returns {{ title: string, view: unknown }} */
function whole() {
  if (!state.known) return { title: "", view: loading("Tieout") };
  if (state.failure) return { title: "", view: failed(state.failure, arrived) };
  if (!state.viewer) return { title: "Sign in", view: signInScreen(page) };
  const { title, view } =
    state.viewer.kind === "CLIENT" ? { title: "", view: empty("This page is for staff.") } : screen();
  return {
    title,
    view: html`<header class="bar">
        <div>
          <a class="home" href="#/accounts"><img src="/web/icon.svg" alt="" width="26" height="26" /> Tieout</a>
          <span class="who soft">${state.viewer.name}</span>
          <button class="button quiet" @click=${leave}>Sign out</button>
        </div>
      </header>
      <main>${view}</main>`,
  };
}

function draw() {
  const { title, view } = whole();
  document.title = title ? `${title} · Tieout` : "Tieout";
  render(view, root);
  if (!state.moved) return;
  const heading = /** @type {HTMLElement | null} */ (root.querySelector("main h1"));
  if (!heading) return;
  state.moved = false;
  heading.focus({ preventScroll: true });
}

addEventListener("click", (event) => {
  state.followed = Boolean(/** @type {Element} */ (event.target).closest('a[href^="#"]'));
});

addEventListener("hashchange", () => {
  const { path } = place();
  if (path !== state.path) state.moved = true;
  state.path = path;
  page.visit++;
  draw();
  // following a link begins at the top; going back, the browser finds the old place again
  if (state.followed) scrollTo(0, 0);
  state.followed = false;
});
root.replaceChildren();
arrived();
