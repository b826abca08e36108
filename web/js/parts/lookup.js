/** What a dialog must know before it can be filled in: the dialog is there at once, and this comes into it. */
import { ask } from "../graphql.js";
import { failed, loading } from "./notices.js";

/**
 * @typedef {object} Lookup
 * @property {any} data undefined until it has come
 * @property {import("../graphql.js").Failure | null} failure
 * @property {(draw: () => void) => Promise<void>} read
 * @property {() => Promise<boolean>} known waits for what is on its way; whether it has come
 */

/**
 * What was looked up stays until it has come anew; a later reading overtakes an earlier one.
 * @param {string} query
 * @param {Record<string, unknown> | (() => Record<string, unknown>)} variables
 * @returns {Lookup}
 */
export function lookup(query, variables) {
  let turn = 0;
  /** @type {Promise<void> | undefined} */
  let reading;
  /** @type {Lookup} */
  const found = {
    data: undefined,
    failure: null,
    read: (draw) => (reading = read(draw)),
    async known() {
      await reading;
      return found.data !== undefined;
    },
  };
  /** @param {() => void} draw */
  async function read(draw) {
    const mine = ++turn;
    found.failure = null;
    draw();
    try {
      const data = await ask(query, typeof variables === "function" ? variables() : variables);
      if (mine !== turn) return;
      found.data = data;
    } catch (failure) {
      if (mine !== turn) return;
      found.failure = /** @type {any} */ (failure);
    }
    draw();
    beginThere();
  }
  return found;
}

/** Whoever has not gone anywhere in the dialog yet begins at its first field, now that it is there. */
function beginThere() {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const at = document.activeElement;
  if (!dialog || (dialog.contains(at) && !at?.closest("header"))) return;
  /** @type {HTMLElement | null} */ (dialog.querySelector("[autofocus]"))?.focus();
}

/**
 * What was looked up, as it is shown: on its way, failed, or there.
 * @param {Lookup} found
 * @param {string} what "the open items"
 * @param {() => void} draw
 * @param {(data: any) => unknown} view
 */
export function whenKnown(found, what, draw, view) {
  if (found.failure) return failed(found.failure, () => found.read(draw));
  return found.data === undefined ? loading(what, 2) : view(found.data);
}
