/** The frame around every screen: the navigation, the search of everything and the signed-in user's menu. */
import { html, nothing, render } from "../vendor/lit-html/lit-html.js";
import { signOut } from "./graphql.js";
import { lettersOn, listenFor, switchLetters } from "./keys.js";
import { numberText } from "./locale.js";
import { countOpenMoney, openLines, openMoney, watchOpenMoney } from "./open-money.js";
import { opening } from "./opening.js";
import { menu, toggled } from "./parts/action.js";
import { icon } from "./parts/icon.js";
import { ROUTES } from "./routes.js";
import { missing, whoIsHere } from "./session.js";
import { msg } from "./texts.js";
import { mayLeave } from "./unsaved.js";

/**
 * Draw the shell. Screens are drawn into `frame`; `moved` highlights the current page.
 * @param {HTMLElement} app
 * @returns {{ frame: HTMLElement, moved: () => void }}
 */
export function showShell(app) {
  const nouns = ROUTES.filter((route) => route.noun && !missing(...route.needs).length);
  const first = nouns.filter((each) => !each.more);
  const more = nouns.filter((each) => each.more);
  const person = menu(whoIsHere().name);

  /** @param {string} path */
  const within = (path) => `${location.pathname}/`.startsWith(`${path}/`);

  /** A screen without a noun counts as part of Accounts. @param {import("./router.js").Route} route */
  const link = ({ path, noun }) => {
    const here = location.pathname === path ? "page" : within(path) || (path === "/accounts" && !nouns.some((each) => within(each.path))) ? "true" : nothing;
    const count = path === "/match" ? openMoney() : path === "/bank" ? openLines() : 0;
    return html`<a href=${path} aria-current=${here}>${noun}${count ? html` <span class="count">${numberText(count)}</span>` : nothing}</a>`;
  };

  /** The handbook: pages of their own, beside which the screen stays as it is. */
  const help = html`<a href="/help" target="_blank">${msg("shell-help")}</a>`;

  /** @param {{ currentTarget: HTMLElement }} event */
  function close({ currentTarget: list }) {
    if (list.matches(":popover-open")) list.hidePopover();
  }

  const draw = () =>
    render(
      html`<a class="skip" href="#main">${msg("shell-skip")}</a>
        <header class="bar">
          <a class="home" href="/">${icon(24)}Tieout</a>
          <button class="button nav-button" popovertarget="nouns" aria-label=${msg("shell-menu")}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16" /></svg>
          </button>
          <nav id="nouns" popover aria-label=${msg("shell-pages")} @click=${close}>
            ${first.map(link)}${more.map((each) => html`<span class="narrow">${link(each)}</span>`)}<span class="narrow">${help}</span>
            <span class="menu wide">
              <button type="button" class="button" popovertarget="more" aria-current=${more.some((each) => within(each.path)) ? "true" : nothing}>
                ${msg("shell-more")}<svg class="caret" viewBox="0 0 12 12" aria-hidden="true"><path d="M2 4l4 5 4-5z" /></svg>
              </button>
              <span id="more" popover class="menu-list" @click=${close} @toggle=${toggled}>${more.map(link)}${help}</span>
            </span>
          </nav>
          <button type="button" class="button find" aria-label=${msg("shell-find")} aria-keyshortcuts="Control+K" @click=${find}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20" /></svg><span>${msg("shell-find")}</span><kbd aria-hidden="true">Ctrl+K</kbd>
          </button>
          ${person([
            { text: msg("shell-keys"), key: "?", run: showKeys },
            { text: lettersOn() ? msg("shell-letters-off") : msg("shell-letters-on"), run: toggleLetters },
            ...(whoIsHere().kind === "USER" ? [
                  { text: msg("shell-sessions"), run: showSessions },
                  { text: msg("shell-security"), run: showSecurity },
                ] : []),
            { text: msg("shell-language"), run: showLanguage },
            { text: msg("shell-sign-out"), run: signOutAndLeave },
          ])}
        </header>
        <div id="frame"></div>`,
      app,
    );
  function toggleLetters() {
    switchLetters();
    draw();
  }
  function moved() {
    draw();
    if (!within("/match")) void countOpenMoney(); // the queue counts itself
  }
  watchOpenMoney(() => void draw());
  draw();
  return { frame: /** @type {HTMLElement} */ (app.querySelector("#frame")), moved };
}

const showKeys = () => opening(() => import("./dialogs/keys.js"), (dialog) => dialog.showKeys());

const showSessions = () => opening(() => import("./dialogs/sessions.js"), (dialog) => dialog.showOwnSessions());

const showSecurity = () => opening(() => import("./dialogs/second-factor.js"), (dialog) => dialog.showSecondFactor());

const showLanguage = () => opening(() => import("./dialogs/language.js"), (dialog) => dialog.showLanguage());

/** Search everything; `/` searches the screen's list where there is one. */
const find = () => opening(() => import("./dialogs/find.js"), (dialog, typed) => dialog.find({ signOut: signOutAndLeave, showKeys }, typed), { typing: true });
const listSearch = () => /** @type {HTMLElement | null} */ (document.querySelector("main input[type=search]"));
listenFor([
  { key: "?", does: msg("shell-key-keys"), anywhere: true, run: showKeys },
  { key: "Ctrl+k", does: msg("shell-key-find"), inFields: true, run: find },
  { key: "/", does: msg("shell-key-search"), anywhere: true, run: () => (listSearch() ? listSearch()?.focus() : void find()) },
]);

/** Sign out and leave the page, so that nothing stays on the screen. */
export async function signOutAndLeave() {
  if (!(await mayLeave())) return;
  try {
    await signOut();
    location.assign("/");
  } catch (failure) {
    const { toast } = await import("./parts/toast.js");
    toast(/** @type {Error} */ (failure).message, undefined, true);
  }
}
