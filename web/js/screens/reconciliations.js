/** The reconciliations of a transaction, seen from it: where its money came from or went, changed in place. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { decimalText, moneyText } from "../money.js";
import { editing } from "../mutation.js";
import { button } from "../parts/action.js";
import { billingOf } from "../parts/links.js";
import { empty, failed, lackingText, loading } from "../parts/notices.js";
import { status } from "../parts/status.js";
import { stylesheet } from "../parts/stylesheet.js";
import { toast } from "../parts/toast.js";
import { MODIFY_RECONCILIATIONS, RECONCILIATIONS, SUGGESTIONS } from "../queries/reconciliations.js";
import { reading } from "../reading.js";
import { may, missing, RECONCILING, UNDOING } from "../session.js";
import { counted, dateText, words } from "../words.js";
import { ledgerOf, listed, nameOf } from "./reconciliations-ledger.js";
import { deleteAll, deleteEdge, mendEdge } from "./reconciliations-ending.js";
import { picture } from "./reconciliations-picture.js";
import { itemView } from "./reconciliations-rows.js";
import { kindsFor, whyNothingFits } from "./reconciliations-rules.js";
import { about, suggestionsView } from "./reconciliations-suggestions.js";

await stylesheet("field", "reconciliations");

/** @typedef {import("./reconciliations-ledger.js").Edge} Edge */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const key = visit.parameters.id;
  const found = reading(visit, (data) => data.byNumber ?? data.byId);
  const suggested = reading(visit, (data) => (found.data ? about(data.account?.suggestions ?? [], found.data) : []));
  /** What was typed, by the edge. @type {Map<string, string>} */
  const typed = new Map();
  /** @type {{ own: string, other: any }[]} */
  let added = [];
  /** @type {Map<string, number>} */
  const places = new Map();

  const ledger = () => ledgerOf(found.data, typed, added, places);
  const edit = editing({
    query: MODIFY_RECONCILIATIONS,
    draw: visit.draw,
    previews: true,
    input(problem) {
      const now = ledger();
      for (const edge of now.edges) if (edge.problem) problem(edge.key, edge.problem);
      return { transactionId: found.data.id, edges: listed(now, found.data) };
    },
  });

  async function load() {
    const row = focusedRow();
    if (!(await found.read(RECONCILIATIONS, { key, number: key })) || !found.data) return;
    if (found.data.unreconciledCents > 0) suggested.read(SUGGESTIONS, { account: found.data.account.number });
    if (row) requestAnimationFrame(() => keepPlace(row));
  }

  /** The row that has the focus, and where it stands. */
  function focusedRow() {
    const all = rows();
    const element = all.find((each) => each.contains(document.activeElement));
    return element ? { element, index: all.indexOf(element) } : null;
  }

  const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main [data-row]")]);

  /**
   * Where the row with the focus is gone, its neighbour has it.
   * @param {{ element: HTMLElement, index: number }} row
   */
  function keepPlace({ element, index }) {
    if (element.isConnected || document.activeElement !== document.body) return;
    const left = rows();
    const place = left[Math.min(index, left.length - 1)] ?? document.querySelector("main h1");
    /** @type {HTMLElement | null} */ (place)?.focus();
  }

  function edited() {
    for (const edge of ledger().edges) if (edge.typed === null && edge.sort !== "new") typed.delete(edge.key);
    edit.typed();
  }

  /** @type {import("./reconciliations-rows.js").Hands} */
  const hands = {
    get fixed() {
      return whyNothingFits(found.data) ?? tooMany(found.data);
    },
    type(edge, text) {
      typed.set(edge.key, text);
      edit.typed();
    },
    drop(edge) {
      if (edge.sort !== "new") return void deleteEdge(edge, found.data);
      added = added.filter(({ own, other }) => own !== edge.own.id || other.id !== edge.other.id);
      typed.delete(edge.key);
      edited();
    },
    mend: (edge) => void mendEdge(edge, ledger(), found.data),
    add,
    refused(edge) {
      const at = listed(ledger(), found.data).findIndex((each) => [each.creditItemId, each.debitItemId].every((id) => id === edge.own.id || id === edge.other?.id));
      return edit.error(...["", ".amountCents", ".creditItemId", ".debitItemId"].map((end) => `edges.${at}${end}`));
    },
  };

  /** @param {any} item of this transaction */
  async function add(item) {
    const { addOpenItems } = await import("../dialogs/add-open-items.js");
    const before = ledger();
    const taken = new Set(before.edges.filter(({ own, sort }) => own.id === item.id && sort !== "faulty").map(({ other }) => other?.id));
    const { currency, number } = found.data.account;
    const chosen = await addOpenItems({
      title: `${found.data.side === "CREDIT" ? "What it pays" : "What pays it"}: ${found.data.items.length > 1 ? item.description : nameOf(found.data)}`,
      account: { number, currency },
      kinds: kindsFor(found.data),
      leftCents: before.remaining(item.id),
      fits: (other) => !taken.has(other.id) && (found.data.kind !== "REFUND" || other.transaction.paymentState !== "PROCESSING"),
    });
    if (!chosen.length) return;
    let left = before.remaining(item.id);
    for (const other of chosen) {
      const cents = Math.max(Math.min(left, before.edges.some((edge) => edge.other?.id === other.id) ? before.remaining(other.id) : other.unreconciledCents), 0);
      left -= cents;
      added.push({ own: item.id, other });
      typed.set(`${item.id}.${other.id}`, cents ? decimalText(cents, currency) : "");
    }
    edit.typed();
    requestAnimationFrame(() => fieldOf(rows().find((row) => row.dataset.key === `${item.id}.${chosen[0].id}`))?.select());
  }

  async function save() {
    const now = found.data && ledger();
    if (!now?.changed || edit.busy) return;
    const payload = await edit.send();
    if (!payload) return void (/** @type {HTMLElement | null} */ (document.querySelector("main [aria-invalid=true]"))?.focus());
    toast(`Reconciliations of ${nameOf(found.data)} saved.`, payload.batch?.id);
    await load(); // what was added stays in its row until it has come back as stored, and so does the focus
    typed.clear();
    added = [];
    edit.preview = null;
    visit.draw();
  }

  function discard() {
    typed.clear();
    added = [];
    edit.preview = null;
    edit.typed();
  }

  /** @param {HTMLElement | undefined | null} row */
  const fieldOf = (row) => /** @type {HTMLInputElement | null} */ (row?.querySelector("input") ?? null);
  const rowAtHand = () => /** @type {HTMLElement | null} */ (document.activeElement?.closest("main [data-row]") ?? null);

  /** @param {KeyboardEvent} event */
  function inRow(event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    rowAtHand()?.focus();
  }

  const saving = { text: "Save", key: "Ctrl+Enter", needs: RECONCILING, run: save };

  /** @param {import("./reconciliations-ledger.js").Ledger} now */
  function saveBar(now) {
    if (!now.changed) return nothing;
    const { preview } = edit;
    const after = preview && !now.wrong ? html`${status(preview.transaction.status, preview.transaction.statusReason)}` : nothing;
    return html`<div class="save-bar" role="region" aria-label="What is not saved yet">
      <div aria-live="polite">
        ${edit.message ? html`<p class="problem">${edit.message}</p>` : now.wrong ? html`<p class="soft">Mend what is marked first.</p>` : html`<span class="soft">After saving:</span> ${after}`}
      </div>
      <div class="actions">
        <button type="button" class="button" @click=${discard}>Discard</button>
        ${button({ ...saving, text: edit.busy ? "Saving…" : "Save" }, "main")}
      </div>
    </div>`;
  }

  function facts() {
    const { account, amountCents, reconciledCents, plannedCents } = found.data;
    const now = ledger();
    const open = found.data.items.reduce((/** @type {number} */ sum, /** @type {any} */ item) => sum + now.remaining(item.id), 0);
    const settled = amountCents - plannedCents - Math.max(open, 0);
    const figure = (/** @type {string} */ name, /** @type {number} */ cents) => html`<div><dt>${name}</dt><dd>${moneyText(cents, account.currency)}</dd></div>`;
    return html`<dl>
      ${figure("Amount", amountCents)} ${figure("Reconciled", now.changed ? settled : reconciledCents)}
      ${plannedCents ? figure("Planned", plannedCents) : nothing} ${figure("Open", Math.max(open, 0))}
    </dl>`;
  }

  function suggestions() {
    if (!(found.data.unreconciledCents > 0) || whyNothingFits(found.data)) return nothing;
    return html`<section class="card suggested" aria-label="Suggestions" id="suggestions">
      <header><h2>Suggestions</h2><span class="soft">for what is open; each says why</span></header>
      ${suggestionsView(suggested, found.data, load)}
    </section>`;
  }

  function body() {
    if (found.data === undefined) return html`<div class="card">${found.failure ? failed(found.failure, load) : loading("its reconciliations", 6)}</div>`;
    if (!found.data) return html`<div class="card">${empty("There is no such transaction, or you may not see it.", html`<a href="/accounts">Go to all accounts</a>`)}</div>`;
    const transaction = found.data;
    const now = ledger();
    const drawn = picture(now, transaction);
    const lacks = missing(...new Set([...RECONCILING, ...UNDOING]));
    return html`${found.failure ? failed(found.failure, load) : nothing}
      <div class="card figures">
        ${facts()}
        <p class="reason">${status(transaction.status, transaction.statusReason)}</p>
      </div>
      ${lacks.length ? html`<p class="lacking soft">${may(...RECONCILING) ? "You may change amounts, but delete nothing." : "You may look at everything here, but change nothing."} ${lackingText(lacks)}</p>` : nothing}
      ${tooMany(transaction) ? html`<p class="lacking soft">${tooMany(transaction)}</p>` : nothing}
      ${drawn === nothing ? nothing : html`<figure class="card flow-card">${drawn}</figure>`}
      <div @keydown=${inRow} class="reconciled-items" aria-busy=${found.busy}>
        ${transaction.items.map((/** @type {any} */ item) => itemView(item, now, transaction, hands))}
      </div>
      ${suggestions()} ${saveBar(now)}`;
  }

  function head() {
    const transaction = found.data;
    if (!transaction) return html`<h1 class="visually-hidden" tabindex="-1">Reconciliations</h1>`;
    const { account, kind, date, method, description, reference } = transaction;
    const said = [description === words(kind) ? "" : description, method ? words(method) : "", dateText(date), reference ? `Reference: ${reference}` : ""];
    const locked = transaction.reconciliations.edges.filter((/** @type {any} */ { node }) => node.locked).length;
    return html`<p class="crumb"><a href="/accounts">All accounts</a> › <a href=${billingOf(account.number)}>${account.ownerName}</a></p>
      <div class="heading">
        <h1 tabindex="-1">Reconciliations of ${nameOf(transaction)}</h1>
        <p class="soft">${said.filter(Boolean).join(" · ")}</p>
        <div class="actions">
          ${button({
            text: "Delete all",
            danger: true,
            needs: UNDOING,
            unless: !transaction.reconciliations.totalCount
              ? "It has no reconciliations."
              : locked
                ? `${counted(locked, "reconciliation")} of it ${locked === 1 ? "is" : "are"} locked: delete the others one by one.`
                : undefined,
            run: () => deleteAll(transaction),
          })}
        </div>
      </div>`;
  }

  const changes = may(...RECONCILING);
  return {
    title: () => (found.data ? `Reconciliations of ${nameOf(found.data)}` : "Reconciliations"),
    load,
    view: () => html`${head()} ${body()}`,
    keys: [
      ...(changes
        ? [
            { key: "j", does: "Go to the next reconciliation; Enter edits its amount", run: () => step(1) },
            { key: "k", does: "Go to the reconciliation before", run: () => step(-1) },
            { key: "Enter", does: "Edit the amount; leave it again", on: "[data-row]", run: () => fieldOf(rowAtHand())?.select() },
            { key: "a", does: "Add open items of the other side", run: () => addAtHand() },
            { key: "Ctrl+Enter", does: "Save", inFields: true, run: save },
          ]
        : []),
      { key: "s", does: "Go to the suggestions", run: () => /** @type {HTMLElement | null} */ (document.querySelector("#suggestions button"))?.focus() },
      ...(may(...UNDOING) ? [{ key: "Delete", does: "Delete the reconciliation", run: () => dropAtHand() }] : []),
    ],
  };

  /** @param {1 | -1} by */
  function step(by) {
    const all = rows();
    const at = all.indexOf(/** @type {HTMLElement} */ (rowAtHand()));
    all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  }

  function addAtHand() {
    if (!found.data || hands.fixed) return;
    const now = ledger();
    const chosen = now.edges.find((edge) => edge.key === rowAtHand()?.dataset.key)?.own;
    const item = chosen && now.remaining(chosen.id) > 0 ? chosen : found.data.items.find((/** @type {any} */ each) => now.remaining(each.id) > 0);
    if (item) add(item);
    else toast(`Nothing is open of ${nameOf(found.data)}. Lower an amount or delete a reconciliation first.`);
  }

  function dropAtHand() {
    const edge = found.data && ledger().edges.find((each) => each.key === rowAtHand()?.dataset.key);
    if (!edge) return;
    if (edge.node?.locked) toast(`Locked: ${edge.node.lockReason}`, undefined, true);
    else hands.drop(edge);
  }
}

/**
 * Why amounts cannot be changed where not all reconciliations are here: what is not listed would be deleted.
 * @param {any} transaction
 */
function tooMany({ reconciliations: { edges, totalCount } }) {
  return totalCount > edges.length
    ? `It has ${counted(totalCount, "reconciliation")}; the first ${edges.length} are shown, and amounts cannot be changed here.`
    : undefined;
}
