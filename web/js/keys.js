/** The keyboard: what each key does where one is. The list of keys (`?`) is made from what is registered here. */

/**
 * @typedef {object} Key
 * @property {string} key as KeyboardEvent.key says it: "j", "?", "Escape"; with Ctrl or Command "Ctrl+Enter"
 * @property {string} does in words, for the list
 * @property {(event: KeyboardEvent) => void} run
 * @property {boolean} [inFields] also while typing in a field
 * @property {boolean} [repeats] again and again, as long as it is held
 * @property {string} [on] a selector: only while the focus is on such an element itself
 */

/** @type {Set<Key>} the newest last: it wins */
const registered = new Set();

/**
 * Registers keys until `signal` is aborted.
 * @param {Key[]} keys
 * @param {AbortSignal} [signal]
 */
export function listenFor(keys, signal) {
  for (const each of keys) registered.add(each);
  signal?.addEventListener("abort", () => keys.forEach((each) => registered.delete(each)), { once: true });
}

/** What the keys do here, each key once, as the list shows them. */
export function keysHere() {
  return [...new Map([...registered].map((each) => [each.key, each])).values()];
}

/**
 * Whether somebody is typing there.
 * @param {EventTarget | null} target
 */
function isField(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  const pressed = event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key;
  const found = keysHere().find((each) => each.key === pressed);
  const [target] = event.composedPath(); // within a shadow root, too
  if (!found || (event.repeat && !found.repeats) || (isField(target) && !found.inFields)) return;
  if (found.on && !(/** @type {Element} */ (target).matches(found.on))) return;
  event.preventDefault();
  found.run(event);
});

/**
 * Moves the focus to the next (1) or the one before (-1) of the rows that are seen. A row's opener says `data-row`.
 * @param {1 | -1} step
 */
export function moveRow(step) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main [data-row]")]);
  const seen = rows.filter((row) => row.checkVisibility());
  const at = seen.indexOf(/** @type {HTMLElement} */ (document.activeElement?.closest("[data-row]")));
  seen[Math.min(Math.max(at + step, 0), seen.length - 1)]?.focus();
}

listenFor([
  { key: "j", does: "Go to the next row; Enter opens it", repeats: true, run: () => moveRow(1) },
  { key: "k", does: "Go to the row before", repeats: true, run: () => moveRow(-1) },
  {
    key: "/",
    does: "Search or filter",
    run: () => /** @type {HTMLElement | null} */ (document.querySelector("main input[type=search]"))?.focus(),
  },
  {
    key: "Escape",
    does: "Leave a field, close a dialog",
    inFields: true,
    run: () => /** @type {HTMLElement | null} */ (document.activeElement)?.blur(),
  },
  { key: "?", does: "Show the keys", run: () => import("./dialogs/keys.js").then(({ showKeys }) => showKeys()) },
]);
