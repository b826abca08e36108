/**
 * Keyboard shortcuts of the current screen. The list of shortcuts (`?`) shows what is registered here. Single characters
 * act only while a list has the focus, and can be switched off (WCAG 2.1.4).
 */
import { isOpening, takeKey } from "./opening.js";
import { leaveField, moveRow } from "./place.js";
import { remember, remembered } from "./remembered.js";
import { msg } from "./texts.js";

/**
 * @typedef {object} Key
 * @property {string} key as in KeyboardEvent.key: "j", "?", "Escape"; with Ctrl or Command "Ctrl+Enter", with Shift "Shift+Enter"
 * @property {string} does description for the list
 * @property {(event: KeyboardEvent) => void} run
 * @property {boolean} [inFields] also while typing in a field
 * @property {boolean} [repeats] repeats while held
 * @property {string} [on] a selector: active only while such an element has the focus
 * @property {boolean} [anywhere] a single character that also acts outside of lists, but in no field, menu or dialog
 * @property {(target?: Element) => boolean} [when] active only while this is true of the focused element
 */

/** @type {Set<Key>} the newest last: it wins */
const registered = new Set();

/**
 * Register shortcuts until `signal` is aborted.
 * @param {Key[]} keys
 * @param {AbortSignal} [signal]
 */
export function listenFor(keys, signal) {
  for (const each of keys) registered.add(each);
  signal?.addEventListener("abort", () => keys.forEach((each) => registered.delete(each)), { once: true });
}

/** Return the active shortcuts, each key once. */
export function keysHere() {
  const active = [...registered].filter(({ key, when }) => (key.length > 1 || lettersOn()) && (!when || when()));
  return [...new Map(active.map((each) => [each.key, each])).values()];
}

/** The keys that keyboards of another language have by another name, each with its own. @type {Record<string, string>} */
const NAMES = { Escape: msg("shell-key-esc"), Enter: msg("shell-key-enter"), Shift: msg("shell-key-shift"), Space: msg("shell-key-space") };

/** Return a key as people read it: Shift+Enter, or Maj+Entrée. @param {string} key */
export const keyText = (key) => key.split("+").map((each) => NAMES[each] ?? each).join("+");

const LETTERS = "tieout.letters";

/** Whether single characters are shortcuts. */
export function lettersOn() {
  return remembered(LETTERS) !== "off";
}

/** Switch single-character shortcuts on or off, for this browser. */
export function switchLetters() {
  remember(LETTERS, lettersOn() ? "off" : "on");
  showWhetherOn();
}

/** The stylesheet hides the hints of shortcuts that are off. */
function showWhetherOn() {
  document.documentElement.classList.toggle("no-letters", !lettersOn());
}
showWhetherOn();

/**
 * Whether an element takes text or a choice by letters.
 * @param {EventTarget | null} target
 */
export function isField(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}

/** Rows of a list, and the screen's heading, which has the focus on arrival. */
const LISTS = "main :is(tr, li, details, article, [data-row], h1)";

/**
 * Whether a single character may act while an element has the focus.
 * @param {Element} target
 * @param {boolean} [anywhere]
 */
function takesLetters(target, anywhere) {
  if (document.querySelector("[popover]:popover-open:not(.toasts)")) return false; // a menu, also one that is still empty
  return anywhere || target.matches("body, main") || target.closest(LISTS) !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (isOpening()) return takeKey(event);
  if (event.altKey) return;
  const pressed = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.shiftKey && event.key === "Enter" ? "Shift+" : ""}${event.key}`;
  const found = keysHere().find((each) => each.key === pressed);
  const target = /** @type {Element} */ (event.composedPath()[0]); // within a shadow root, too
  if (!found || (event.repeat && !found.repeats) || (isField(target) && !found.inFields)) return;
  if (found.on && !target.matches(found.on)) return;
  if (found.when && !found.when(target)) return;
  if (pressed.length === 1 && !takesLetters(target, found.anywhere)) return;
  event.preventDefault();
  found.run(event);
});

listenFor([
  { key: "j", does: msg("shell-key-next"), repeats: true, run: () => moveRow(1) },
  { key: "k", does: msg("shell-key-previous"), repeats: true, run: () => moveRow(-1) },
  {
    key: "Escape",
    does: msg("shell-key-escape"),
    inFields: true,
    when: (target) => !target || isField(target),
    run: leaveField,
  },
]);
