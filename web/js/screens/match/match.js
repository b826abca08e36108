/** Match: the queue of open money and bank lines, gone through by keys. What is sure is accepted at once, the rest one by one (domain R26, R38). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { keyText } from "../../keys.js";
import { UNREACHABLE } from "../../graphql.js";
import { button, menu } from "../../parts/action.js";
import { empty, failed, lackingText, loading } from "../../parts/notices.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { notLoaded } from "../../router.js";
import { may, missing, RECONCILING } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { detailsOf } from "./details.js";
import { isLine } from "./entries.js";
import { keysOf } from "./keys.js";
import { middleView } from "./middle.js";
import { queueOf } from "./queue.js";
import { countsText, progressView, rowId, rowsView } from "./rows.js";

await stylesheet("match");
await texts("match");

/** @typedef {import("./entries.js").Entry} Entry */

/** How many of the next entries are read before they are shown. */
const AHEAD = 3;
/** After how long a page that is looked at again reads the queue anew. */
const STALE_MS = 30_000;
/** What accepting a bank line takes. */
const RECORDING_MATCHES = [...RECONCILING, "RECORD_TRANSACTIONS"];

/** The keys below the queue. */
const BY_KEYS = [
  [keyText("Enter"), msg("match-by-accept")],
  ["j k", msg("match-by-step")],
  ["1–9", msg("match-by-proposal")],
  [keyText("Space"), msg("match-by-select")],
  ["=", msg("match-by-exact")],
  ["d", msg("match-by-keep")],
  ["s", msg("match-by-later")],
  ["a", msg("match-by-other")],
  ["Ctrl+Z", msg("match-by-undo")],
  ["?", msg("match-by-all")],
];

/** Where to go once nothing is left. */
function nextSteps() {
  const accounts = html`<a href="/accounts">${msg("match-go-to-accounts")}</a>`;
  if (!may("IMPORT_DATA")) return msgView("match-go", { accounts });
  return msgView("match-import-or-go", { payments: html`<a href="/import">${msg("match-import-payments")}</a>`, statement: html`<a href="/bank">${msg("match-a-statement")}</a>`, accounts });
}

/** Loaded when the first match is made. */
const acceptingModule = () => import("./accepting.js");

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  /** Permissions that accepting an entry takes and the viewer lacks. @param {Entry} entry */
  const lacksFor = (entry) => missing(...(isLine(entry) ? RECORDING_MATCHES : RECONCILING));
  /** Loaded when someone filters. @type {typeof import("./filters.js") | undefined} */
  let filtering;
  /** The stay on this screen during which the page is watched. @type {AbortSignal | undefined} */
  let watched;
  const queue = queueOf(visit, filters);
  const details = detailsOf(visit, (id) => queue.changed(id, null, queue.now()));
  const more = menu(msg("match-more"));
  let showsFilters = false;
  /** What is wrong with the marks at hand. */
  let refused = "";
  /** Whether one entry is shown where there is no room for both. */
  let opened = false;
  /** How many of the next entries are read ahead: more once someone is under way. */
  let ahead = 1;
  let readAt = 0;

  /** @returns {import("./queue.js").Filters} */
  function filters() {
    const { query } = visit;
    const method = /** @type {import("../../../types/schema.js").PaymentMethod | null} */ (query.get("method"));
    const batchId = query.get("batch");
    const period = filtering?.periodInput(query.get("period") ?? "").input;
    const of = query.get("of");
    return {
      money: of === "lines" ? null : { filter: { side: "CREDIT", methods: method && [method], batchId }, period },
      lines: of === "money" || method ? null : { statuses: ["OPEN", "PARTLY_EXPLAINED"], batchId, period },
    };
  }

  /** The entry at hand with what stands beside it. */
  function atHand() {
    const entry = queue.selected;
    return entry && { entry, ...details.of(entry) };
  }

  /** Show an entry; the focus follows where it stood in the queue or in what was shown. @param {string} id */
  function show(id) {
    refused = "";
    const here = document.activeElement;
    const follows = !here || here === document.body || here.closest(".match :is(.entries, .dues)") !== null;
    queue.select(id);
    if (follows) focusRow(id);
  }

  /** @param {string} id */
  function focusRow(id) {
    const row = document.getElementById(rowId(id));
    /** @type {HTMLElement | null} */ (row?.checkVisibility() ? row : document.querySelector("main h1"))?.focus();
  }

  /** @param {1 | -1} step */
  function step(step) {
    const next = queue.selected ? queue.beside(queue.selected.id, step) : queue.order()[0];
    if (!next) return;
    ahead = AHEAD;
    show(next.id);
    focusRow(next.id);
  }

  /** Accept what is marked, and show the next. @returns {Promise<boolean>} whether it was made */
  async function accept() {
    const now = atHand();
    const match = now && matchOf(now);
    if (!match || now.entry.sending) return false;
    if (typeof match === "string") {
      refused = match;
      visit.draw();
      return false;
    }
    const { entry, desk } = now;
    if (desk) desk.touched = false;
    ahead = AHEAD;
    queue.set(entry.id, { sending: true, problem: "" });
    goOn(entry.id);
    try {
      const { accept } = await acceptingModule();
      return await accept(queue, details, entry, match);
    } catch (problem) {
      if (!notLoaded(problem)) throw problem;
      queue.set(entry.id, { sending: false, problem: UNREACHABLE });
      return false;
    }
  }

  /**
   * What accepting sends, or why it cannot be. What is sure need not be here yet: it was seen in the list.
   * @param {import("./details.js").Beside & { entry: Entry }} now
   * @returns {import("./desk.js").Match | string | undefined}
   */
  function matchOf({ entry, desk }) {
    const lacks = lacksFor(entry);
    if (lacks.length) return lackingText(lacks);
    if (desk) return desk.match();
    const { best, cents, account, likelihood } = entry;
    if (!best || likelihood !== "sure") return undefined;
    return isLine(entry) ? { lineSuggestionId: best.id, records: true, unapplied: 0, cents, account } : { suggestionId: best.id, cents, account };
  }

  /** What one key accepts. */
  const sureOnes = () => queue.sure.filter((each) => !lacksFor(each).length);

  /** @param {Entry} entry @returns {import("./desk.js").How} */
  const howOf = (entry) => ({
    entry,
    queue,
    draw() {
      const { desk } = details.of(entry);
      if (desk) desk.touched = true;
      visit.draw();
    },
    take,
    accept,
    goOn: () => goOn(entry.id),
  });

  /** What else may be done with the entry at hand. */
  function ways() {
    const { entry, desk } = atHand() ?? {};
    return entry && desk ? desk.ways(howOf(entry)) : [];
  }

  /** @param {string} id the entry that is done with */
  function goOn(id) {
    const next = queue.beside(id) ?? queue.beside(id, -1);
    show(next?.id ?? "");
    if (!next) opened = false;
  }

  async function acceptSure() {
    const entries = sureOnes();
    if (!entries.length) return;
    const { acceptAll } = await acceptingModule();
    const accepted = acceptAll(queue, details, entries);
    const shown = queue.selected;
    if (!shown || shown.sending) show(queue.order().find((each) => !each.sending)?.id ?? "");
    if (document.activeElement?.closest(".match > header button")) focusRow(queue.selected?.id ?? ""); // its button goes
    await accepted;
  }

  function later() {
    const entry = queue.selected;
    if (!entry) return;
    const next = queue.beside(entry.id);
    queue.putOff(entry);
    show(next?.id ?? entry.id);
  }

  /** @param {number} index of the proposal */
  function take(index) {
    atHand()?.desk?.take(index);
    refused = "";
    visit.draw();
  }

  function again() {
    readAt = Date.now();
    details.forget(queue.selected?.id ?? "");
    if (queue.selected) details.again([queue.selected]);
    return queue.read();
  }

  /** Read the queue anew when somebody comes back to the page after a while. */
  function watch() {
    const signal = visit.signal();
    if (watched === signal) return; // reloaded after a change
    watched = signal;
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && Date.now() - readAt > STALE_MS && again(), { signal });
  }

  function load() {
    watch();
    if (isFiltered()) void toggleFilters(true).then(again);
    else void again();
  }

  const isFiltered = () => ["method", "batch", "period", "of"].some((name) => visit.query.has(name));

  /** @param {boolean} [shows] */
  async function toggleFilters(shows = !filtering || !showsFilters) {
    filtering ??= await import("./filters.js");
    showsFilters = shows;
    visit.draw();
  }

  visit.hold({ holds: details.holds, discard: details.discard });

  const keys = keysOf({ accept, acceptSure, step, later, take, leave, ways, count: () => atHand()?.desk?.count ?? 0, isOpen: () => opened });

  function leave() {
    opened = false;
    visit.draw();
    queueMicrotask(() => focusRow(queue.selected?.id ?? ""));
  }

  function heading() {
    const sure = sureOnes();
    return html`<header>
      <h1 tabindex="-1">${msg("shell-match")}</h1>
      <div class="so-far">${queue.known ? progressView(queue) : nothing}</div>
      <div class="actions">
        <button type="button" class="button" aria-expanded=${showsFilters} @click=${() => toggleFilters()}>${msg("match-filter")}</button>
        ${sure.length
          ? button({ text: msg("match-accept-all", { count: sure.length }), object: countsText(sure), key: "Shift+Enter", run: acceptSure }, "main")
          : nothing}
      </div>
      ${showsFilters && filtering ? filtering.filtersView(visit, again) : nothing} ${takenView()}
    </header>`;
  }

  function takenView() {
    const { length } = queue.taken;
    return html`<p class="taken" role="status">${length
      ? html`${length === 1 ? msg("match-one-taken", { label: queue.taken[0] }) : msg("match-taken", { count: length })}
          <button type="button" class="link" @click=${() => ((queue.taken = []), visit.draw())}>${msg("match-ok")}</button>`
      : nothing}</p>`;
  }

  function body() {
    if (!queue.known) return queue.failure ? failed(queue.failure, again) : loading(msg("match-the-queue"), 8);
    if (!queue.order().length && !queue.groups().some((group) => group.entries.length)) return nothingLeft();
    const now = atHand();
    if (now) for (const next of followers(now.entry.id)) details.of(next);
    return html`<div class="panes ${opened ? "opened" : ""}">
      <div class="pane queue">${queue.failure ? failed(queue.failure, again) : nothing} ${rowsView(queue, choose)}</div>
      ${now ? deskView(now) : html`<p class="pane soft nothing">${queue.busy ? nothing : msg("match-all-under-way")}</p>`}
      <aside class="pane beside" aria-label=${msg("match-account")}>${now?.desk?.account() ?? nothing}</aside>
    </div>`;
  }

  /** @param {string} id @param {number} [count] */
  function followers(id, count = ahead) {
    /** @type {Entry[]} */
    const found = [];
    const order = queue.order();
    for (let at = order.findIndex((each) => each.id === id) + 1; at < order.length && found.length < count; at++) if (!order[at].sending) found.push(order[at]);
    return found;
  }

  /** @param {string} id */
  function choose(id) {
    opened = true;
    ahead = AHEAD;
    show(id);
  }

  /** @param {import("./details.js").Beside & { entry: Entry }} now */
  function deskView(now) {
    const { entry, desk } = now;
    return middleView(now, {
      how: howOf(entry),
      lacks: lacksFor(entry),
      refused,
      more,
      accept,
      later,
      leave,
      again: () => details.again([entry]),
      typed(field) {
        desk?.type(field);
        refused = "";
        visit.draw();
      },
    });
  }

  function nothingLeft() {
    if (isFiltered()) return empty(visit.query.has("batch") ? msg("match-import-done") : msg("match-none-found"), html`<a href="/match">${msg("match-show-all-money")}</a>`);
    return empty(
      queue.accepted.size ? msg("match-done") : msg("match-nothing-left"),
      html`${msg("match-will-appear")} ${nextSteps()}`,
    );
  }

  return {
    title: () => msg("shell-match"),
    load,
    keys,
    view: () => html`<div class="match">
      ${heading()} ${body()}
      <p class="by-keys" aria-hidden="true">
        ${BY_KEYS.map(
          ([key, does]) => html`<span><kbd>${key}</kbd> ${does}</span>`,
        )}
      </p>
    </div>`,
  };
}
