/** Money that someone decided to leave on its account: this browser keeps it out of the queue as long as its amount stays. */

const KEPT = "tieout.kept";
const KEPT_MAX = 5_000;

/** What is kept: open cents by id. @returns {Map<string, number>} */
function stored() {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
  } catch {
    return new Map(); // a browser that stores nothing
  }
}

let kept = stored();

/** @param {{ id: string, cents: number }} entry */
export const isKept = ({ id, cents }) => kept.get(id) === cents;

/**
 * Keep an entry out of the queue, or take it in again.
 * @param {{ id: string, cents: number }} entry
 * @param {boolean} keeps
 */
export function keep({ id, cents }, keeps) {
  kept = stored(); // another tab may have kept more
  kept.delete(id);
  if (keeps) kept.set(id, cents);
  try {
    localStorage.setItem(KEPT, JSON.stringify([...kept].slice(-KEPT_MAX)));
  } catch {
    // until the page is closed, then
  }
}
