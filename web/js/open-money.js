/** How much open money is still to be matched and how many bank lines to be explained: the numbers in the navigation. */
import { ask } from "./graphql.js";
import { MATCH_COUNT } from "./queries/session.js";
import { may } from "./session.js";

/** How long a number is good enough while one goes from screen to screen. */
const FRESH_MS = 20_000;

/** @type {number | undefined} */
let count;
let countedAt = 0;
let lines = 0;

/** Called when the number has changed. */
let changed = () => undefined;

/** The number, once known. */
export const openMoney = () => count;

/** How many bank lines are to be explained. */
export const openLines = () => lines;

/** @param {() => undefined} draw */
export function watchOpenMoney(draw) {
  changed = draw;
}

/** Set the number, where a screen has counted. @param {number} now */
export function setOpenMoney(now) {
  countedAt = Date.now();
  if (count === now) return;
  count = now;
  changed();
}

/** Set how many lines are to be explained. @param {number} now */
export function setOpenLines(now) {
  if (lines === now) return;
  lines = now;
  changed();
}

/** Ask for the number, which has changed. */
export function recountOpenMoney() {
  countedAt = 0;
  return countOpenMoney();
}

/** Ask for the number unless it is fresh; without an answer it stays as it is. */
export async function countOpenMoney() {
  if (!may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING") || Date.now() - countedAt < FRESH_MS) return;
  countedAt = Date.now();
  try {
    const { unreconciledItems, bankLines } = await ask(MATCH_COUNT, {});
    setOpenLines(bankLines.totalCount);
    setOpenMoney(unreconciledItems.totalCount);
  } catch {
    countedAt = 0;
  }
}
