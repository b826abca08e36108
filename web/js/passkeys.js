/** Passkeys: what the browser makes and signs for the server. */
import { posted } from "./graphql.js";
import { msg, texts } from "./texts.js";

await texts("sign-in");

/** Whether this browser and this address can have passkeys: none are made for IP addresses, or without https. */
export const canUsePasskeys = () =>
  isSecureContext && "PublicKeyCredential" in globalThis && "parseRequestOptionsFromJSON" in PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname);

/** The text for a failure of a passkey or of the server. @param {unknown} failure */
export function passkeyProblem(failure) {
  if (!(failure instanceof DOMException)) return /** @type {Error} */ (failure).message;
  return failure.name === "InvalidStateError" ? msg("sign-in-passkey-known") : msg("sign-in-no-passkey");
}

/**
 * Let the browser sign what the server asks.
 * @param {PublicKeyCredentialRequestOptionsJSON} options
 * @returns {Promise<string>} the answer as JSON
 */
export async function signWithPasskey(options) {
  const signed = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(signed);
}

/**
 * Let the browser make a passkey.
 * @returns {Promise<{ ticket: string, credential: string }>}
 */
export async function makePasskey() {
  const { ticket, options } = await posted("/second-factor/passkey", {});
  const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  return { ticket, credential: JSON.stringify(made) };
}

/** Sign in with whatever passkey somebody has here. */
export async function signInByPasskey() {
  const { ticket, options } = await posted("/session/passkey", {});
  await posted("/session/second-factor", { ticket, credential: await signWithPasskey(options) });
}
