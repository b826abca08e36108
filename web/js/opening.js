/**
 * What was asked for and is still on its way: a screen, or a dialog whose script or data is not here yet. Meanwhile keys
 * do nothing and nothing else opens, so that impatience never leaves two dialogs on the page. What is typed for a dialog
 * that begins with a field is kept for it.
 */

/** What was typed meanwhile, and whether Enter followed it. @typedef {{ text: string, entered: boolean }} Typed */

/** What is on its way; one at a time. @type {Typed | null} */
let pending = null;
/** Whether what is on its way begins with a field. */
let takesText = false;

/** Whether something is on its way. */
export const isOpening = () => pending !== null;

/**
 * Load what a dialog or a screen needs, then open it, unless `stopOpening` was called meanwhile. Does nothing while
 * something else is on its way.
 * @template Loaded, Result
 * @param {() => Promise<Loaded>} load
 * @param {(loaded: Loaded, typed: Typed) => Result} open
 * @param {{ typing?: boolean }} [how] `typing`: what is typed meanwhile is given to `open`, otherwise it is dropped
 * @returns {Promise<Awaited<Result> | undefined>} what `open` returned; undefined if it was not called
 */
export async function opening(load, open, { typing = false } = {}) {
  if (pending) return undefined;
  const mine = { text: "", entered: false };
  show(mine);
  takesText = typing;
  /** @type {Loaded} */
  let loaded;
  try {
    loaded = await load();
  } catch (problem) {
    if (pending !== mine) return undefined; // nobody waits for it any more
    show(null);
    throw problem;
  }
  if (pending !== mine) return undefined;
  show(null);
  return await open(loaded, mine);
}

/** Drop what is on its way: the viewer went elsewhere or pressed Esc. */
export const stopOpening = () => show(null);

/**
 * Take a key that is pressed while something is on its way: Esc drops it, and what is typed is kept for the field that it
 * begins with.
 * @param {KeyboardEvent} event
 */
export function takeKey(event) {
  const { key } = event;
  if (key === "Escape") return void stopOpening();
  if (!pending || !takesText || event.ctrlKey !== event.altKey || event.metaKey) return; // AltGr is both
  if (key !== "Enter" && key !== "Backspace" && key.length > 1) return;
  event.preventDefault(); // what has the focus shall not take it
  if (pending.entered) return;
  if (key === "Enter") pending.entered = !event.repeat;
  else pending.text = key === "Backspace" ? pending.text.slice(0, -1) : pending.text + key;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The pointer shows it, if it takes long enough to be seen. @param {Typed | null} next */
function show(next) {
  pending = next;
  clearTimeout(timer);
  document.documentElement.classList.remove("opening");
  if (pending) timer = setTimeout(() => document.documentElement.classList.add("opening"), 150);
}
