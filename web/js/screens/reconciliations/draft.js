/** Unsaved changes of a transaction's reconciliations: one mutation, previewed while typing. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { editing } from "../../mutation.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { status } from "../../parts/status.js";
import { toast } from "../../parts/toast.js";
import { MODIFY_RECONCILIATIONS } from "../../queries/reconciliations.js";
import { RECONCILING } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { asTyped } from "../../typed-money.js";
import { bareName, ledgerOf, listed, nameOf } from "./ledger.js";
import { kindsFor } from "./rules.js";

await texts("forms", "reconciliations");

/** @typedef {import("./ledger.js").Reconciliation} Reconciliation */

/**
 * @param {import("./ledger.js").Transaction | null | undefined} transaction
 * @returns {asserts transaction is import("./ledger.js").Transaction}
 */
function assertRead(transaction) {
  if (!transaction) throw new Error("The transaction is not read yet.");
}

/**
 * @param {import("../../router.js").Visit} visit
 * @param {import("./reading.js").Reconciled} found
 * @param {() => Promise<void>} load reload the transaction
 */
export function draft(visit, found, load) {
  /** What was typed, by the reconciliation. @type {Map<string, string>} */
  const typed = new Map();
  /** @type {import("./ledger.js").Pair[]} */
  let added = [];
  /** @type {Map<string, number>} */
  const places = new Map();

  /** The transaction; nothing here is asked for before it has come. */
  function shown() {
    assertRead(found.data);
    return found.data;
  }
  const ledger = () => ledgerOf(shown(), typed, added, places);
  const edit = editing({
    query: MODIFY_RECONCILIATIONS,
    draw: visit.draw,
    previews: true,
    input(problem) {
      const now = ledger();
      for (const reconciliation of now.reconciliations) if (reconciliation.problem) problem(reconciliation.key, reconciliation.problem);
      return { transactionId: shown().id, edges: listed(now, shown()), knownReconciliationIds: known() };
    },
  });

  /**
   * @param {Reconciliation} reconciliation
   * @param {string} text
   */
  function type(reconciliation, text) {
    typed.set(reconciliation.key, text);
    edit.typed();
  }

  /** Remove an added reconciliation. @param {Reconciliation} gone */
  function takeBack(gone) {
    added = added.filter(({ own, other }) => own !== gone.own.id || other.id !== gone.other?.id);
    typed.delete(gone.key);
    for (const reconciliation of ledger().reconciliations) if (reconciliation.typed === null && reconciliation.sort !== "new") typed.delete(reconciliation.key);
    edit.typed();
  }

  /**
   * Let the viewer add open items of the other side to an item, each with the amount that both have open.
   * @param {{ id: string, description: string }} item
   * @returns {Promise<string | undefined>} key of the first one added
   */
  async function add(item) {
    const before = ledger();
    const taken = new Set(before.reconciliations.filter(({ own, sort }) => own.id === item.id && sort !== "invalid").map(({ other }) => other?.id));
    const transaction = shown();
    const { currency, number } = transaction.account;
    const what = transaction.items.length > 1 ? item.description : bareName(transaction);
    const chosen = await opening(
      () => import("../../dialogs/add-open-items.js"),
      ({ addOpenItems }) =>
        addOpenItems({
          title: transaction.side === "CREDIT" ? msg("reconciliations-add-item-title", { what }) : msg("reconciliations-add-payment-title", { what }),
          account: { number, currency },
          kinds: kindsFor(transaction),
          leftCents: before.remaining(item.id),
          openCents: (other) => (before.reconciliations.some((each) => each.other?.id === other.id) ? Math.max(before.remaining(other.id), 0) : other.unreconciledCents),
          fits: (other) => !taken.has(other.id) && (transaction.kind !== "REFUND" || other.transaction.paymentState !== "PROCESSING"),
        }),
    );
    if (!chosen?.length) return undefined;
    for (const { item: other, cents } of chosen) {
      added.push({ own: item.id, other });
      typed.set(`${item.id}.${other.id}`, cents ? asTyped(cents, currency) : "");
    }
    edit.typed();
    return `${item.id}.${chosen[0].item.id}`;
  }

  /** What the server says of a reconciliation's amount. @param {Reconciliation} reconciliation */
  const refused = ({ at }) => edit.error(...["", ".amountCents", ".creditItemId", ".debitItemId"].map((end) => `edges.${at}${end}`));

  /** Unlisted reconciliations are deleted (domain R13a), so the server is sent the ids that were shown. */
  const known = () => shown().reconciliations.edges.map(({ node }) => node.id);

  /** Whether someone else changed the reconciliations since they were read. */
  const overtaken = () => edit.refusals.some(({ field }) => field?.includes("knownReconciliationIds"));

  const readAnew = () => load().then(edit.typed);

  async function save() {
    const now = found.data && ledger();
    if (!now?.changed || edit.busy || overtaken()) return;
    const sent = new Map(typed);
    const made = added;
    const payload = await edit.send();
    if (!payload) return void (/** @type {HTMLElement | null} */ (document.querySelector("main [aria-invalid=true]"))?.focus());
    toast(msg("reconciliations-saved", { name: nameOf(shown()) }), payload.batch?.id);
    await load(); // added rows stay until they are reloaded as stored, and so does the focus
    for (const [key, text] of sent) if (typed.get(key) === text) typed.delete(key);
    added = added.filter((pair) => !made.includes(pair));
    edit.preview = null;
    if (typed.size || added.length) edit.typed(); // typed meanwhile, not saved yet
    else visit.draw();
  }

  function discard() {
    typed.clear();
    added = [];
    edit.preview = null;
    edit.typed();
  }

  visit.hold({
    holds: () => Boolean(found.data) && ledger().changed,
    discard() {
      discard();
      edit.stop();
    },
  });

  /** @param {import("./ledger.js").Ledger} now */
  function comingOf(now) {
    if (overtaken()) {
      return html`<p class="problem">${edit.message} <button type="button" class="plain" @click=${readAnew}>${msg("reconciliations-refresh")}</button></p>`;
    }
    if (edit.failure) return html`<p class="problem">${edit.failure.message} <button type="button" class="plain" @click=${edit.typed}>${msg("shell-try-again")}</button></p>`;
    if (edit.message) return html`<p class="problem">${edit.message}</p>`;
    if (now.wrong) return html`<p class="soft">${msg("reconciliations-fix-first")}</p>`;
    const after = edit.preview?.transaction;
    return html`<span class="soft">${msg("reconciliations-after-saving")}</span> ${after ? status(after.status, after.statusReason) : nothing}`;
  }

  /** @param {import("./ledger.js").Ledger} now */
  function saveBar(now) {
    if (!now.changed) return nothing;
    const disabledReason = overtaken() ? msg("reconciliations-review") : undefined;
    return html`<div class="save-bar" role="region" aria-label=${msg("reconciliations-unsaved")}>
      <div aria-live="polite">${comingOf(now)}</div>
      <div class="actions">
        <button type="button" class="button" @click=${discard}>${msg("reconciliations-discard")}</button>
        ${button({ text: edit.busy ? msg("reconciliations-saving") : msg("forms-save"), key: "Ctrl+Enter", needs: RECONCILING, disabledReason, run: save }, "main")}
      </div>
    </div>`;
  }

  return { ledger, type, takeBack, add, refused, save, saveBar };
}
