/**
 * A mutation behind a form: sending it once, previewing it, and saying what is wrong beside the field that it is
 * wrong with. Every mutation of the page goes through here.
 */
import { ask } from "./graphql.js";

/**
 * @typedef {object} Editing
 * @property {Record<string, string>} errors by the input's path: "amountCents", "items.0.description"
 * @property {string} message what is wrong and belongs to no field that is shown
 * @property {any[]} refusals the `userErrors` of the last answer
 * @property {boolean} busy
 * @property {any} preview the payload of the last dry run; null until there is one
 * @property {boolean} fresh whether the preview is of what is typed now
 * @property {(...paths: string[]) => string} error what is wrong at a field; asking for it also says that it is shown
 * @property {() => void} typed something was typed: previews soon
 * @property {() => boolean} check whether nothing is wrong already; says it at the fields
 * @property {() => Promise<any>} send the payload, or null when it was refused or the network failed
 * @property {() => void} stop nothing is previewed any more
 */

/**
 * @param {object} how
 * @param {string} how.query a mutation with `$input` and one root field
 * @param {(problem: (path: string, text: string) => void) => Record<string, unknown>} how.input what is to be sent, from
 *   what was typed; `problem` says what is wrong before anything is sent
 * @param {() => void} how.draw
 * @param {boolean} [how.previews] whether a dry run follows what is typed
 * @returns {Editing}
 */
export function editing({ query, input, draw, previews = false }) {
  /** By what was sent and not known to be stored: trying it again after a lost answer does nothing twice. @type {Map<string, string>} */
  const keys = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  let asking = new AbortController();
  /** @type {Set<string>} */
  const shown = new Set();

  /** @type {Editing} */
  const state = {
    errors: {},
    message: "",
    refusals: [],
    busy: false,
    preview: null,
    fresh: false,
    error(...paths) {
      for (const path of paths) shown.add(path);
      return paths.map((path) => state.errors[path]).find(Boolean) ?? "";
    },
    typed() {
      state.message = "";
      state.fresh = false;
      clearTimeout(soon);
      asking.abort();
      if (previews) soon = setTimeout(preview, 200);
      if (Object.keys(state.errors).length) collect();
      draw();
    },
    check() {
      const fine = collect() !== null;
      draw();
      return fine;
    },
    async send() {
      clearTimeout(soon);
      asking.abort();
      state.message = "";
      const wanted = collect();
      if (!wanted) return draw(), null;
      const text = JSON.stringify(wanted);
      const idempotencyKey = keys.get(text) ?? newIdempotencyKey();
      keys.set(text, idempotencyKey);
      state.busy = true;
      draw();
      try {
        const payload = rootOf(await ask(query, { input: { ...wanted, idempotencyKey } }));
        refused(payload.userErrors);
        if (payload.userErrors.length) return null;
        keys.delete(text); // the same again, after an undo, is another change
        return payload;
      } catch (failure) {
        state.message = /** @type {Error} */ (failure).message;
        return null;
      } finally {
        state.busy = false;
        draw();
      }
    },
    stop() {
      clearTimeout(soon);
      asking.abort();
    },
  };

  /** What is to be sent, or null when something is wrong with it already. */
  function collect() {
    state.errors = {};
    const wanted = input((path, text) => {
      state.errors[path] ??= text;
    });
    return Object.keys(state.errors).length ? null : wanted;
  }

  async function preview() {
    const before = state.errors;
    const wanted = collect();
    state.errors = before;
    state.preview = null;
    if (!wanted) return draw();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const payload = rootOf(await ask(query, { input: { ...wanted, dryRun: true } }, signal));
      refused(payload.userErrors);
      if (!payload.userErrors.length) state.preview = payload;
      state.fresh = true;
    } catch (failure) {
      if (signal.aborted) return;
      state.message = /** @type {Error} */ (failure).message;
    }
    draw();
  }

  /** @param {{ message: string, field: string[] | null }[]} userErrors */
  function refused(userErrors) {
    state.errors = {};
    state.refusals = userErrors;
    const elsewhere = [];
    for (const { message, field } of userErrors) {
      const path = (field ?? []).filter((part) => part !== "input").join(".");
      if (shown.has(path)) state.errors[path] ??= message;
      else elsewhere.push(message);
    }
    state.message = elsewhere.join(" ");
  }
  return state;
}

/** @param {any} data */
const rootOf = (data) => Object.values(data)[0];

/** A key that nobody else has; made without randomUUID, which plain http lacks. */
export function newIdempotencyKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
