/**
 * Navigation between screens by real addresses. A visit is one entry of the browser's history: its screen, its data and
 * its part of the document stay together, so that going back restores scroll position and focus, and then reloads.
 */
import { html, render } from "../vendor/lit-html/lit-html.js";
import { UNREACHABLE } from "./graphql.js";
import { listenFor } from "./keys.js";
import { opening, stopOpening } from "./opening.js";
import { empty, failed, forbidden, loading } from "./parts/notices.js";
import { focusPlace } from "./place.js";
import { missing } from "./session.js";
import { msg } from "./texts.js";
import { holdInput, isSaving, isUnsaved, leaveTo, mayLeave } from "./unsaved.js";

/**
 * What a screen returns when it is opened.
 * @typedef {object} Screen
 * @property {() => string} title
 * @property {() => unknown} view
 * @property {() => void} [load] load the screen's data: on arrival, on return and after a change
 * @property {import("./keys.js").Key[]} [keys] active while it is shown
 */

/**
 * What the page offers a screen.
 * @typedef {object} Visit
 * @property {string} path
 * @property {Record<string, string>} parameters the address's own: `{ number: "1001" }`
 * @property {URLSearchParams} query the filters
 * @property {string} anchor what the address points at within the screen, such as a transaction's number; "" for nothing
 * @property {() => void} draw redraw soon; several calls make one redraw
 * @property {(changes: Record<string, string | null>) => void} setQuery change filters in the address and redraw; null removes one
 * @property {() => void} reload load the data again
 * @property {() => AbortSignal} signal aborted when the screen is left
 * @property {(holder: import("./unsaved.js").Holder) => void} hold the screen holds input, such as a draft: leaving it asks first
 */

/** @typedef {(visit: Visit) => Screen} OpenScreen */

/**
 * A screen and its address. `:name` in a path is one part of it, given to the screen as `visit.parameters.name`.
 * @typedef {object} Route
 * @property {string} path
 * @property {(parameters: Record<string, string>) => Promise<{ open: OpenScreen }>} load given the address's own
 * @property {string[]} needs permissions without which there is nothing to see
 * @property {string[]} [wants] permissions to see all of it, where that takes more
 * @property {string} [noun] its name in the navigation
 * @property {boolean} [more] whether it stands under More there
 * @property {RegExp} [follows] the kinds of changes that may change what it shows
 */

/**
 * All screens; passed in at the start, because the screens themselves import the router.
 * @typedef {object} Routes
 * @property {Route[]} all in the navigation's order
 * @property {(path: string) => { route: Route, parameters: Record<string, string> } | null} at the screen at a path
 */

/** How many visits are kept for going back. */
const KEPT = 8;

/**
 * @typedef {Visit & { key: string, element: HTMLElement, screen: Screen | null, trouble: { title: string, view: unknown } | null, leaving: AbortController,
 *   scroll: number, held: import("./unsaved.js").Holder | null, arriving: boolean }} Kept
 */

/** @type {Map<string, Kept>} */
const visits = new Map();

/** @type {Kept | null} */
let current = null;

/** @type {HTMLElement} */
let frame;

/** @type {Routes} */
let routes;

/** @type {() => void} */
let whenMoved = () => undefined;

/**
 * Start at the current address. Screens are drawn into `into`; `moved` is called after each arrival.
 * @param {Routes} known
 * @param {HTMLElement} into
 * @param {() => void} moved
 */
export function start(known, into, moved) {
  routes = known;
  frame = into;
  whenMoved = moved;
  history.scrollRestoration = "manual";
  if (!history.state?.key) history.replaceState({ key: newKey(), at: 0 }, "");
  addEventListener("popstate", travelled);
  holdInput({ holds: () => Boolean(current?.held?.holds()), discard: () => current?.held?.discard() });
  document.addEventListener("click", follow);
  arrive(false);
}

/** The first screen that the viewer may see; Accounts, which names the missing permissions, if there is none. */
function firstPlace() {
  return routes.all.find(({ noun, needs }) => noun && needs.length && !missing(...needs).length)?.path ?? "/accounts";
}

/**
 * Go to an address of the page; asks first if something typed is not saved. Where one is already, as after a second
 * click, the screen is opened anew, and Back still leads to the one before.
 * @param {string} address
 */
export function go(address) {
  leaveTo(() => {
    const isHere = new URL(address, location.href).href === location.href;
    if (isHere) history.replaceState({ key: newKey(), at: place }, "", address);
    else history.pushState({ key: newKey(), at: place + 1 }, "", address);
    arrive(true);
  });
}

/** Where the current visit is in the browser's history. */
let place = 0;

/** Continues a step back or forward that was held up. @type {(() => void) | null} */
let returned = null;

/** Follow the browser's Back and Forward; what is typed holds them up until the viewer has decided. */
async function travelled() {
  if (returned) return returned();
  if (!history.state?.key) history.replaceState({ key: newKey(), at: place + 1 }, "");
  const steps = history.state.at - place;
  if (!steps || (!isSaving() && !isUnsaved())) return arrive(true);
  await new Promise((resolve) => {
    returned = () => resolve(undefined);
    history.go(-steps);
  });
  returned = null;
  if (await mayLeave()) history.go(steps);
}

/** The route at hand, with the parameters of its address; null where there is none. */
export const here = () => (current ? routes.at(current.path) : null);

/** @type {() => void} */
let whenRead = () => undefined;

/** Call a handler whenever a screen reads its data. @param {() => void} handler */
export function watchReads(handler) {
  whenRead = handler;
}

/** @param {Kept} visit */
function read(visit) {
  visit.screen?.load?.();
  if (visit === current) whenRead();
}

/** Reload the data of the current screen. */
export function reload() {
  current?.reload();
}

function newKey() {
  return `${Date.now()}-${history.length}-${visits.size}-${performance.now()}`;
}

/**
 * Follow a link within the page without reloading the page; one to an anchor leads to the screen's heading.
 * @param {MouseEvent} event
 */
function follow(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[href]"));
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  event.preventDefault();
  if (link.getAttribute("href")?.startsWith("#")) return /** @type {HTMLElement | null} */ (document.querySelector("main h1"))?.focus();
  go(link.pathname + link.search + link.hash);
}

/** @param {boolean} moved whether the viewer came from another screen */
function arrive(moved) {
  if (current) leave(current);
  if (location.pathname === "/") history.replaceState(history.state, "", firstPlace());
  const { key } = history.state;
  place = history.state.at ?? 0;
  const kept = visits.get(key);
  const visit = kept ?? newVisit(key, moved);
  visits.delete(key);
  visits.set(key, visit);
  for (const oldest of [...visits.keys()].slice(0, -KEPT)) visits.delete(oldest);
  current = visit;
  visit.leaving = new AbortController();
  visit.query = new URLSearchParams(location.search);
  frame.replaceChildren(visit.element);
  if (kept?.screen) comeBack(visit, kept.screen);
  else openScreen(visit);
  whenMoved();
}

/** @param {Kept} visit */
function leave(visit) {
  stopOpening();
  for (const dialog of document.querySelectorAll("dialog")) if (!dialog.matches(".stays")) dialog.close();
  visit.scroll = scrollY;
  visit.leaving.abort();
}

/**
 * @param {Kept} visit
 * @param {Screen} screen
 */
function comeBack(visit, screen) {
  listenFor(screen.keys ?? [], visit.leaving.signal);
  drawNow(visit);
  focusPlace(visit.element);
  scrollTo(0, visit.scroll);
  read(visit);
}

/** @param {Kept} visit */
async function openScreen(visit) {
  scrollTo(0, 0);
  const found = routes.at(visit.path);
  if (!found) {
    visit.trouble = { title: msg("shell-not-found"), view: empty(msg("shell-no-such-page"), html`<a href="/accounts">${msg("shell-to-accounts")}</a>`) };
    return drawNow(visit);
  }
  const { needs, wants, noun } = found.route;
  if (missing(...needs).length) {
    visit.trouble = { title: noun ?? "Tieout", view: forbidden(msg("shell-this-page"), missing(...(wants ?? needs))) };
    return drawNow(visit);
  }
  visit.parameters = found.parameters;
  visit.trouble = null;
  drawNow(visit);
  try {
    await opening(() => found.route.load(found.parameters), ({ open }) => {
      visit.screen = open(visit);
      listenFor(visit.screen.keys ?? [], visit.leaving.signal);
      read(visit);
      drawNow(visit);
    });
  } catch (problem) {
    if (!notLoaded(problem)) throw problem;
    visit.trouble = { title: noun ?? "Tieout", view: failed({ message: UNREACHABLE }, () => openScreen(visit)) };
    visit.draw();
  }
}

/**
 * Whether a script failed to load, by the browsers' own messages.
 * @param {unknown} problem
 */
export const notLoaded = (problem) => problem instanceof TypeError && /import/i.test(problem.message);

/** The address's part after "#". */
function anchorNow() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // no text at all, such as a lone %
  }
}

/**
 * @param {string} key
 * @param {boolean} arriving
 * @returns {Kept}
 */
function newVisit(key, arriving) {
  const element = document.createElement("main");
  element.id = "main";
  element.tabIndex = -1;
  let waiting = false;
  /** @type {Kept} */
  const visit = {
    key,
    element,
    path: location.pathname,
    parameters: {},
    query: new URLSearchParams(),
    anchor: anchorNow(),
    screen: null,
    trouble: null,
    leaving: new AbortController(),
    scroll: 0,
    held: null,
    arriving,
    signal: () => visit.leaving.signal,
    hold: (holder) => {
      visit.held = holder;
    },
    reload: () => read(visit),
    setQuery: (changes) => setQuery(visit, changes),
    draw() {
      if (waiting) return;
      waiting = true;
      queueMicrotask(() => {
        waiting = false;
        if (visit === current) drawNow(visit);
      });
    },
  };
  return visit;
}

/**
 * @param {Kept} visit
 * @param {Record<string, string | null>} changes
 */
function setQuery(visit, changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") visit.query.delete(name);
    else visit.query.set(name, value);
  }
  const text = visit.query.toString();
  if (visit === current) history.replaceState(history.state, "", visit.path + (text ? `?${text}` : ""));
  visit.draw();
}

/** @param {Kept} visit */
function drawNow(visit) {
  const shown = visit.trouble;
  const title = shown?.title ?? visit.screen?.title() ?? "";
  document.title = title ? `${title} · Tieout` : "Tieout";
  if (shown) render(html`<h1 tabindex="-1">${shown.title}</h1>${shown.view}`, visit.element);
  else render(visit.screen ? visit.screen.view() : loading(msg("shell-the-page")), visit.element);
  if (visit.arriving) focusHeading(visit);
}

/**
 * Focus the heading of a screen that one comes to; the screen itself until there is one.
 * @param {Kept} visit
 */
function focusHeading(visit) {
  const heading = visit.element.querySelector("h1");
  if (heading) visit.arriving = false;
  const elsewhere = document.activeElement !== document.body && document.activeElement !== visit.element && visit.element.contains(document.activeElement);
  if (!elsewhere) (heading ?? visit.element).focus({ preventScroll: true });
}
