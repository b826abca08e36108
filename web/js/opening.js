/**
 * What was asked for and is still on its way: a screen, or a dialog whose script or data is not here yet. Meanwhile keys
 * do nothing and nothing else opens, so that impatience never leaves two dialogs on the page.
 */

/** What is on its way; one at a time. @type {object | null} */
let pending = null;

/** Whether something is on its way. */
export const isOpening = () => pending !== null;

/**
 * Load what a dialog or a screen needs, then open it, unless `stopOpening` was called meanwhile. Does nothing while
 * something else is on its way.
 * @template Loaded, Result
 * @param {() => Promise<Loaded>} load
 * @param {(loaded: Loaded) => Result} open
 * @returns {Promise<Awaited<Result> | undefined>} what `open` returned; undefined if it was not called
 */
export async function opening(load, open) {
  if (pending) return undefined;
  const mine = {};
  show(mine);
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
  return await open(loaded);
}

/** Drop what is on its way: the viewer went elsewhere or pressed Esc. */
export const stopOpening = () => show(null);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The pointer shows it, if it takes long enough to be seen. @param {object | null} next */
function show(next) {
  pending = next;
  clearTimeout(timer);
  document.documentElement.classList.remove("opening");
  if (pending) timer = setTimeout(() => document.documentElement.classList.add("opening"), 150);
}
