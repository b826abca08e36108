/** The reconciliations of a transaction, seen from it: where its money came from or went, changed in place. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moveRow } from "../../keys.js";
import { moneyText } from "../../money.js";
import { button } from "../../parts/action.js";
import { billingOf } from "../../parts/links.js";
import { empty, failed, lackingText, loading } from "../../parts/notices.js";
import { status } from "../../parts/status.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { toast } from "../../parts/toast.js";
import { SUGGESTIONS } from "../../queries/reconciliations.js";
import { reading } from "../../reading.js";
import { may, missing, RECONCILING, UNDOING } from "../../session.js";
import { counted, dateText, words } from "../../words.js";
import { draft } from "./draft.js";
import { deleteAll, deleteEdge, mendEdge } from "./ending.js";
import { nameOf } from "./ledger.js";
import { picture } from "./picture.js";
import { notAll, reconciled } from "./reading.js";
import { itemView } from "./rows.js";
import { whyNothingFits } from "./rules.js";
import { about, suggestionsView } from "./suggestions.js";

await stylesheet("field", "reconciliations");

/** So many reconciliations of an item are shown at first, and more at a time. */
const PAGE = 200;

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const key = visit.parameters.id;
  const found = reconciled(visit, key);
  const suggested = reading(visit, (data) => (found.data ? about(data.account?.suggestions ?? [], found.data) : []));
  const { ledger, type, takeBack, add, refused, save, saveBar } = draft(visit, found, load);
  /** How many of an item's reconciliations are shown. */
  let most = PAGE;

  async function load() {
    const row = focusedRow();
    if (!(await found.read()) || !found.data) return;
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

  /** @type {import("./rows.js").Hands} */
  const hands = {
    get fixed() {
      return whyNothingFits(found.data) ?? notAll(found.data);
    },
    get most() {
      return most;
    },
    showMore() {
      most += PAGE;
      visit.draw();
    },
    type,
    drop: (edge) => (edge.sort === "new" ? takeBack(edge) : void deleteEdge(edge, found.data)),
    mend: (edge) => void mendEdge(edge, ledger(), found.data),
    add: (item) => void addTo(item),
    refused,
  };

  /** @param {any} item of this transaction */
  async function addTo(item) {
    const first = await add(item);
    if (first) requestAnimationFrame(() => fieldOf(rows().find((row) => row.dataset.key === first))?.select());
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
      ${notAll(transaction) ? html`<p class="lacking soft" role="status">${notAll(transaction)}</p>` : nothing}
      ${drawn === nothing ? nothing : html`<figure class="card flow-card">${drawn}</figure>`}
      <div @keydown=${inRow} class="reconciled-items" aria-busy=${found.busy}>
        ${transaction.items.map((/** @type {any} */ item) => itemView(item, now, transaction, hands))}
      </div>
      ${suggestions()} ${saveBar(now)}`;
  }

  function head() {
    const transaction = found.data;
    if (!transaction) return transaction === undefined && !found.failure ? nothing : html`<h1 class="visually-hidden" tabindex="-1">Reconciliations</h1>`;
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
            { key: "j", does: "Go to the next reconciliation; Enter edits its amount", repeats: true, run: () => moveRow(1) },
            { key: "k", does: "Go to the reconciliation before", repeats: true, run: () => moveRow(-1) },
            { key: "Enter", does: "Edit the amount; leave it again", on: "[data-row]", run: () => fieldOf(rowAtHand())?.select() },
            { key: "a", does: "Add open items of the other side", run: () => addAtHand() },
            { key: "Ctrl+Enter", does: "Save", inFields: true, run: save },
          ]
        : []),
      { key: "s", does: "Go to the suggestions", run: () => /** @type {HTMLElement | null} */ (document.querySelector("#suggestions button"))?.focus() },
      ...(may(...UNDOING) ? [{ key: "Delete", does: "Delete the reconciliation", run: () => dropAtHand() }] : []),
    ],
  };

  function addAtHand() {
    if (!found.data || hands.fixed) return;
    const now = ledger();
    const chosen = now.edges.find((edge) => edge.key === rowAtHand()?.dataset.key)?.own;
    const item = chosen && now.remaining(chosen.id) > 0 ? chosen : found.data.items.find((/** @type {any} */ each) => now.remaining(each.id) > 0);
    if (item) addTo(item);
    else toast(`Nothing is open of ${nameOf(found.data)}. Lower an amount or delete a reconciliation first.`);
  }

  function dropAtHand() {
    const edge = found.data && ledger().edges.find((each) => each.key === rowAtHand()?.dataset.key);
    if (!edge) return;
    if (edge.node?.locked) toast(`Locked: ${edge.node.lockReason}`, undefined, true);
    else hands.drop(edge);
  }
}
