/** What is typed and added on a transaction's reconciliations and not saved yet: one modification, tried as it is typed. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { editing } from "../../mutation.js";
import { button } from "../../parts/action.js";
import { status } from "../../parts/status.js";
import { toast } from "../../parts/toast.js";
import { MODIFY_RECONCILIATIONS } from "../../queries/reconciliations.js";
import { RECONCILING } from "../../session.js";
import { asTyped } from "../../typed-money.js";
import { ledgerOf, listed, nameOf } from "./ledger.js";
import { kindsFor } from "./rules.js";

/** @typedef {import("./ledger.js").Edge} Edge */

/**
 * @param {import("../../router.js").Visit} visit
 * @param {import("./reading.js").Reconciled} found
 * @param {() => Promise<void>} load reads the transaction again
 */
export function draft(visit, found, load) {
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
      return { transactionId: found.data.id, edges: listed(now, found.data), knownReconciliationIds: known() };
    },
  });

  /**
   * @param {Edge} edge
   * @param {string} text
   */
  function type(edge, text) {
    typed.set(edge.key, text);
    edit.typed();
  }

  /** Takes back what was added. @param {Edge} gone */
  function takeBack(gone) {
    added = added.filter(({ own, other }) => own !== gone.own.id || other.id !== gone.other.id);
    typed.delete(gone.key);
    for (const edge of ledger().edges) if (edge.typed === null && edge.sort !== "new") typed.delete(edge.key);
    edit.typed();
  }

  /**
   * Chooses open items of the other side for an item of this transaction, each with what both have open.
   * @param {any} item
   * @returns {Promise<string | undefined>} the key of the first that was added
   */
  async function add(item) {
    const { addOpenItems } = await import("../../dialogs/add-open-items.js");
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
    if (!chosen.length) return undefined;
    let left = before.remaining(item.id);
    for (const other of chosen) {
      const cents = Math.max(Math.min(left, before.edges.some((edge) => edge.other?.id === other.id) ? before.remaining(other.id) : other.unreconciledCents), 0);
      left -= cents;
      added.push({ own: item.id, other });
      typed.set(`${item.id}.${other.id}`, cents ? asTyped(cents, currency) : "");
    }
    edit.typed();
    return `${item.id}.${chosen[0].id}`;
  }

  /** What the server says of an edge's amount. @param {Edge} edge */
  const refused = ({ at }) => edit.error(...["", ".amountCents", ".creditItemId", ".debitItemId"].map((end) => `edges.${at}${end}`));

  /** What is not listed is deleted (domain R13a): so the server is told which were seen. */
  const known = () => found.data.reconciliations.edges.map((/** @type {any} */ { node }) => node.id);

  /** Whether somebody else has reconciled it since it was read. */
  const overtaken = () => edit.refusals.some(({ field }) => field?.includes("knownReconciliationIds"));

  const readAnew = () => load().then(edit.typed);

  async function save() {
    const now = found.data && ledger();
    if (!now?.changed || edit.busy || overtaken()) return;
    const sent = new Map(typed);
    const made = added;
    const payload = await edit.send();
    if (!payload) return void (/** @type {HTMLElement | null} */ (document.querySelector("main [aria-invalid=true]"))?.focus());
    toast(`Reconciliations of ${nameOf(found.data)} saved.`, payload.batch?.id);
    await load(); // what was added stays in its row until it has come back as stored, and so does the focus
    for (const [key, text] of sent) if (typed.get(key) === text) typed.delete(key);
    added = added.filter((pair) => !made.includes(pair));
    edit.preview = null;
    if (typed.size || added.length) edit.typed(); // what was typed meanwhile is not saved yet
    else visit.draw();
  }

  function discard() {
    typed.clear();
    added = [];
    edit.preview = null;
    edit.typed();
  }

  /** @param {import("./ledger.js").Ledger} now */
  function comingOf(now) {
    if (overtaken()) {
      return html`<p class="problem">${edit.message} <button type="button" class="plain" @click=${readAnew}>Show it as it is</button></p>`;
    }
    if (edit.message) return html`<p class="problem">${edit.message}</p>`;
    if (now.wrong) return html`<p class="soft">Mend what is marked first.</p>`;
    const after = edit.preview?.transaction;
    return html`<span class="soft">After saving:</span> ${after ? status(after.status, after.statusReason) : nothing}`;
  }

  /** @param {import("./ledger.js").Ledger} now */
  function saveBar(now) {
    if (!now.changed) return nothing;
    const unless = overtaken() ? "Look at what has changed first." : undefined;
    return html`<div class="save-bar" role="region" aria-label="What is not saved yet">
      <div aria-live="polite">${comingOf(now)}</div>
      <div class="actions">
        <button type="button" class="button" @click=${discard}>Discard</button>
        ${button({ text: edit.busy ? "Saving…" : "Save", key: "Ctrl+Enter", needs: RECONCILING, unless, run: save }, "main")}
      </div>
    </div>`;
  }

  return { ledger, type, takeBack, add, refused, save, saveBar };
}
