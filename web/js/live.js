/**
 * Live updates: what others change while one looks at a screen (domain R47b). A screen that nobody touches reads itself again;
 * otherwise the change is announced at the edge and shown when one asks for it, so that nothing moves under the hand. Without a
 * connection the page is as it was before: it reads when one goes somewhere.
 */
import { ownBatches } from "./graphql.js";
import { recountOpenMoney } from "./open-money.js";
import { FOLLOW } from "./queries/session.js";
import { here, reload, watchReads } from "./router.js";
import { isSaving, isUnsaved } from "./unsaved.js";

/** @typedef {import("./queries/session.js").Follow_changes} Change */

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** So long a change waits for the answer to what this page itself did, and for others beside it. */
const GATHERED_MS = 500;
/** Who was away for more changes than this is not sent each of them. */
const MISSED_MAX = 1_000;
/** The screen that one works through: it shows nothing new unasked. */
const QUEUE = "/match";
const RECOUNT_MS = 5_000;
/** Kinds that may change the numbers in the navigation. */
const COUNTED = /^(TRANSACTION|PAYMENT|RECONCILIATION|BANK_LINE)_/;

/** @type {WebSocket | null} */
let socket = null;

/** The position of the last change that came. @type {string | null} */
let position = null;

let failures = 0;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let retrying;

/** What came and was not looked at yet. @type {Change[]} */
let gathered = [];

/** @type {ReturnType<typeof setTimeout> | undefined} */
let looking;

/** What concerns the screen and is not shown yet. @type {Change[]} */
let unseen = [];

/** Whether more was missed than is sent one by one. */
let missedMuch = false;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let recounting;

/** Loaded with the first announcement. @type {typeof import("./parts/announcement.js") | undefined} */
let announcement;

/** The live region; it exists before the first message, as screen readers require. */
const frame = document.createElement("div");
frame.className = "announcement";
frame.setAttribute("role", "status");

/** Follow what happens as long as the page is visible. */
export function follow() {
  if (frame.isConnected) return;
  document.body.append(frame);
  watchReads(clear);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : connect()));
  addEventListener("online", connect);
  connect();
}

function connect() {
  clearTimeout(retrying);
  if (socket || document.hidden) return;
  const opened = new WebSocket(`${location.origin.replace(/^http/, "ws")}/graphql`, "graphql-transport-ws");
  socket = opened;
  opened.addEventListener("open", () => say({ type: "connection_init" }));
  opened.addEventListener("message", ({ data }) => socket === opened && hear(JSON.parse(data)));
  opened.addEventListener("close", () => {
    if (socket !== opened) return;
    socket = null;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++);
    retrying = setTimeout(connect, pause * (0.5 + Math.random() / 2)); // not all come back at one instant
  });
}

/** Nobody looks: nothing is followed until somebody does. */
function leave() {
  clearTimeout(retrying);
  const left = socket;
  socket = null;
  left?.close(1000);
}

/** @param {object} message */
const say = (message) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));

/** @param {{ type: string, payload?: any }} message */
function hear({ type, payload }) {
  if (type === "ping") say({ type: "pong" });
  else if (type === "connection_ack") begin(payload.position);
  else if (type === "next" && payload.data) take(payload.data.changes);
  else if (type === "error") {
    position = null; // the database may be an earlier one
    socket?.close(1000);
  }
}

/** Go on where the last connection ended. @param {string} end the feed's last position */
function begin(end) {
  failures = 0;
  if (position && Number(end) - Number(position) > MISSED_MAX) {
    position = end;
    missedMuch = true;
    lookSoon();
  }
  position ??= end;
  say({ type: "subscribe", id: "1", payload: { query: FOLLOW, variables: { after: position } } });
}

/** @param {Change} change */
function take(change) {
  position = change.position;
  gathered.push(change);
  lookSoon();
}

function lookSoon() {
  looking ??= setTimeout(look, GATHERED_MS);
}

/** Look at what came: show it if nobody's hand is on the screen, or else announce it. */
function look() {
  looking = undefined;
  const others = gathered.filter(({ batch }) => !ownBatches.has(batch.id));
  gathered = [];
  if (missedMuch || others.some(({ kind }) => COUNTED.test(kind))) recounting ??= setTimeout(recount, RECOUNT_MS);
  unseen.push(...others.filter(concerns));
  if (!here()?.route.follows) missedMuch = false;
  if (!unseen.length && !missedMuch) return;
  if (here()?.route.path !== QUEUE && isUntouched()) reload();
  else void announce();
}

function recount() {
  recounting = undefined;
  void recountOpenMoney();
}

/** Whether a change may change what the screen shows. @param {Change} change */
function concerns({ kind, account }) {
  const found = here();
  if (!found?.route.follows?.test(kind)) return false;
  const { number } = found.parameters;
  return !number || !account || account.number === number;
}

/** Whether nobody is just about to click, type, select or read on a telephone. */
function isUntouched() {
  const main = document.querySelector("main");
  const focused = document.activeElement;
  const isAt = main?.matches(":hover") || (main?.contains(focused) && focused !== main && !focused?.matches("h1"));
  const isOpen = document.querySelector("dialog[open], [popover]:popover-open:not(.toasts)");
  return matchMedia("(hover: hover)").matches && !isAt && !isOpen && !isUnsaved() && !isSaving() && !scrollY && getSelection()?.type !== "Range";
}

/** The screen has read what is new. */
function clear() {
  if (!unseen.length && !missedMuch) return;
  unseen = [];
  missedMuch = false;
  draw();
}

/** Say what changed, and offer to show it. */
async function announce() {
  announcement ??= await import("./parts/announcement.js");
  draw();
}

function draw() {
  announcement?.draw(frame, { changes: unseen, missedMuch, show: reload, dismiss: clear });
}
