/**
 * Where the focus stands in the screen and in each dialog. If its element goes, the focus moves to the element's row, to
 * the row that took its place, or to what is nearest; never to the document's body.
 */

/**
 * @typedef {object} Place
 * @property {HTMLElement} element
 * @property {HTMLElement | null} row the row it belongs to
 * @property {number} index of its row among all rows; -1 outside of rows
 * @property {[HTMLElement, number][]} around its ancestors up to the root, each with the element's index in it
 * @property {HTMLElement | null} before what had the focus before, if it is a field
 */

const ROW = "tr, li, details, article, [data-row]";
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select";

/** The place in each root: a screen's `main`, a dialog. @type {WeakMap<Element, Place>} */
const places = new WeakMap();

/** The last element that had the focus. @type {Element | null} */
let last = null;

/** The open dialog, or the screen. */
const rootNow = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.querySelector("main");

/** Visible rows: links or elements with `data-row`. @param {Element} root @returns {HTMLElement[]} */
const rowsOf = (root) => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-row]"))].filter((row) => row.checkVisibility());

/** @param {Element} element */
const isUsable = (element) => element.isConnected && element.checkVisibility() && !element.matches(":disabled, [inert] *");

/**
 * The row that an element belongs to: itself, or the `[data-row]` beside it.
 * @param {Element | null} element
 * @returns {HTMLElement | null}
 */
function rowOf(element) {
  for (let around = element?.closest(ROW); around; around = around.parentElement?.closest(ROW)) {
    const row = around.matches("[data-row]") ? around : around.querySelector("[data-row]");
    if (row) return /** @type {HTMLElement} */ (row);
  }
  return null;
}

/**
 * @param {HTMLElement} element
 * @param {Element} root
 */
function ancestorsOf(element, root) {
  /** @type {[HTMLElement, number][]} */
  const around = [];
  for (let each = element.parentElement; each && each !== root; each = each.parentElement) {
    around.push([each, [...each.querySelectorAll(FOCUSABLE)].indexOf(element)]);
  }
  return around;
}

document.addEventListener("focusin", ({ target }) => {
  if (!(target instanceof HTMLElement)) return;
  last = target;
  const root = target.closest("dialog, main");
  if (!root || target === root) return;
  const old = places.get(root);
  const before = target.matches(FIELDS) ? (old?.element.matches(FIELDS) ? old.before : (old?.element ?? null)) : null;
  const row = rowOf(target);
  places.set(root, { element: target, row, index: row ? rowsOf(root).indexOf(row) : -1, around: ancestorsOf(target, root), before });
});

/**
 * Return what takes the place of an element that went.
 * @param {Place} place
 * @param {Element} root
 */
function replacement({ row, index, around }, root) {
  if (row && isUsable(row)) return row;
  const rows = rowsOf(root);
  if (index >= 0 && rows.length) return rows[Math.min(index, rows.length - 1)];
  for (const [ancestor, at] of around) {
    const left = isUsable(ancestor) ? [...ancestor.querySelectorAll(FOCUSABLE)].filter(isUsable) : [];
    if (left.length) return left[Math.min(Math.max(at, 0), left.length - 1)];
  }
  return null;
}

/**
 * Focus the place of a screen or dialog: the element that had the focus, what took its place, or the heading.
 * @param {Element | null} [root]
 */
export function focusPlace(root = rootNow()) {
  if (!root) return;
  const place = places.get(root);
  const wanted = place && (isUsable(place.element) ? place.element : replacement(place, root));
  const target = wanted ?? root.querySelector("h1, [autofocus], form :is(input, select, textarea), footer button") ?? root;
  /** @type {HTMLElement} */ (target).focus({ preventScroll: !wanted || wanted === place?.element });
}

/** Leave a field: focus its row, or what had the focus before it. */
export function leaveField() {
  const root = rootNow();
  const place = root && places.get(root);
  if (!root || !place) return focusPlace(root);
  const target = place.row ?? (place.before && isUsable(place.before) ? place.before : null) ?? rowsOf(root)[0] ?? root.querySelector("h1");
  if (target) target.focus();
  else focusPlace(root);
}

/**
 * Move the focus to the next (1) or previous (-1) visible row, from the row at hand.
 * @param {1 | -1} step
 */
export function moveRow(step) {
  const root = document.querySelector("main");
  if (!root) return;
  const rows = rowsOf(root);
  const row = rowOf(document.activeElement) ?? (document.activeElement === document.body ? places.get(root)?.row : null);
  const at = row ? rows.indexOf(row) : -1;
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}

let checking = false;

/** If the focused element went, was hidden or disabled, focus what took its place. */
function check() {
  checking = false;
  const nowhere = document.activeElement === null || document.activeElement === document.body;
  if (nowhere && last && !isUsable(last)) focusPlace();
}

// a hidden or disabled element loses the focus only when the next frame is drawn
new MutationObserver(() => {
  if (checking || !last) return;
  checking = true;
  requestAnimationFrame(() => requestAnimationFrame(check));
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["hidden", "disabled", "open"] });
