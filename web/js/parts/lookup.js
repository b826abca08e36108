/** Data that a dialog needs before it can be filled in; the dialog opens at once and shows it on arrival. */
import { asFailure, ask } from "../graphql.js";
import { failed, loading } from "./notices.js";

/**
 * @template Data, [Variables=unknown]
 * @typedef {object} Lookup
 * @property {Data | undefined} data undefined until loaded
 * @property {Variables | undefined} askedBy what the data was asked for by
 * @property {import("../graphql.js").Failure | null} failure
 * @property {(draw: () => void) => Promise<void>} read
 * @property {() => Promise<boolean>} known wait for a pending read; whether the data is loaded
 */

/**
 * The old data stays until the new has arrived; a later read supersedes an earlier one.
 * @template Result, Variables
 * @param {import("../../types/document.js").Document<Result, Variables>} query
 * @param {NoInfer<Variables> | (() => NoInfer<Variables>)} variables
 * @returns {Lookup<Result, Variables>}
 */
export function lookup(query, variables) {
  let turn = 0;
  /** @type {Promise<void> | undefined} */
  let reading;
  /** @type {Lookup<Result, Variables>} */
  const found = {
    data: undefined,
    askedBy: undefined,
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
    const asked = typeof variables === "function" ? /** @type {() => Variables} */ (variables)() : variables;
    found.failure = null;
    draw();
    try {
      const data = await ask(query, asked);
      if (mine !== turn) return;
      found.data = data;
      found.askedBy = asked;
    } catch (failure) {
      if (mine !== turn) return;
      found.failure = asFailure(failure);
    }
    draw();
    focusFirstField();
  }
  return found;
}

/** Focus the first field of the dialog, unless the focus is in the dialog already. */
function focusFirstField() {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const at = document.activeElement;
  if (!dialog || (dialog.contains(at) && !at?.closest("header"))) return;
  /** @type {HTMLElement | null} */ (dialog.querySelector("[autofocus]"))?.focus();
}

/**
 * Show the data, or that it is loading or failed.
 * @template Data
 * @param {Lookup<Data>} found
 * @param {string} what "the open items"
 * @param {() => void} again
 * @param {(data: Data) => unknown} view
 */
export function whenKnown(found, what, again, view) {
  if (found.failure) return failed(found.failure, again);
  return found.data === undefined ? loading(what, 2) : view(found.data);
}
