/** What the explorer keeps as long as the tab is open, for whoever is signed in alone. */
import { toast } from "../../parts/toast.js";

/** @typedef {{ text: string, variables: string, runs: { text: string, variables: string, name: string }[] }} Kept */

const NAME = "explorer";

/**
 * What this person left here; nothing of anybody else.
 * @param {string} principal
 * @returns {Kept}
 */
export function kept(principal) {
  const nothing = { text: "", variables: "", runs: [] };
  try {
    const found = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
    return found?.principal === principal ? { ...nothing, ...found } : nothing;
  } catch {
    return nothing; // what is not ours, or a browser that keeps nothing
  }
}

/**
 * @param {string} principal
 * @param {Kept} what
 */
export function keep(principal, what) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ ...what, principal }));
  } catch {
    // full, or not allowed: the explorer works without
  }
}

/**
 * Puts text on the clipboard.
 * @param {string} text
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser did not allow copying.", undefined, true);
  }
}
