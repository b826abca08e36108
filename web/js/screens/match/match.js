/** Match: the queue of open money, gone through by keys. What is sure is accepted at once, the rest one by one (domain R26, R38). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText } from "../../money.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { empty, failed, lackingText, loading } from "../../parts/notices.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { may, missing, RECONCILING, RECORDING } from "../../session.js";
import { counted } from "../../words.js";
import { detailsOf } from "./details.js";
import { isKept } from "./kept.js";
import { accountView, paymentView } from "./payment.js";
import { queueOf } from "./queue.js";
import { progressView, rowId, rowsView, sumText } from "./rows.js";

await stylesheet("match");

/** How many of the next entries are read before they are shown. */
const AHEAD = 3;
/** After how long a page that is looked at again reads the queue anew. */
const STALE_MS = 30_000;
const MOVABLE = new Set(["PAYMENT", "DEPOSIT"]);

/** Loaded when the first match is made. */
const acceptingModule = () => import("./accepting.js");

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const lacks = missing(...RECONCILING);
  /** Loaded when someone filters. @type {typeof import("./filters.js") | undefined} */
  let filtering;
  const queue = queueOf(visit, filters);
  const details = detailsOf(visit);
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
    return { filter: { side: "CREDIT", methods: method && [method], batchId: query.get("batch") }, period: filtering?.periodInput(query.get("period") ?? "").input };
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
    const { accept } = await acceptingModule();
    return accept(queue, details, entry, match);
  }

  /**
   * What accepting sends, or why it cannot be. What is sure need not be here yet: it was seen in the list.
   * @param {import("./details.js").Beside & { entry: import("./queue.js").Entry }} now
   * @returns {import("./desk.js").Match | string | undefined}
   */
  function matchOf({ entry: { best, cents, likelihood }, desk }) {
    if (lacks.length) return lackingText(lacks);
    if (desk) return desk.match();
    return best && likelihood === "sure" ? { suggestionId: best.id, cents } : undefined;
  }

  /** @param {string} id the entry that is done with */
  function goOn(id) {
    const next = queue.beside(id) ?? queue.beside(id, -1);
    show(next?.id ?? "");
    if (!next) opened = false;
  }

  async function acceptSure() {
    const entries = queue.sure;
    if (!entries.length || lacks.length) return;
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

  async function keep() {
    const entry = queue.selected;
    if (!entry) return;
    const keeps = !isKept(entry);
    if (keeps) goOn(entry.id);
    queue.keep(entry, keeps);
    const { toast } = await import("../../parts/toast.js");
    const what = `${moneyText(entry.cents, entry.currency)} of ${entry.transaction.number}`;
    toast(keeps ? `${what} is kept on the account. It stays listed below.` : `${what} is in the queue again.`, undefined, false, undefined, "match");
  }

  /** @param {number} index of the proposal */
  function take(index) {
    const now = atHand();
    const proposal = now?.desk?.proposals[index];
    if (!proposal) return;
    now?.desk?.take(proposal);
    refused = "";
    visit.draw();
  }

  const firstBox = () => /** @type {HTMLElement | null} */ (document.querySelector(".match .marks-list input[type=checkbox]:not([hidden])"));

  /** Type an exact amount for the item at hand, or the first that is marked. */
  function exact() {
    const row = document.activeElement?.closest(".match .mark") ?? document.querySelector(".match .mark:has(.exact)");
    const box = /** @type {HTMLInputElement | null} */ (row?.querySelector("input[type=checkbox]") ?? firstBox());
    if (box && !box.checked) box.click();
    queueMicrotask(() => {
      const field = /** @type {HTMLInputElement | null | undefined} */ (box?.closest(".mark")?.querySelector(".exact input"));
      field?.focus();
      field?.select();
    });
  }

  async function move() {
    const { entry, desk } = atHand() ?? {};
    if (!entry || !desk || !MOVABLE.has(entry.transaction.kind)) return;
    const { account, number } = entry.transaction;
    const { id, amountCents } = desk.transaction;
    queue.expected.add(entry.id);
    const done = await opening(() => import("../../dialogs/move-payment.js"), (dialog) => dialog.movePayment(account, { number, amountCents }, id));
    if (!done) queue.expected.delete(entry.id);
  }

  /** Accept, and write off what then is left to pay. */
  async function writeOff() {
    const now = atHand();
    const [rest] = now?.desk?.rest() ?? [];
    const { account } = now?.desk ?? {};
    if (!now || !rest || !account || whyNoWriteOff(rest.cents, account.writeOffMaxCents, now.entry.currency)) return;
    const { currency } = now.entry;
    if (await accept()) opening(() => import("../../dialogs/write-off.js"), (dialog) => dialog.writeOff({ currency, ...account }, rest.number));
  }

  /** Space begins to mark. */
  function mark() {
    const box = firstBox();
    box?.focus();
    box?.click();
  }

  function again() {
    readAt = Date.now();
    details.forget(queue.selected?.id ?? "");
    if (queue.selected) details.again([queue.selected]);
    return queue.read();
  }

  function load() {
    const signal = visit.signal();
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && Date.now() - readAt > STALE_MS && again(), { signal });
    if (isFiltered()) void toggleFilters(true).then(again);
    else void again();
  }

  const isFiltered = () => ["method", "batch", "period"].some((name) => visit.query.has(name));

  /** @param {boolean} [shows] */
  async function toggleFilters(shows = !filtering || !showsFilters) {
    filtering ??= await import("./filters.js");
    showsFilters = shows;
    visit.draw();
  }

  visit.hold({ holds: details.holds, discard: details.discard });

  const on = ".match .entry, main h1, main, body";
  /** @type {import("../../keys.js").Key[]} */
  const keys = [
    { key: "Enter", does: "Accept and go to the next", on, run: accept },
    { key: "Shift+Enter", does: "Accept all that are sure", inFields: true, run: acceptSure },
    { key: "j", does: "Next payment", anywhere: true, repeats: true, run: () => step(1) },
    { key: "k", does: "Previous payment", anywhere: true, repeats: true, run: () => step(-1) },
    ...Array.from({ length: 9 }, (_, index) => ({
      key: String(index + 1),
      does: `Choose proposal ${index + 1}`,
      anywhere: true,
      when: () => (atHand()?.desk?.proposals.length ?? 0) > index,
      run: () => take(index),
    })),
    { key: " ", does: "Select what it pays", on, run: mark },
    { key: "ArrowDown", does: "Go to what is due", on, run: () => firstBox()?.focus() },
    { key: "=", does: "Type an exact amount", anywhere: true, run: exact },
    { key: "d", does: "Keep the money on the account", anywhere: true, run: keep },
    { key: "s", does: "Later", anywhere: true, run: later },
    { key: "w", does: "Accept, and write off the rest", anywhere: true, run: writeOff },
    { key: "a", does: "Move it to another account", anywhere: true, run: move },
    { key: "Escape", does: "Back to the queue", when: () => opened || document.activeElement?.closest(".match .dues") !== null, inFields: true, run: leave },
  ];

  function leave() {
    opened = false;
    visit.draw();
    queueMicrotask(() => focusRow(queue.selected?.id ?? ""));
  }

  function heading() {
    const sure = queue.sure;
    return html`<header>
      <h1 tabindex="-1">Match</h1>
      <div class="so-far">${queue.known ? progressView(queue) : nothing}</div>
      <div class="actions">
        <button type="button" class="button" aria-expanded=${showsFilters} @click=${() => toggleFilters()}>Filter</button>
        ${sure.length
          ? button({ text: `Accept all ${sure.length} sure`, object: `payments, ${sumText(sure)}`, key: "Shift+Enter", needs: RECONCILING, run: acceptSure }, "main")
          : nothing}
      </div>
      ${showsFilters && filtering ? filtering.filtersView(visit, again) : nothing} ${takenView()}
    </header>`;
  }

  function takenView() {
    const { length } = queue.taken;
    return html`<p class="taken" role="status">${length
      ? html`${length === 1 ? `${queue.taken[0]} was` : `${counted(length, "payment was", "payments were")}`} matched or changed by others meanwhile.
          <button type="button" class="link" @click=${() => ((queue.taken = []), visit.draw())}>OK</button>`
      : nothing}</p>`;
  }

  function body() {
    if (!queue.known) return queue.failure ? failed(queue.failure, again) : loading("the queue", 8);
    if (!queue.order().length && !queue.groups().some((group) => group.entries.length)) return nothingLeft();
    const now = atHand();
    if (now) for (const next of followers(now.entry.id)) details.of(next);
    return html`<div class="panes ${opened ? "opened" : ""}">
      <div class="pane queue">${queue.failure ? failed(queue.failure, again) : nothing} ${rowsView(queue, choose)}</div>
      ${now ? deskView(now) : html`<p class="pane soft nothing">${queue.busy ? nothing : "Everything here is done or under way."}</p>`}
      <aside class="pane beside" aria-label="Account">${now ? accountView(now.entry, now.desk) : nothing}</aside>
    </div>`;
  }

  /** @param {string} id @param {number} [count] */
  function followers(id, count = ahead) {
    /** @type {import("./queue.js").Entry[]} */
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

  /** @param {import("./details.js").Beside & { entry: import("./queue.js").Entry }} now */
  function deskView(now) {
    const { entry, desk } = now;
    /** @param {Event} event */
    function typed({ target }) {
      const field = /** @type {HTMLInputElement} */ (target);
      if (field.type !== "search") desk?.type(field);
      refused = "";
      visit.draw();
    }
    /** @param {SubmitEvent} event */
    function submit(event) {
      event.preventDefault();
      void accept();
    }
    const how = {
      take,
      draw: () => (desk && (desk.touched = true), visit.draw()),
      again: () => details.again([entry]),
    };
    return html`<form class="pane desk" novalidate aria-label="Payment" @input=${typed} @submit=${submit} @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && event.repeat && event.preventDefault()}>
      <p class="only-narrow"><button type="button" class="link" @click=${leave}>Back to the queue</button></p>
      <div class="dues">${paymentView(entry, now, how)}</div>
      ${actionsView(entry, desk)}
    </form>`;
  }

  /** @param {import("./queue.js").Entry} entry @param {import("./desk.js").Desk | undefined} desk */
  function actionsView(entry, desk) {
    const object = `${entry.transaction.number}`;
    const [rest] = desk?.rest() ?? [];
    const off = rest && desk ? whyNoWriteOff(rest.cents, desk.account.writeOffMaxCents, entry.currency) : "nothing";
    return html`<div class="actions">
      ${refused ? html`<p class="problem" role="alert">${refused}</p>` : nothing}
      <button class="button main" aria-disabled=${lacks.length || entry.sending || !desk ? "true" : nothing} title=${lacks.length ? lackingText(lacks) : nothing}>
        ${entry.sending ? "Saving…" : "Accept"} <kbd aria-hidden="true">Enter</kbd>
      </button>
      ${button({ text: isKept(entry) ? "Take it up again" : "Keep on the account", object, key: "d", run: keep })}
      ${button({ text: "Later", object, key: "s", run: later })}
      ${rest && !off ? button({ text: `Write off the rest, ${moneyText(rest.cents, entry.currency)}`, key: "w", needs: RECORDING, run: writeOff }) : nothing}
      ${MOVABLE.has(entry.transaction.kind) ? button({ text: "Other account", object, key: "a", needs: RECORDING, run: move }) : nothing}
    </div>`;
  }

  function nothingLeft() {
    if (isFiltered()) return empty("No open money matches.", html`<a href="/match">Show all open money</a>`);
    return empty(
      queue.accepted.size ? "Done: everything is matched." : "Everything is matched.",
      html`New payments will appear here. ${may("IMPORT_DATA") ? html`<a href="/import">Import payments</a>, or ` : nothing}<a href="/accounts">go to accounts</a>.`,
    );
  }

  return {
    title: () => "Match",
    load,
    keys,
    view: () => html`<div class="match">
      ${heading()} ${body()}
      <p class="by-keys" aria-hidden="true">
        ${[["Enter", "accept"], ["j k", "next, previous"], ["1–9", "proposal"], ["Space", "select"], ["=", "exact amount"], ["d", "keep"], ["s", "later"], ["a", "other account"], ["Ctrl+Z", "undo"], ["?", "all keys"]].map(
          ([key, does]) => html`<span><kbd>${key}</kbd> ${does}</span>`,
        )}
      </p>
    </div>`,
  };
}

/** Why a rest cannot be written off; "" if it can. @param {number} cents @param {number | null} most @param {string} currency */
function whyNoWriteOff(cents, most, currency) {
  if (most === null) return "Writing off is not offered in this currency.";
  return cents > most ? `At most ${moneyText(most, currency)} can be written off.` : "";
}
