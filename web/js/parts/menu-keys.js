/** Keyboard control of an open menu: arrows, Home, End and Esc. */

/** What a menu is made of. */
const ENTRIES = "button, a";

/**
 * Focus the first entry of a menu that was just opened, as soon as there is one.
 * @param {HTMLElement} list
 */
export function focusFirst(list) {
  const menu = /** @type {HTMLElement} */ (list.parentElement);
  menu.onkeydown = (event) => {
    if (list.matches(":popover-open")) walk(list, event);
  };
  if (first(list)) return;
  new MutationObserver((_, watching) => first(list) && watching.disconnect()).observe(list, { childList: true });
}

/** @param {HTMLElement} list */
function first(list) {
  const there = /** @type {HTMLElement | null} */ (list.querySelector(ENTRIES));
  if (there && list.matches(":popover-open:not(:focus-within)")) there.focus();
  return there;
}

/**
 * @param {HTMLElement} list
 * @param {KeyboardEvent} event
 */
function walk(list, event) {
  const buttons = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(ENTRIES)]);
  const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = { ArrowDown: (at + 1) % buttons.length, ArrowUp: Math.max(at, 0) - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined && event.key !== "Escape") return;
  event.preventDefault();
  if (next !== undefined) return buttons.at(next)?.focus();
  list.hidePopover();
  /** @type {HTMLElement | null} */ (list.previousElementSibling)?.focus();
}
