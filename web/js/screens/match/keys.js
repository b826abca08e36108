/** The keys of Match, and what the keys for marking and typing do. */
import { missing } from "../../session.js";

/** What a desk's own keys do with the entry at hand. */
const WAYS = {
  d: "Keep the money on the account",
  w: "Accept, and write off the rest",
  a: "Another account",
  m: "Match a bank line with recorded money",
  r: "Record a refund of a bank line",
  v: "Record a bank line on several accounts",
  f: "Explain a bank line by a fee or otherwise",
  i: "Ignore a bank line",
};

/** Where the keys of the queue act. */
const ON = ".match .entry, main h1, main, body";
/** What the keys call. @typedef {{ accept: () => unknown, acceptSure: () => unknown, step: (by: 1 | -1) => void, later: () => void, take: (index: number) => void, leave: () => void, ways: () => ReturnType<import("./desk.js").Desk["ways"]>, count: () => number, isOpen: () => boolean }} Does */

/** @param {Does} does @returns {import("../../keys.js").Key[]} */
export function keysOf({ accept, acceptSure, step, later, take, leave, ways, count, isOpen }) {
  return [
    { key: "Enter", does: "Accept and go to the next", on: ON, run: accept },
    { key: "Shift+Enter", does: "Accept all that are sure", inFields: true, run: acceptSure },
    { key: "j", does: "Next in the queue", anywhere: true, repeats: true, run: () => step(1) },
    { key: "k", does: "Previous in the queue", anywhere: true, repeats: true, run: () => step(-1) },
    ...Array.from({ length: 9 }, (_, index) => ({
      key: String(index + 1),
      does: `Choose proposal ${index + 1}`,
      anywhere: true,
      when: () => count() > index,
      run: () => take(index),
    })),
    { key: " ", does: "Select what it pays", on: ON, run: mark },
    { key: "ArrowDown", does: "Go to what is due", on: ON, run: () => firstBox()?.focus() },
    { key: "=", does: "Type an exact amount", anywhere: true, run: exact },
    { key: "s", does: "Later", anywhere: true, run: later },
    ...Object.entries(WAYS).map(([key, does]) => ({
      key,
      does,
      anywhere: true,
      when: () => ways().some((each) => each.key === key),
      run: () => ways().find((each) => each.key === key && !missing(...(each.needs ?? [])).length)?.run(),
    })),
    { key: "Escape", does: "Back to the queue", when: () => isOpen() || document.activeElement?.closest(".match .dues") !== null, inFields: true, run: leave },
  ];
}

const firstBox = () => /** @type {HTMLElement | null} */ (document.querySelector(".match .marks-list input[type=checkbox]:not([hidden])"));

/** Type an exact amount for the item at hand, or the first that is marked. */
function exact() {
  const row = document.activeElement?.closest(".match .mark") ?? document.querySelector(".match .mark:has(.exact)");
  const box = /** @type {HTMLInputElement | null} */ (row?.querySelector("input[type=checkbox]") ?? firstBox());
  if (box && !box.checked) box.click();
  queueMicrotask(() => {
    const field = /** @type {HTMLInputElement | null | undefined} */ (box?.closest(".mark")?.querySelector(".exact input"));
    field?.focus();
    field?.select();
  });
}

/** Space begins to mark. */
function mark() {
  const box = firstBox();
  box?.focus();
  box?.click();
}
