/**
 * Going from screen to screen, by real addresses. A visit is one entry of the browser's history: its screen, what it
 * has loaded and its piece of the document stay together, so that going back finds the old place, scrolled and
 * focused as it was left, and then reads again.
 */
import { html, render } from "../vendor/lit-html/lit-html.js";
import { UNREACHABLE } from "./graphql.js";
import { listenFor } from "./keys.js";
import { empty, failed, forbidden, loading } from "./parts/notices.js";
import { routeAt, ROUTES } from "./routes.js";
import { missing } from "./session.js";

/**
 * What a screen gives back when it is opened.
 * @typedef {object} Screen
 * @property {() => string} title
 * @property {() => unknown} view
 * @property {() => void} [load] reads what is shown: on arriving, on coming back, and after a change
 * @property {import("./keys.js").Key[]} [keys] as long as it is shown
 */

/**
 * What a screen may ask of the page.
 * @typedef {object} Visit
 * @property {string} path
 * @property {Record<string, string>} parameters the address's own: `{ number: "1001" }`
 * @property {URLSearchParams} query the filters
 * @property {() => void} draw draws soon; many calls are one drawing
 * @property {(changes: Record<string, string | null>) => void} setQuery changes filters in the address and draws; null drops one
 * @property {() => void} reload reads again what is shown
 * @property {() => AbortSignal} signal aborted when the screen is left
 */

/** @typedef {(visit: Visit) => Screen} OpenScreen */

/** How many visits are kept to come back to. */
const KEPT = 8;

/**
 * @typedef {Visit & { key: string, element: HTMLElement, screen: Screen | null, trouble: unknown, leaving: AbortController,
 *   scroll: number, focused: Element | null, arriving: boolean }} Kept
 */

/** @type {Map<string, Kept>} */
const visits = new Map();

/** @type {Kept | null} */
let current = null;

/** @type {HTMLElement} */
let frame;

/** @type {() => void} */
let whenMoved = () => undefined;

/**
 * Starts at the present address. Screens are drawn into `into`; `moved` is called after each arrival.
 * @param {HTMLElement} into
 * @param {() => void} moved
 */
export function start(into, moved) {
  frame = into;
  whenMoved = moved;
  history.scrollRestoration = "manual";
  if (location.pathname === "/") history.replaceState(null, "", firstPlace());
  if (!history.state?.key) history.replaceState({ key: newKey() }, "");
  addEventListener("popstate", () => {
    if (!history.state?.key) history.replaceState({ key: newKey() }, "");
    arrive(true);
  });
  document.addEventListener("click", follow);
  arrive(false);
}

/** Where whoever is here may begin; the accounts say what is missing to whoever may see nothing. */
function firstPlace() {
  return ROUTES.find(({ noun, needs }) => noun && needs.length && !missing(...needs).length)?.path ?? "/accounts";
}

/**
 * Goes to an address of the page.
 * @param {string} address
 */
export function go(address) {
  history.pushState({ key: newKey() }, "", address);
  arrive(true);
}

/** Reads again what is shown, wherever one is. */
export function reload() {
  current?.reload();
}

function newKey() {
  return `${Date.now()}-${history.length}-${visits.size}-${performance.now()}`;
}

/**
 * A link within the page is followed without loading the page again; one within the screen leads to its heading.
 * @param {MouseEvent} event
 */
function follow(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[href]"));
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  event.preventDefault();
  if (link.getAttribute("href")?.startsWith("#")) return /** @type {HTMLElement | null} */ (document.querySelector("main h1"))?.focus();
  go(link.pathname + link.search);
}

/** @param {boolean} moved whether one came from another screen */
function arrive(moved) {
  if (current) leave(current);
  const { key } = history.state;
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
  for (const dialog of document.querySelectorAll("dialog")) if (!dialog.matches(".stays")) dialog.close();
  visit.scroll = scrollY;
  visit.focused = visit.element.contains(document.activeElement) ? document.activeElement : null;
  visit.leaving.abort();
}

/**
 * @param {Kept} visit
 * @param {Screen} screen
 */
function comeBack(visit, screen) {
  listenFor(screen.keys ?? [], visit.leaving.signal);
  drawNow(visit);
  scrollTo(0, visit.scroll);
  const place = visit.focused ?? visit.element.querySelector("h1");
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  screen.load?.();
}

/** @param {Kept} visit */
async function openScreen(visit) {
  scrollTo(0, 0);
  const found = routeAt(visit.path);
  if (!found) {
    visit.trouble = { title: "Not found", view: empty("There is no such page.", html`<a href="/accounts">Go to all accounts</a>`) };
    return drawNow(visit);
  }
  const { needs, wants, noun } = found.route;
  if (missing(...needs).length) {
    visit.trouble = { title: noun ?? "Tieout", view: forbidden("this page", missing(...(wants ?? needs))) };
    return drawNow(visit);
  }
  visit.parameters = found.parameters;
  visit.trouble = null;
  drawNow(visit);
  try {
    visit.screen = (await found.route.load()).open(visit);
  } catch (problem) {
    if (!notLoaded(problem)) throw problem;
    visit.trouble = { title: noun ?? "Tieout", view: failed({ message: UNREACHABLE }, () => openScreen(visit)) };
    return visit.draw();
  }
  if (visit !== current) return;
  listenFor(visit.screen.keys ?? [], visit.leaving.signal);
  visit.screen.load?.();
  drawNow(visit);
}

/**
 * Whether a script could not be had, in the words of the browsers.
 * @param {unknown} problem
 */
export const notLoaded = (problem) => problem instanceof TypeError && /import/i.test(problem.message);

/**
 * @param {string} key
 * @param {boolean} arriving
 * @returns {Kept}
 */
function newVisit(key, arriving) {
  const element = document.createElement("main");
  element.id = "main";
  let waiting = false;
  /** @type {Kept} */
  const visit = {
    key,
    element,
    path: location.pathname,
    parameters: {},
    query: new URLSearchParams(),
    screen: null,
    trouble: null,
    leaving: new AbortController(),
    scroll: 0,
    focused: null,
    arriving,
    signal: () => visit.leaving.signal,
    reload: () => visit.screen?.load?.(),
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
  const shown = /** @type {any} */ (visit.trouble);
  const title = shown?.title ?? visit.screen?.title() ?? "";
  document.title = title ? `${title} · Tieout` : "Tieout";
  if (shown) render(html`<h1 tabindex="-1">${shown.title}</h1>${shown.view}`, visit.element);
  else render(visit.screen ? visit.screen.view() : loading("the page"), visit.element);
  if (!visit.arriving) return;
  const heading = visit.element.querySelector("h1");
  if (!heading) return;
  visit.arriving = false;
  heading.focus({ preventScroll: true });
}
