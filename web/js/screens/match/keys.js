/** The keys of Match, and what the keys for marking and typing do. */
import { missing } from "../../session.js";
import { msg, texts } from "../../texts.js";

await texts("match");

/** What a desk's own keys do with the entry at hand. */
const WAYS = {
  d: msg("match-key-keep"),
  w: msg("match-key-write-off"),
  a: msg("match-key-other-account"),
  m: msg("match-key-match-line"),
  r: msg("match-key-refund"),
  v: msg("match-key-several"),
  f: msg("match-key-fee"),
  i: msg("match-key-ignore"),
};

/** Where the keys of the queue act. */
const ON = ".match .entry, main h1, main, body";
/** What the keys call. @typedef {{ accept: () => unknown, acceptSure: () => unknown, step: (by: 1 | -1) => void, later: () => void, take: (index: number) => void, leave: () => void, ways: () => ReturnType<import("./desk.js").Desk["ways"]>, count: () => number, isOpen: () => boolean }} Does */

/** @param {Does} does @returns {import("../../keys.js").Key[]} */
export function keysOf({ accept, acceptSure, step, later, take, leave, ways, count, isOpen }) {
  return [
    { key: "Enter", does: msg("match-key-accept"), on: ON, run: accept },
    { key: "Shift+Enter", does: msg("match-key-accept-sure"), inFields: true, run: acceptSure },
    { key: "j", does: msg("match-key-next"), anywhere: true, repeats: true, run: () => step(1) },
    { key: "k", does: msg("match-key-previous"), anywhere: true, repeats: true, run: () => step(-1) },
    ...Array.from({ length: 9 }, (_, index) => ({
      key: String(index + 1),
      does: msg("match-key-proposal", { number: index + 1 }),
      anywhere: true,
      when: () => count() > index,
      run: () => take(index),
    })),
    { key: " ", does: msg("match-key-select"), on: ON, run: mark },
    { key: "ArrowDown", does: msg("match-key-to-dues"), on: ON, run: () => firstBox()?.focus() },
    { key: "=", does: msg("match-key-exact"), anywhere: true, run: exact },
    { key: "s", does: msg("match-key-later"), anywhere: true, run: later },
    ...Object.entries(WAYS).map(([key, does]) => ({
      key,
      does,
      anywhere: true,
      when: () => ways().some((each) => each.key === key),
      run: () => ways().find((each) => each.key === key && !missing(...(each.needs ?? [])).length)?.run(),
    })),
    { key: "Escape", does: msg("match-key-back"), when: () => isOpen() || document.activeElement?.closest(".match .dues") !== null, inFields: true, run: leave },
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
