/** What was just done, said aloud, with Undo. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { ask } from "../graphql.js";
import { listenFor } from "../keys.js";
import { newIdempotencyKey } from "../mutation.js";
import { UNDO_BATCH } from "../queries/undo.js";
import { go, reload } from "../router.js";
import { may, UNDOING } from "../session.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("toast");

const SHOWN_MS = 12_000;

/** @typedef {{ text: unknown, batchId?: string | string[], error: boolean, next?: { text: string, href: string }, timer?: ReturnType<typeof setTimeout> }} Toast */

/** @type {Toast[]} */
let toasts = [];

/** Batches that `u` takes back, the newest last; those of one change together. @type {(string | string[])[]} */
const done = [];

/** What is read out: it stands in the page before there is anything to say, as screen readers want it. */
const spoken = document.createElement("div");
spoken.className = "visually-hidden";
spoken.setAttribute("role", "status");
const frame = document.createElement("div");
frame.className = "toasts";
// a manual popover is drawn above dialogs, too
frame.popover = "manual";
document.body.append(spoken, frame);

/**
 * Says something; with a batch, it can be undone (domain R25). It goes by itself, but not from under a hand.
 * @param {unknown} text
 * @param {string | string[]} [batchId] several, in the order of their making, where one change took more than one
 * @param {boolean} [error]
 * @param {{ text: string, href: string }} [next] where to go on from here; `R` goes there, too
 */
export function toast(text, batchId, error = false, next) {
  const undoable = batchId && may(...UNDOING) ? batchId : undefined;
  if (undoable) done.push(undoable);
  const added = { text, batchId: undoable, error, next };
  toasts = [...toasts.slice(-2), added];
  keep(added);
  draw();
  render(html`${text}${undoable ? " Press u to undo it." : nothing}`, spoken);
}

/** @param {Toast} toast */
function keep(toast) {
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => dismiss(toast), SHOWN_MS);
}

/** @param {Toast} toast */
function dismiss(toast) {
  if (frame.matches(":hover, :focus-within")) return keep(toast);
  drop(toast);
}

/** @param {Toast} toast */
function drop(toast) {
  clearTimeout(toast.timer);
  toasts = toasts.filter((each) => each !== toast);
  draw();
}

/**
 * Takes a batch back, or several, the newest first; says so, and reads again what is shown.
 * @param {string | string[]} batchId
 */
export async function undo(batchId) {
  const at = done.indexOf(batchId);
  if (at >= 0) done.splice(at, 1);
  const told = toasts.find((each) => each.batchId === batchId)?.text;
  toasts = toasts.filter((each) => each.batchId !== batchId);
  draw();
  try {
    const { undoBatch } = await takenBack([batchId].flat().reverse());
    if (undoBatch.userErrors.length) await refused(undoBatch.userErrors);
    else if (undoBatch.job) toast(html`It is being undone, account by account. <a href="/jobs/${encodeURIComponent(undoBatch.job.id)}">See how far it is</a>`);
    else toast(told ? html`Undone: ${told}` : "Undone.");
  } catch (failure) {
    done.push(batchId);
    toast(/** @type {Error} */ (failure).message, undefined, true);
  }
  reload();
}

/** @param {any[]} userErrors */
async function refused(userErrors) {
  const { inWords, wayToLater } = await import("./refused-undo.js");
  toast(inWords(userErrors.map(({ message }) => message).join(" ")), undefined, true, wayToLater(userErrors));
}

/**
 * What the server says of the last one, or of the first that it refuses.
 * @param {string[]} batchIds
 */
async function takenBack(batchIds) {
  let said;
  for (const batchId of batchIds) {
    said = await ask(UNDO_BATCH, { input: { batchId, idempotencyKey: newIdempotencyKey() } });
    if (said.undoBatch.userErrors.length) break;
  }
  return said;
}

function draw() {
  render(
    repeat(
      toasts,
      (each) => each,
      (each) => html`<div class="toast ${each.error ? "error" : ""}">
        <span>${each.text}</span>
        ${each.next ? html`<a class="plain" href=${each.next.href}>${each.next.text} <kbd aria-hidden="true">R</kbd></a>` : nothing}
        ${each.batchId
          ? html`<button type="button" class="plain" @click=${() => undo(/** @type {string | string[]} */ (each.batchId))}>Undo <kbd aria-hidden="true">u</kbd></button>`
          : nothing}
        <button type="button" class="plain" aria-label="Dismiss" @click=${() => drop(each)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
        </button>
      </div>`,
    ),
    frame,
  );
  // shown anew, so that the newest is above any dialog
  if (frame.matches(":popover-open")) frame.hidePopover();
  if (toasts.length) frame.showPopover();
}

listenFor([
  {
    key: "R",
    does: "Go on with what was just recorded",
    run() {
      const last = toasts.findLast((each) => each.next)?.next;
      if (last) go(last.href);
    },
  },
  {
    key: "u",
    does: "Undo what was done last",
    run() {
      const last = done.at(-1);
      if (last) undo(last);
    },
  },
]);
