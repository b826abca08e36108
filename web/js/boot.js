/** The start of the page: the viewer, then the shell and the screen of the address. */
import { html, render } from "../vendor/lit-html/lit-html.js";
import { asFailure, ask, UNREACHABLE, whenSessionEnds } from "./graphql.js";
import { empty, failed } from "./parts/notices.js";
import { VIEWER } from "./queries/session.js";
import { notLoaded, start } from "./router.js";
import { routeAt, ROUTES } from "./routes.js";
import { arrived, may, whoIsHere } from "./session.js";
import { showShell, signOutAndLeave } from "./shell.js";
import { msg } from "./texts.js";
import { askBy, discardAll } from "./unsaved.js";

const app = /** @type {HTMLElement} */ (document.getElementById("app"));

/** What somebody who comes back from the sign-in provider is shown. @type {Awaited<ReturnType<typeof import("./provider.js").backFromProvider>>} */
let back = {};

/** Load the viewer and show the screen of the address. */
async function begin() {
  if (location.pathname === "/oidc/callback") back = await (await import("./provider.js")).backFromProvider();
  const there = routeAt(location.pathname);
  void there?.route.load(there.parameters); // loads while the server answers
  try {
    arrived((await ask(VIEWER, {})).viewer);
  } catch (failure) {
    const shown = asFailure(failure);
    return shown.code === "UNAUTHENTICATED" ? signIn() : render(failed(shown, begin), app);
  }
  if (whoIsHere().kind === "CLIENT") {
    return render(empty(msg("shell-for-staff"), html`<button class="button" @click=${signOutAndLeave}>${msg("shell-sign-out")}</button>`), app);
  }
  if (new URLSearchParams(location.search).has("sign-in")) history.replaceState(null, "", location.pathname);
  whenSessionEnds(signInAgain);
  askBy(async () => (await import("./parts/dialog.js")).askToDiscard());
  const shell = showShell(app);
  start({ all: ROUTES, at: routeAt }, shell.frame, shell.moved);
  if (may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING")) import("./live.js").then(({ follow }) => follow(), () => undefined); // the page does without
  const { linked, problem } = back;
  back = {};
  if (linked || problem) (await import("./parts/toast.js")).toast(problem ?? msg("shell-linked"), undefined, !!problem);
}

/** Show the sign-in page, or the page that creates the first administrator; then start again at the same address. */
async function signIn() {
  const again = () => {
    render(html``, app);
    begin();
  };
  if (location.pathname === "/first-admin") return (await import("./screens/first-admin.js")).firstAdminScreen(app, again);
  (await import("./screens/sign-in.js")).signInScreen(app, again, back);
}

/** @type {Promise<void> | null} */
let asking = null;

/** Ask the viewer to sign in over the page, once for all waiting requests. */
function signInAgain() {
  asking ??= import("./dialogs/sign-in.js")
    .then(({ signInOver }) => signInOver())
    .finally(() => {
      asking = null; // also where the dialog could not be loaded: the next request tries again
    })
    .then(lookWhoCame);
  return asking;
}

/** Go on with the viewer who signed in; another one than before gets a fresh page. */
async function lookWhoCame() {
  const before = whoIsHere().principal;
  const { viewer } = await ask(VIEWER, {});
  if (viewer.principal !== before) {
    discardAll();
    location.reload();
    await new Promise(() => undefined); // the next user sees nothing of the one before
  }
  arrived(viewer);
}

// Dialogs are loaded when they are first opened; tell the viewer if that fails.
addEventListener("unhandledrejection", ({ reason }) => {
  if (notLoaded(reason)) import("./parts/toast.js").then(({ toast }) => toast(UNREACHABLE, undefined, true), () => alert(UNREACHABLE));
});
begin();
