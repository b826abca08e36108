/** The page's one way to the server: GraphQL over POST, with the session cookie. */

/** An answer that could not be had; `code` is the server's own word for why, or OFFLINE. */
export class Failure extends Error {
  /**
   * @param {string} message for a person
   * @param {string} code
   */
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

export const UNREACHABLE = "The server cannot be reached. Check your connection and try again.";

const headers = { "Content-Type": "application/json", Accept: "application/json", "X-Tieout": "1" };

/** @type {(() => Promise<void>) | null} */
let signInAgain = null;

/**
 * Says what to do when the session has ended: `handler` signs in again over the page; then what was asked is asked
 * again, so that nothing typed is lost. Until this is called, asking fails with UNAUTHENTICATED.
 * @param {() => Promise<void>} handler
 */
export function whenSessionEnds(handler) {
  signInAgain = handler;
}

/**
 * Asks the graph.
 * @param {string} query one of js/queries/
 * @param {Record<string, unknown>} [variables]
 * @param {AbortSignal} [signal] ends the asking; it then fails with an AbortError
 * @returns {Promise<any>} the answer's data
 * @throws {Failure}
 */
export async function ask(query, variables = {}, signal) {
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

/**
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @param {AbortSignal} [signal]
 */
async function answerTo(query, variables, signal) {
  const said = await exchange({ query, variables }, signal);
  const error = said.errors?.[0];
  if (error) throw new Failure(error.message, error.extensions?.code ?? "INTERNAL");
  if (!said.data) throw new Failure("The server's answer could not be read. Try again.", "INTERNAL");
  return said.data;
}

/**
 * One question and the server's whole answer, errors and all; `ask` is what a screen wants.
 * @param {{ query: string, variables: Record<string, unknown>, operationName?: string }} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} an empty object where it could not be read
 */
export async function exchange(body, signal) {
  const answer = await send("/graphql", { method: "POST", body: JSON.stringify(body), signal });
  return answer.json().catch(() => ({}));
}

/**
 * Sends a request; a network that is gone is said in words.
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
 * Signs in with a password.
 * @param {string} email
 * @param {string} password
 */
export async function signIn(email, password) {
  const answer = await send("/session", { method: "POST", body: JSON.stringify({ email, password }) });
  if (answer.ok) return;
  const said = await answer.json().catch(() => ({}));
  throw new Failure(said.errors?.[0]?.message ?? "Signing in failed. Try again.", "UNAUTHENTICATED");
}

/** Signs out. */
export async function signOut() {
  await send("/session", { method: "DELETE" });
}
