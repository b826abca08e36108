/** Toasts: messages after a change, with Undo, which says what it takes back; also for screen readers. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { ask } from "../graphql.js";
import { isField, lettersOn, listenFor } from "../keys.js";
import { newIdempotencyKey } from "../mutation.js";
import { opening } from "../opening.js";
import { UNDO_BATCH } from "../queries/undo.js";
import { go, reload } from "../router.js";
import { may, UNDOING } from "../session.js";
import { msg, msgView, texts } from "../texts.js";
import { isUnsaved, saving } from "../unsaved.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("toast");
await texts("parts");

const SHOWN_MS = 12_000;

/**
 * A change that can be undone.
 * @typedef {object} Undoable
 * @property {string[]} batchIds oldest first
 * @property {string} what what is taken back: "payment PAY-1001-1, $150.00"
 * @property {boolean} withdraws whether a recorded transaction is withdrawn: then Undo asks first
 */

/** @typedef {{ text: unknown, undoes?: Undoable, error: boolean, next?: { text: string, href: string }, series?: string, timer?: ReturnType<typeof setTimeout> }} Toast */

/** @type {Toast[]} */
let toasts = [];

/** What Ctrl+Z takes back, newest last, also after its toast has gone. @type {Undoable[]} */
const done = [];

/** The live region; it exists before the first message, as screen readers require. */
const spoken = document.createElement("div");
spoken.className = "visually-hidden";
spoken.setAttribute("role", "status");
const frame = document.createElement("div");
frame.className = "toasts";
// a manual popover is drawn above dialogs, too
frame.popover = "manual";
document.body.append(spoken, frame);

/**
 * Show a message; with a batch it offers Undo (domain R25). It disappears by itself, unless hovered or focused.
 * @param {unknown} text
 * @param {string | string[] | Undoable} [undoes] the batch, or several, oldest first, if one change made more than one
 * @param {boolean} [error]
 * @param {{ text: string, href: string }} [next] a link to continue; the key `R` follows it
 * @param {string} [series] takes the place of the last message of this name, where many follow each other
 */
export function toast(text, undoes, error = false, next, series) {
  const added = { text, undoes: undoes && may(...UNDOING) ? undoable(undoes, text) : undefined, error, next, series };
  if (added.undoes) done.push(added.undoes);
  toasts = [...toasts.filter((each) => !series || each.series !== series).slice(-2), added];
  fresh = true;
  keep(added);
  draw();
  render(html`${text}${added.undoes ? ` ${msg("parts-press-to-undo", { key: lettersOn() ? "u" : "Ctrl+Z" })}` : nothing}`, spoken);
}

/**
 * @param {string | string[] | Undoable} undoes
 * @param {unknown} text
 * @returns {Undoable}
 */
function undoable(undoes, text) {
  if (typeof undoes === "object" && !Array.isArray(undoes)) return undoes;
  const what = typeof text === "string" ? msg("parts-quoted", { text: text.replace(/\.$/, "") }) : msg("parts-last-change");
  return { batchIds: [undoes].flat(), what, withdraws: false };
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

/** The newest toast that offers Undo. */
const standing = () => toasts.findLast((each) => each.undoes)?.undoes;

/** @param {Toast} toast */
function drop(toast) {
  clearTimeout(toast.timer);
  toasts = toasts.filter((each) => each !== toast);
  draw();
}

/**
 * Undo a change; ask first if that withdraws a transaction, or if nothing on the page names the change any more.
 * @param {Undoable} undoes
 */
async function askToUndo(undoes) {
  if (undoes.withdraws || !toasts.some((each) => each.undoes === undoes)) {
    const text = undoes.withdraws
      ? html`<p>${msg("parts-undo-withdraws")}</p>`
      : html`<p>${msg("parts-undo-last-text")}</p>`;
    if (!(await opening(() => import("./dialog.js"), ({ confirm }) => confirm(msg("parts-undo-question", { what: undoes.what }), text, msg("parts-undo"), msg("parts-keep"))))) return;
  }
  await undo(undoes);
}

/**
 * Undo batches, newest first; then show a message and reload the screen.
 * @param {Undoable} undoes
 */
export async function undo(undoes) {
  const at = done.indexOf(undoes);
  if (at >= 0) done.splice(at, 1);
  const what = toasts.find((each) => each.undoes === undoes)?.text ?? undoes.what;
  toasts = toasts.filter((each) => each.undoes !== undoes);
  draw();
  try {
    const undone = await saving(takenBack(undoes.batchIds.toReversed()));
    if (undone?.userErrors.length) await refused(undone.userErrors);
    else if (undone?.job) toast(html`${msg("parts-undoing")} <a href="/jobs/${encodeURIComponent(undone.job.id)}">${msg("parts-view-progress")}</a>`);
    else if (undone?.accountErrors.length) await partlyUndone(undone.accountErrors);
    else toast(html`${msgView("parts-undone", { what })}`);
  } catch (failure) {
    toast(/** @type {Error} */ (failure).message, undoes, true);
  }
  reload();
}

/** @param {import("../../types/document.js").UserError[]} userErrors */
async function refused(userErrors) {
  const { inWords, wayToLater } = await import("./refused-undo.js");
  toast(inWords(userErrors.map(({ message }) => message).join(" ")), undefined, true, wayToLater(userErrors));
}

/** @param {import("./left-accounts.js").LeftAccount[]} left */
async function partlyUndone(left) {
  const [{ inWords }, { showLeftAccounts }] = await Promise.all([import("./refused-undo.js"), import("./left-accounts.js")]);
  toast(msg("parts-undone-others"));
  showLeftAccounts(msg("parts-not-undone-title"), msg("parts-not-undone-text"), left, inWords);
}

/** Keys of the batches of an Undo without an answer, by their ids: tried again, it goes on where it was and does nothing twice. @type {Map<string, string>} */
const keys = new Map();

/**
 * Undo batches in order; return the last payload, or the first with errors.
 * @param {string[]} batchIds
 */
async function takenBack(batchIds) {
  let payload;
  for (const batchId of batchIds) {
    const idempotencyKey = keys.get(batchId) ?? newIdempotencyKey();
    keys.set(batchId, idempotencyKey);
    payload = (await ask(UNDO_BATCH, { input: { batchId, idempotencyKey } })).undoBatch;
    if (payload.userErrors.length) break;
  }
  for (const batchId of batchIds) keys.delete(batchId); // undone again after a redo, it is another change
  return payload;
}

function draw() {
  render(
    repeat(
      toasts,
      (each) => each,
      (each) => html`<div class="toast ${each.error ? "error" : ""}">
        <span>${each.text}</span>
        ${each.next ? html`<a class="plain" href=${each.next.href}>${each.next.text} <kbd aria-hidden="true">R</kbd></a>` : nothing}
        ${each.undoes ? undoButton(each.undoes) : nothing}
        <button type="button" class="plain" aria-label=${msg("parts-dismiss")} @click=${() => drop(each)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
        </button>
      </div>`,
    ),
    frame,
  );
  if (toasts.length) show();
  else if (frame.matches(":popover-open")) frame.hidePopover();
}

/** @param {Undoable | undefined} undoes */
const undoLast = (undoes) => void (undoes && askToUndo(undoes));

/** @param {Undoable} undoes */
const undoButton = (undoes) => html`<button
  type="button"
  class="plain"
  aria-label=${msg("parts-undo-what", { what: undoes.what })}
  title=${msg("parts-undo-what", { what: undoes.what })}
  @click=${() => askToUndo(undoes)}
>${msg("parts-undo")} <kbd aria-hidden="true">u</kbd></button>`;

/** Show the toasts above everything: within an open dialog, as all else is out of reach then. */
function show() {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (frame.parentElement === host && frame.matches(":popover-open")) return;
  if (frame.matches(":popover-open")) frame.hidePopover();
  if (frame.parentElement !== host) host.append(spoken, frame);
  frame.showPopover();
}

/** Whether the newest toast was not come to yet. */
let fresh = false;

/** Where the focus was before it came to a toast. @type {HTMLElement | null} */
let from = null;

/**
 * The first Tab after a change leads to the buttons of its toast, and the next ones on from where one was.
 * @param {KeyboardEvent} event
 */
function byTab(event) {
  if (event.key !== "Tab" || event.defaultPrevented || !toasts.length || frame.parentElement !== document.body) return;
  const buttons = /** @type {HTMLElement[]} */ ([...(frame.lastElementChild?.querySelectorAll("a, button") ?? [])]);
  const here = /** @type {HTMLElement} */ (document.activeElement);
  const at = buttons.indexOf(here);
  if (at < 0 && fresh && !event.shiftKey && !isField(here)) {
    event.preventDefault();
    fresh = false;
    from = here;
    buttons[0]?.focus();
  } else if (at === 0 && event.shiftKey && from) {
    event.preventDefault();
    from.focus();
  } else if (at === buttons.length - 1 && !event.shiftKey) {
    from?.focus(); // the browser goes on from there
  }
}
document.addEventListener("keydown", byTab);

/** Show the toasts above a dialog that was opened after them; others dim them, so that they cover no button. */
export const raiseToasts = () => toasts.length && show();

// before a dialog removes itself with its toasts
document.addEventListener("close", raiseToasts, true);

listenFor([
  {
    key: "R",
    does: msg("parts-key-continue"),
    anywhere: true,
    when: () => toasts.some((each) => each.next),
    run() {
      const last = toasts.findLast((each) => each.next)?.next;
      if (last) go(last.href);
    },
  },
  {
    key: "u",
    does: msg("parts-key-undo"),
    anywhere: true,
    when: () => standing() !== undefined,
    run: () => undoLast(standing()),
  },
  {
    key: "Ctrl+z",
    does: msg("parts-key-undo-last"),
    inFields: true,
    when: (target) => done.length > 0 && !isUnsaved() && !(isField(target ?? null) && /** @type {HTMLInputElement} */ (target).value),
    run: () => undoLast(done.at(-1)),
  },
]);
