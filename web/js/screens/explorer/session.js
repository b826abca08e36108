/** The explorer's state, kept while the tab is open, for each user separately. */
import { toast } from "../../parts/toast.js";
import { msg, texts } from "../../texts.js";

await texts("explorer");

/** @typedef {{ text: string, variables: string, runs: { text: string, variables: string, name: string }[] }} Kept */

const NAME = "explorer";

/**
 * Return this user's state; never another's.
 * @param {string} principal
 * @returns {Kept}
 */
export function kept(principal) {
  const nothing = { text: "", variables: "", runs: [] };
  try {
    const found = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
    return found?.principal === principal ? { ...nothing, ...found } : nothing;
  } catch {
    return nothing; // foreign content, or a browser that stores nothing
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
    // full or not allowed: the explorer works without it
  }
}

/**
 * Copy text to the clipboard.
 * @param {string} text
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(msg("explorer-copied"));
  } catch {
    toast(msg("explorer-copy-blocked"), undefined, true);
  }
}
