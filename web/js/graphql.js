/** The page's one way to the server: GraphQL over POST, with the session cookie. */

/** An answer that could not be had; `code` is the server's own word for why. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} code
   */
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

const headers = { "Content-Type": "application/json", Accept: "application/json", "X-Tieout": "1" };

/**
 * Sends a request and reads its JSON; a network that is gone is said in words.
 * @param {string} path
 * @param {RequestInit} options
 * @returns {Promise<Response>}
 */
async function send(path, options) {
  try {
    return await fetch(path, { ...options, headers, credentials: "same-origin", cache: "no-store" });
  } catch {
    throw new Failure("The server cannot be reached. Check your connection and try again.", "OFFLINE");
  }
}

/**
 * Asks the graph.
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @returns {Promise<any>} the answer's data
 */
export async function ask(query, variables = {}) {
  const answer = await send("/graphql", { method: "POST", body: JSON.stringify({ query, variables }) });
  const said = await answer.json().catch(() => ({}));
  const error = said.errors?.[0];
  if (error) throw new Failure(error.message, error.extensions?.code ?? "INTERNAL");
  if (!said.data) throw new Failure("The server's answer could not be read. Try again.", "INTERNAL");
  return said.data;
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
