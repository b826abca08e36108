/** Who is signed in, and what they may do. */

/**
 * @typedef {object} Viewer
 * @property {"USER" | "TOKEN" | "CLIENT"} kind
 * @property {string} name
 * @property {string} principal who it is, beyond doubt
 * @property {string[]} permissions
 * @property {string | null} supportContact whom to ask for help
 * @property {string} timeZone the organisation's
 */

/** @type {Viewer | null} */
let viewer = null;

/** Whoever is signed in; only asked where somebody is. */
export function whoIsHere() {
  if (!viewer) throw new Error("Nobody is signed in.");
  return viewer;
}

/** Today where the organisation is, as an ISO date: the server's own today, wherever the reader is (domain R2a). */
export const today = () => new Date().toLocaleDateString("sv", { timeZone: whoIsHere().timeZone });

/** @param {Viewer | null} who */
export function arrived(who) {
  viewer = who;
}

/**
 * Which of these permissions are missing, by name.
 * @param {string[]} permissions
 */
export function missing(...permissions) {
  return permissions.filter((each) => !viewer?.permissions.includes(each));
}

/**
 * Whether all of these may be done: `may("CLIENT_BILLING")`.
 * @param {string[]} permissions
 */
export function may(...permissions) {
  return missing(...permissions).length === 0;
}

/** What recording needs, as the server asks for it (domain R33). */
export const RECORDING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING", "RECORD_TRANSACTIONS"];

/** What changing reconciliations needs. */
export const RECONCILING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING", "MANAGE_RECONCILIATIONS"];

/** What deleting reconciliations and undoing needs. */
export const UNDOING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING", "DELETE_RECONCILIATIONS"];

/** What starting and cancelling a job needs. */
export const RUNNING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"];
