/** The signed-in viewer and their permissions. */

/** @typedef {import("./queries/session.js").Viewer_viewer} Viewer */

/** @type {Viewer | null} */
let viewer = null;

/** Return the viewer; only called once someone is signed in. */
export function whoIsHere() {
  if (!viewer) throw new Error("Nobody is signed in.");
  return viewer;
}

/** Today in the organisation's time zone as an ISO date, as the server has it (domain R2a). */
export const today = () => new Date().toLocaleDateString("sv", { timeZone: whoIsHere().timeZone });

/** @param {Viewer | null} who */
export function arrived(who) {
  viewer = who;
}

/**
 * Return which of these permissions the viewer lacks.
 * @param {string[]} permissions
 */
export function missing(...permissions) {
  return permissions.filter((each) => !viewer?.permissions.some((held) => held === each));
}

/**
 * Whether the viewer has all of these permissions: `may("CLIENT_BILLING")`.
 * @param {string[]} permissions
 */
export function may(...permissions) {
  return missing(...permissions).length === 0;
}

/** Permissions for recording, as the server checks them (domain R33). */
export const RECORDING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING", "RECORD_TRANSACTIONS"];

/** Permissions for changing reconciliations. */
export const RECONCILING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING", "MANAGE_RECONCILIATIONS"];

/** Permissions for deleting reconciliations and undoing. */
export const UNDOING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING", "DELETE_RECONCILIATIONS"];

/** Permissions for the quality of suggestions. */
export const MEASURING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING", "VIEW_REPORTS"];

/** Permissions for starting and cancelling a job. */
export const RUNNING = ["VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"];
