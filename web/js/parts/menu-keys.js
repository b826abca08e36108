/** An open menu by the keyboard: one begins at its first; down and up go round, Home and End to its ends. */

/**
 * Goes to the first of a menu that was just opened, now or when it has come.
 * @param {HTMLElement} list
 */
export function begin(list) {
  const menu = /** @type {HTMLElement} */ (list.parentElement);
  menu.onkeydown = (event) => {
    if (list.matches(":popover-open")) walk(list, event);
  };
  if (first(list)) return;
  new MutationObserver((_, watching) => first(list) && watching.disconnect()).observe(list, { childList: true });
}

/** @param {HTMLElement} list */
function first(list) {
  const there = list.querySelector("button");
  if (there && list.matches(":popover-open:not(:focus-within)")) there.focus();
  return there;
}

/**
 * @param {HTMLElement} list
 * @param {KeyboardEvent} event
 */
function walk(list, event) {
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const next = { ArrowDown: (at + 1) % buttons.length, ArrowUp: Math.max(at, 0) - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined && event.key !== "Escape") return;
  event.preventDefault();
  if (next !== undefined) return buttons.at(next)?.focus();
  list.hidePopover();
  /** @type {HTMLElement | null} */ (list.previousElementSibling)?.focus();
}
