/**
 * A mutation behind a form: send it once, preview it, and show each error beside its field. Every mutation of a form
 * goes through here.
 */
import { ask, asFailure } from "./graphql.js";
import { msg } from "./texts.js";
import { saving } from "./unsaved.js";

/** @import { Done, Draft, Mutation, Refusable, UserError } from "../types/document.js" */

/**
 * @template [Payload=unknown]
 * @typedef {object} Editing
 * @property {Record<string, string>} errors errors by the input's path: "amountCents", "items.0.description"
 * @property {string} message errors that belong to no visible field
 * @property {import("./graphql.js").Failure | null} failure why there is no answer to the last dry run
 * @property {UserError[]} refusals the `userErrors` of the last answer
 * @property {boolean} busy
 * @property {Done<Payload> | null} preview the payload of the last dry run; null until there is one
 * @property {boolean} fresh whether the preview is of what is typed now
 * @property {(...paths: string[]) => string} error the error of a field; reading it marks the field as visible
 * @property {() => void} typed to call after typing; starts a preview shortly after
 * @property {() => boolean} check validate; show errors at the fields and return whether there are none
 * @property {() => Promise<Done<Payload> | null>} send the payload, or null when it was refused or the network failed
 * @property {() => void} stop stop previewing
 */

/** How long a change without an answer is remembered. */
const UNANSWERED_MS = 600_000;

/**
 * Keys of changes without an answer, by what was sent: typed again, even in a form opened anew, it is recorded once. A
 * timer forgets those that failed last.
 * @type {Map<string, { key: string, timer?: ReturnType<typeof setTimeout> }>}
 */
const unanswered = new Map();

/**
 * @template {Refusable} Payload
 * @template Input
 * @param {object} how
 * @param {Mutation<Payload, Input>} how.query a mutation with `$input` and one root field
 * @param {(problem: (path: string, text: string) => void) => Draft<NoInfer<Input>>} how.input what is to be sent, from
 *   what was typed; `problem` says what is wrong before anything is sent
 * @param {() => void} how.draw
 * @param {boolean} [how.previews] whether a dry run follows what is typed
 * @returns {Editing<Payload>}
 */
export function editing({ query, input, draw, previews = false }) {
  /** Keys by what was sent and may be stored: trying again after a lost response does nothing twice. @type {Map<string, string>} */
  const keys = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let asking = new AbortController();
  /** @type {Set<string>} */
  const shown = new Set();

  /** @type {Editing<Payload>} */
  const state = {
    errors: {},
    message: "",
    failure: null,
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
      state.failure = null;
      state.fresh = false;
      clearTimeout(timer);
      asking.abort();
      if (previews) timer = setTimeout(preview, 200);
      if (Object.keys(state.errors).length) collect();
      draw();
    },
    check() {
      const fine = collect() !== null;
      draw();
      return fine;
    },
    send() {
      clearTimeout(timer);
      asking.abort();
      state.message = "";
      state.failure = null;
      const wanted = collect();
      if (wanted) return saving(store(wanted));
      draw();
      return Promise.resolve(null);
    },
    stop() {
      clearTimeout(timer);
      asking.abort();
    },
  };

  /** @param {Draft<Input>} wanted nothing wrong in it */
  async function store(wanted) {
    const text = JSON.stringify(wanted);
    const name = query + text;
    const known = unanswered.get(name);
    clearTimeout(known?.timer);
    const idempotencyKey = keys.get(text) ?? known?.key ?? newIdempotencyKey();
    keys.set(text, idempotencyKey);
    unanswered.set(name, { key: idempotencyKey });
    state.busy = true;
    draw();
    try {
      const payload = await sent(wanted, { idempotencyKey });
      unanswered.delete(name);
      refused(payload.userErrors);
      if (payload.userErrors.length) return null;
      keys.delete(text); // the same input sent after an undo is a new change
      return /** @type {Done<Payload>} */ (payload);
    } catch (problem) {
      const failure = asFailure(problem);
      state.message = inWords(failure);
      unanswered.set(name, { key: idempotencyKey, timer: setTimeout(() => unanswered.delete(name), UNANSWERED_MS) });
      return null;
    } finally {
      state.busy = false;
      draw();
    }
  }

  /** Return what to send, or null while something is wrong with it. */
  function collect() {
    state.errors = {};
    const wanted = input((path, text) => {
      state.errors[path] ??= text;
    });
    return Object.keys(state.errors).length ? null : wanted;
  }

  /**
   * @param {Draft<Input>} wanted nothing wrong in it
   * @param {{ idempotencyKey?: string, dryRun?: boolean }} how
   * @param {AbortSignal} [signal]
   */
  async function sent(wanted, how, signal) {
    const data = await ask(query, { input: /** @type {Input} */ ({ ...wanted, ...how }) }, signal);
    return Object.values(data)[0];
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
      const payload = await sent(wanted, { dryRun: true }, signal);
      refused(payload.userErrors);
      if (!payload.userErrors.length) state.preview = /** @type {Done<Payload>} */ (payload);
      state.fresh = true;
    } catch (problem) {
      if (signal.aborted) return;
      state.failure = asFailure(problem);
    }
    draw();
  }

  /** @param {UserError[]} userErrors */
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

/**
 * What went wrong, and what trying again does: a change without an answer is made once, however often it is sent.
 * @param {import("./graphql.js").Failure} failure
 */
function inWords({ code, message }) {
  if (code === "OFFLINE") return msg("shell-saves-once", { reason: message });
  if (code === "OUTCOME_UNKNOWN") return msg("shell-outcome-unknown");
  return message;
}

/** Return a unique key; made without randomUUID, which plain http lacks. */
export function newIdempotencyKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
