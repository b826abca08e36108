/**
 * What is typed and not saved yet, and what is being saved. Nothing typed is lost unasked: whoever holds input registers
 * here, and whatever leads away asks `mayLeave` first.
 */

/**
 * @typedef {object} Holder
 * @property {() => boolean} holds whether something typed is not saved
 * @property {() => void} discard let go of it
 */

/** @type {Set<Holder>} the newest last */
const holders = new Set();

/** @type {Set<Promise<unknown>>} */
const running = new Set();

/** Asks whether to discard what was typed. @type {() => Promise<boolean>} */
let askToDiscard = () => Promise.resolve(true);

/**
 * Set how the viewer is asked; passed in at the start, because the dialog itself holds input.
 * @param {() => Promise<boolean>} ask
 */
export function askBy(ask) {
  askToDiscard = ask;
}

/**
 * Register something that holds input.
 * @param {Holder} holder
 * @returns {() => void} ends it
 */
export function holdInput(holder) {
  holders.add(holder);
  return () => holders.delete(holder);
}

/** Whether anything typed is not saved. */
export const isUnsaved = () => [...holders].some((each) => each.holds());

/** Whether a change is under way. */
export const isSaving = () => running.size > 0;

/**
 * Note a change until the server has answered; nothing is closed or left meanwhile.
 * @template T
 * @param {Promise<T>} change
 * @returns {Promise<T>}
 */
export async function saving(change) {
  running.add(change);
  try {
    return await change;
  } finally {
    running.delete(change);
  }
}

/** Let go of everything typed. */
export function discardAll() {
  for (const holder of [...holders].reverse()) if (holder.holds()) holder.discard();
}

/**
 * Wait for what is being saved; if something typed is not saved, ask whether to discard it.
 * @returns {Promise<boolean>} whether nothing is held any more
 */
export async function mayLeave() {
  while (isSaving()) await Promise.allSettled(running);
  if (!isUnsaved()) return true;
  if (!(await askToDiscard())) return false;
  discardAll();
  return true;
}

/**
 * Do something that leads away from what is typed; at once if nothing is.
 * @param {() => void} act
 */
export function leaveTo(act) {
  if (!isSaving() && !isUnsaved()) return act();
  mayLeave().then((free) => free && act());
}

addEventListener("beforeunload", (event) => {
  if (isSaving() || isUnsaved()) event.preventDefault();
});
