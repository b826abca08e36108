/** The only access to the server: GraphQL over POST, with the session cookie, in the page's language. */
import { LANGUAGE } from "./locale.js";
import { msg } from "./texts.js";

/** A failed request; `code` is the server's error code, or OFFLINE. */
export class Failure extends Error {
  /**
   * @param {string} message for a person
   * @param {string} code
   */
  constructor(message, code) {
    super(message);
    this.code = code;
  }

  /** Whether asking again is of no use. */
  get lasts() {
    return this.code === "FORBIDDEN";
  }
}

export const UNREACHABLE = msg("shell-unreachable");

/**
 * A response of GraphQL over HTTP.
 * @template [Data=Record<string, unknown>]
 * @typedef {object} Answer
 * @property {Data | null} [data]
 * @property {AnswerError[]} [errors]
 * @property {{ cost?: Cost }} [extensions]
 */

/**
 * @typedef {object} AnswerError
 * @property {string} message
 * @property {{ line: number, column: number }[]} [locations]
 * @property {(string | number)[]} [path]
 * @property {{ code?: string }} [extensions]
 *
 * @typedef {{ rows: number, limit: number, values: number, valueLimit: number }} Cost
 */

const headers = { "Content-Type": "application/json", Accept: "application/json", "X-Tieout": "1", "Accept-Language": LANGUAGE };

/** The batches that this page made, by id. @type {Set<string>} */
export const ownBatches = new Set();

/** @param {object} data of mutations */
function noteBatches(data) {
  for (const payload of Object.values(data)) if (payload?.batch?.id) ownBatches.add(payload.batch.id);
}

/** @type {(() => Promise<void>) | null} */
let signInAgain = null;

/**
 * Set what to do when the session has ended: `handler` lets the viewer sign in over the page; then the request is sent
 * again, so that nothing typed is lost. Without a handler, requests fail with UNAUTHENTICATED.
 * @param {() => Promise<void>} handler
 */
export function whenSessionEnds(handler) {
  signInAgain = handler;
}

/**
 * Send a query or mutation and return its data.
 * @template Result, Variables
 * @param {import("../types/document.js").Document<Result, Variables>} query one of js/queries/
 * @param {NoInfer<Variables>} variables
 * @param {AbortSignal} [signal] cancels the request, which then fails with an AbortError
 * @returns {Promise<Result>} the answer's data
 * @throws {Failure}
 */
export async function ask(query, variables, signal) {
  for (;;) {
    try {
      return await answerTo(query, variables, signal);
    } catch (failure) {
      if (!signInAgain || !(failure instanceof Failure) || failure.code !== "UNAUTHENTICATED") throw failure;
      await signInAgain();
      signal?.throwIfAborted();
    }
  }
}

/** Ids of queries by their texts; null where the server has no such document. @type {Map<string, string | null>} */
const ids = new Map();

/**
 * Return the id by which the server knows a query: the SHA-256 of its text. Without https a browser computes none.
 * @param {string} query
 */
async function idOf(query) {
  if (!ids.has(query) && globalThis.crypto?.subtle) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(query));
    ids.set(query, `sha256:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
  }
  return ids.get(query);
}

/**
 * @template Result
 * @param {string} query
 * @param {unknown} variables
 * @param {AbortSignal} [signal]
 * @returns {Promise<Result>}
 */
async function answerTo(query, variables, signal) {
  const operationName = /(?:query|mutation) (\w+)/.exec(query)?.[1];
  const documentId = await idOf(query);
  /** @type {Answer<Result>} */
  let answer = await exchange(documentId ? { documentId, operationName, variables } : { query, variables }, signal);
  if (answer.errors?.[0]?.extensions?.code === "UNKNOWN_DOCUMENT") {
    ids.set(query, null); // the server is of another version than this page
    answer = await exchange({ query, variables }, signal);
  }
  const error = answer.errors?.[0];
  if (error) throw new Failure(error.message, error.extensions?.code ?? "INTERNAL");
  if (!answer.data) throw new Failure(msg("shell-unreadable"), "INTERNAL");
  if (/^\s*mutation\b/.test(query)) noteBatches(answer.data);
  return answer.data;
}

/**
 * Send a request and return the whole response, errors included; screens use `ask`.
 * @param {{ query?: string, documentId?: string, variables: unknown, operationName?: string }} body
 * @param {AbortSignal} [signal]
 * @template Data
 * @returns {Promise<Answer<Data>>} an empty object if it could not be parsed
 * @throws {Failure}
 */
export async function exchange(body, signal) {
  const answer = await send("/graphql", { method: "POST", body: JSON.stringify(body), signal });
  try {
    return await answer.json();
  } catch (problem) {
    signal?.throwIfAborted();
    if (problem instanceof SyntaxError) return {};
    throw new Failure(UNREACHABLE, "OFFLINE"); // the connection broke within the answer
  }
}

/**
 * Return what went wrong as a Failure, for a view.
 * @param {unknown} problem
 * @returns {Failure}
 */
export const asFailure = (problem) => (problem instanceof Failure ? problem : new Failure(String(problem), "INTERNAL"));

/**
 * Send a request; a network error becomes a Failure with a readable message.
 * @param {string} path
 * @param {RequestInit} options
 */
async function send(path, options) {
  try {
    return await fetch(path, { ...options, headers, credentials: "same-origin", cache: "no-store" });
  } catch {
    options.signal?.throwIfAborted();
    throw new Failure(UNREACHABLE, "OFFLINE");
  }
}

/**
 * What is asked for after the password: a code, or a challenge that a passkey signs.
 * @typedef {{ ticket: string, options: PublicKeyCredentialRequestOptionsJSON | null, app: boolean }} SecondFactor
 */

/**
 * Sign in with a password; a session cookie is set unless a second factor is asked for.
 * @param {string} email
 * @param {string} password
 * @returns {Promise<SecondFactor | undefined>}
 * @throws {Failure} with the server's reason
 */
export async function signIn(email, password) {
  return (await posted("/session", { email, password }))?.secondFactor;
}

/**
 * Post JSON outside GraphQL, as signing in does, and return the answer's; undefined without one.
 * @param {string} path
 * @param {object} body
 * @throws {Failure} with the server's reason
 */
export async function posted(path, body) {
  const answer = await send(path, { method: "POST", body: JSON.stringify(body) });
  const found = answer.status === 204 ? undefined : await answer.json().catch(() => ({}));
  if (answer.ok) return found;
  throw new Failure(found.errors?.[0]?.message ?? msg("shell-sign-in-failed"), found.errors?.[0]?.extensions?.code ?? "UNAUTHENTICATED");
}

/**
 * Get a file, such as a statement.
 * @param {string} path
 * @throws {Failure} with the server's reason
 */
export async function gotFile(path) {
  const answer = await send(path, {});
  if (answer.ok) return answer.blob();
  const found = await answer.json().catch(() => ({}));
  throw new Failure(found.errors?.[0]?.message ?? msg("shell-no-document"), found.errors?.[0]?.extensions?.code ?? "INTERNAL");
}

/** Get JSON outside GraphQL. @param {string} path @throws {Failure} */
export async function got(path) {
  const answer = await send(path, { method: "GET" });
  if (answer.ok) return answer.json();
  throw new Failure(UNREACHABLE, "INTERNAL");
}

/**
 * Create the first user, who may do everything, with the code of the link that the server printed.
 * @param {{ code: string, name: string, email: string, password: string }} admin
 */
export async function createFirstAdmin(admin) {
  const answer = await send("/first-admin", { method: "POST", body: JSON.stringify(admin) });
  if (answer.ok) return;
  const body = await answer.json().catch(() => ({}));
  throw new Failure(body.errors?.[0]?.message ?? msg("shell-no-user"), "BAD_USER_INPUT");
}

/** Sign out. */
export async function signOut() {
  await send("/session", { method: "DELETE" });
}
