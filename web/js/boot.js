/** The page begins: who is signed in, then the shell and the screen that the address names. */
import { html, render } from "../vendor/lit-html/lit-html.js";
import { ask, signOut, UNREACHABLE, whenSessionEnds } from "./graphql.js";
import { empty, failed } from "./parts/notices.js";
import { VIEWER } from "./queries/session.js";
import { notLoaded, start } from "./router.js";
import { routeAt } from "./routes.js";
import { arrived, whoIsHere } from "./session.js";
import { showShell } from "./shell.js";

const app = /** @type {HTMLElement} */ (document.getElementById("app"));

/** Asks who is signed in, and shows what they came for. */
async function begin() {
  routeAt(location.pathname)?.route.load(); // on its way while the server is asked
  try {
    arrived((await ask(VIEWER)).viewer);
  } catch (failure) {
    return /** @type {any} */ (failure).code === "UNAUTHENTICATED" ? signIn() : render(failed(/** @type {any} */ (failure), begin), app);
  }
  if (whoIsHere().kind === "CLIENT") {
    const leave = () => signOut().then(() => location.reload());
    return render(empty("This page is for staff.", html`<button class="button" @click=${leave}>Sign out</button>`), app);
  }
  if (new URLSearchParams(location.search).has("sign-in")) history.replaceState(null, "", location.pathname);
  whenSessionEnds(signInAgain);
  const shell = showShell(app);
  start(shell.frame, shell.moved);
}

/** Signing in on an empty page; afterwards one is where one was going. */
async function signIn() {
  const { signInScreen } = await import("./screens/sign-in.js");
  signInScreen(app, () => {
    render(html``, app);
    begin();
  });
}

/** @type {Promise<void> | null} */
let asking = null;

/** Signing in over the page, once for all that asks; somebody else gets a page of their own. */
function signInAgain() {
  asking ??= import("./dialogs/sign-in.js")
    .then(({ signInOver }) => signInOver())
    .then(async () => {
      asking = null;
      const before = whoIsHere().principal;
      const { viewer } = await ask(VIEWER);
      if (viewer.principal !== before) {
        location.reload();
        await new Promise(() => undefined); // nothing of the one before is shown to the one who comes
      }
      arrived(viewer);
    });
  return asking;
}

// What is opened over a screen comes when it is first wanted: a press that it could not come for is answered, too.
addEventListener("unhandledrejection", ({ reason }) => {
  if (notLoaded(reason)) import("./parts/toast.js").then(({ toast }) => toast(UNREACHABLE, undefined, true), () => alert(UNREACHABLE));
});
begin();
