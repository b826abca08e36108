/** What stands around every screen: the way to the others, and who is signed in. */
import { html, nothing, render } from "../vendor/lit-html/lit-html.js";
import { signOut } from "./graphql.js";
import { menu } from "./parts/action.js";
import { ROUTES } from "./routes.js";
import { missing, whoIsHere } from "./session.js";

/**
 * Draws the shell. The screens go into `frame`; `moved` marks where one is.
 * @param {HTMLElement} app
 * @returns {{ frame: HTMLElement, moved: () => void }}
 */
export function showShell(app) {
  const nouns = ROUTES.filter((route) => route.noun && !missing(...route.needs).length);
  const person = menu(whoIsHere().name);

  /** @param {string} path */
  const within = (path) => `${location.pathname}/`.startsWith(`${path}/`);

  /** What has no noun of its own is reached from the accounts. @param {import("./routes.js").Route} route */
  const link = ({ path, noun }) => {
    const here = location.pathname === path ? "page" : within(path) || (path === "/accounts" && !nouns.some((each) => within(each.path))) ? "true" : nothing;
    return html`<a href=${path} aria-current=${here}>${noun}</a>`;
  };

  /** @param {Event} event */
  function close(event) {
    const list = /** @type {HTMLElement} */ (event.currentTarget);
    if (list.matches(":popover-open")) list.hidePopover();
  }

  const moved = () =>
    render(
      html`<a class="skip" href="#main">Skip to the content</a>
        <header class="bar">
          <a class="home" href="/accounts"><img src="/web/icon.svg" alt="" width="24" height="24" />Tieout</a>
          <button class="button nav-button" popovertarget="nouns" aria-label="Go to">
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16" /></svg>
          </button>
          <nav id="nouns" popover aria-label="Pages" @click=${close}>${nouns.map(link)}</nav>
          ${person([
            { text: "Keys", key: "?", run: () => import("./dialogs/keys.js").then(({ showKeys }) => showKeys()) },
            { text: "Sign out", run: leave },
          ])}
        </header>
        <div id="frame"></div>`,
      app,
    );
  moved();
  return { frame: /** @type {HTMLElement} */ (app.querySelector("#frame")), moved };
}

/** Signs out, and leaves nothing of what was shown. */
async function leave() {
  try {
    await signOut();
    location.assign("/");
  } catch (failure) {
    const { toast } = await import("./parts/toast.js");
    toast(/** @type {Error} */ (failure).message, undefined, true);
  }
}
