/** The reconciliations of a transaction, edited in place. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moveRow } from "../../place.js";
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
import { msg, texts } from "../../texts.js";
import { dateText, isUsual, words } from "../../words.js";
import { draft } from "./draft.js";
import { deleteAll, deleteReconciliation, fixReconciliation } from "./ending.js";
import { bareName, nameOf } from "./ledger.js";
import { picture } from "./picture.js";
import { notAll, reconciled } from "./reading.js";
import { itemView } from "./rows.js";
import { whyNothingFits } from "./rules.js";
import { about, qualityOf, suggestionsView } from "./suggestions.js";

await stylesheet("field", "reconciliations");
await texts("forms", "reconciliations");

/** Reconciliations of an item shown at first, and added by "Show more". */
const PAGE = 200;

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const key = visit.parameters.id;
  const found = reconciled(visit, key);
  const suggested = reading(visit, SUGGESTIONS, (data) => (found.data ? about(data.account?.suggestions ?? [], found.data) : []));
  const quality = qualityOf(visit);
  const { ledger, type, takeBack, add, refused, save, saveBar } = draft(visit, found, load);
  /** Reconciliations shown per item. */
  let most = PAGE;

  async function load() {
    if (!(await found.read()) || !found.data) return;
    if (found.data.unreconciledCents > 0) suggested.read({ account: found.data.account.number }).then(() => quality.read(suggested.data));
  }

  const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main [data-row]")]);

  /** @type {import("./rows.js").RowActions} */
  const actions = {
    get fixed() {
      return found.data ? (whyNothingFits(found.data) ?? notAll(found.data)) : undefined;
    },
    get most() {
      return most;
    },
    showMore() {
      most += PAGE;
      visit.draw();
    },
    type,
    drop: (reconciliation) => (reconciliation.sort === "new" ? takeBack(reconciliation) : void (found.data && deleteReconciliation(reconciliation, found.data))),
    fix: (reconciliation) => void (found.data && fixReconciliation(reconciliation, ledger(), found.data)),
    add: (item) => void addTo(item),
    refused,
  };

  /** @param {{ id: string, description: string }} item of this transaction */
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

  /** @param {import("./ledger.js").Transaction} transaction */
  function facts({ account, amountCents, reconciledCents, plannedCents, items }) {
    const now = ledger();
    const open = items.reduce((sum, item) => sum + now.remaining(item.id), 0);
    const settled = amountCents - plannedCents - Math.max(open, 0);
    const figure = (/** @type {string} */ name, /** @type {number} */ cents) => html`<div><dt>${name}</dt><dd>${moneyText(cents, account.currency)}</dd></div>`;
    return html`<dl>
      ${figure(msg("reconciliations-amount"), amountCents)} ${figure(msg("reconciliations-reconciled"), now.changed ? settled : reconciledCents)}
      ${plannedCents ? figure(msg("reconciliations-planned"), plannedCents) : nothing} ${figure(msg("reconciliations-open-figure"), Math.max(open, 0))}
    </dl>`;
  }

  /** @param {import("./ledger.js").Transaction} transaction */
  function suggestions(transaction) {
    if (!(transaction.unreconciledCents > 0) || whyNothingFits(transaction)) return nothing;
    return html`<section class="card suggested" aria-label=${msg("reconciliations-suggestions")} id="suggestions">
      <header><h2>${msg("reconciliations-suggestions")}</h2><span class="soft">${quality.view()}</span></header>
      ${suggestionsView(suggested, transaction, load)}
    </section>`;
  }

  function body() {
    if (found.data === undefined) return html`<div class="card">${found.failure ? failed(found.failure, load) : loading(msg("reconciliations-its"), 6)}</div>`;
    if (!found.data) return html`<div class="card">${empty(msg("reconciliations-not-found"), html`<a href="/accounts">${msg("shell-to-accounts")}</a>`)}</div>`;
    const transaction = found.data;
    const now = ledger();
    const drawn = picture(now, transaction);
    const lacks = missing(...new Set([...RECONCILING, ...UNDOING]));
    return html`${found.failure ? failed(found.failure, load) : nothing}
      <div class="card figures">
        ${facts(transaction)}
        <p class="reason">${status(transaction.status, transaction.statusReason)}</p>
      </div>
      ${lacks.length ? html`<p class="lacking soft">${may(...RECONCILING) ? msg("reconciliations-change-only", { lacks: lackingText(lacks) }) : msg("reconciliations-view-only", { lacks: lackingText(lacks) })}</p>` : nothing}
      ${notAll(transaction) ? html`<p class="lacking soft" role="status">${notAll(transaction)}</p>` : nothing}
      ${drawn === nothing ? nothing : html`<figure class="card flow-card">${drawn}</figure>`}
      <div @keydown=${inRow} class="reconciled-items" aria-busy=${found.busy}>
        ${transaction.items.map((item) => itemView(item, now, transaction, actions))}
      </div>
      ${suggestions(transaction)} ${saveBar(now)}`;
  }

  function head() {
    const transaction = found.data;
    if (!transaction) return transaction === undefined && !found.failure ? nothing : html`<h1 class="visually-hidden" tabindex="-1">${msg("reconciliations-title")}</h1>`;
    const { account, kind, date, method, description, reference } = transaction;
    const details = [isUsual(description, kind) ? "" : description, method ? words(method) : "", dateText(date), reference ? msg("reconciliations-reference", { reference }) : ""];
    const locked = transaction.reconciliations.edges.filter(({ node }) => node.locked).length;
    return html`<p class="crumb"><a href="/accounts">${msg("reconciliations-all-accounts")}</a> › <a href=${billingOf(account.number, transaction.number)}>${account.ownerName}</a></p>
      <div class="heading">
        <h1 tabindex="-1">${msg("reconciliations-of", { name: bareName(transaction) })}</h1>
        <p class="soft">${details.filter(Boolean).join(" · ")}</p>
        <div class="actions">
          ${button({
            text: msg("reconciliations-delete-all"),
            danger: true,
            needs: UNDOING,
            disabledReason: !transaction.reconciliations.totalCount
              ? msg("reconciliations-has-none")
              : locked
                ? msg("reconciliations-locked-some", { count: locked })
                : undefined,
            run: () => deleteAll(transaction),
          })}
        </div>
      </div>`;
  }

  const changes = may(...RECONCILING);
  return {
    title: () => (found.data ? msg("reconciliations-of", { name: bareName(found.data) }) : msg("reconciliations-title")),
    load,
    view: () => html`${head()} ${body()}`,
    keys: [
      ...(changes
        ? [
            { key: "j", does: msg("reconciliations-key-next"), repeats: true, run: () => moveRow(1) },
            { key: "k", does: msg("reconciliations-key-previous"), repeats: true, run: () => moveRow(-1) },
            { key: "Enter", does: msg("reconciliations-key-edit"), on: "[data-row]", run: () => fieldOf(rowAtHand())?.select() },
            { key: "a", does: msg("reconciliations-key-add"), run: () => addAtHand() },
            { key: "Ctrl+Enter", does: msg("forms-save"), inFields: true, run: save },
          ]
        : []),
      { key: "s", does: msg("reconciliations-key-suggestions"), run: () => /** @type {HTMLElement | null} */ (document.querySelector("#suggestions button"))?.focus() },
      ...(may(...UNDOING) ? [{ key: "Delete", does: msg("reconciliations-key-delete"), run: () => dropAtHand() }] : []),
    ],
  };

  function addAtHand() {
    if (!found.data || actions.fixed) return;
    const now = ledger();
    const chosen = now.reconciliations.find((reconciliation) => reconciliation.key === rowAtHand()?.dataset.key)?.own;
    const item = chosen && now.remaining(chosen.id) > 0 ? chosen : found.data.items.find((each) => now.remaining(each.id) > 0);
    if (item) addTo(item);
    else toast(msg("reconciliations-nothing-open-lower", { item: nameOf(found.data) }));
  }

  function dropAtHand() {
    const reconciliation = found.data && ledger().reconciliations.find((each) => each.key === rowAtHand()?.dataset.key);
    if (!reconciliation) return;
    if (reconciliation.node?.locked) toast(msg("reconciliations-locked-why", { reason: reconciliation.node.lockReason ?? "" }), undefined, true);
    else actions.drop(reconciliation);
  }
}
