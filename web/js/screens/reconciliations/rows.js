/** The reconciliations of one item, each with its other side, amount and actions. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { numberText } from "../../locale.js";
import { moneyText, readably } from "../../money.js";
import { button } from "../../parts/action.js";
import { moment } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { statusIcon } from "../../parts/status.js";
import { may, RECONCILING, UNDOING } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { asTyped } from "../../typed-money.js";
import { dateText, isUsual, personName, words } from "../../words.js";
import { bareName, itemName, nameOf, plannedText, thePlanned } from "./ledger.js";
import { lockedBy, howToFix } from "./rules.js";

await texts("forms", "reconciliations");

/** Labels of origins. @type {Record<import("../../../types/schema.js").ReconciliationOrigin, string>} */
const ORIGINS = {
  CHECKOUT: msg("reconciliations-by-checkout"),
  INSTALLMENT: msg("reconciliations-by-planned"),
  BALANCE_PAYMENT: msg("reconciliations-by-balance"),
  SUBSCRIPTION: msg("reconciliations-by-subscription"),
  MARK: msg("reconciliations-by-mark"),
  MANUAL: msg("reconciliations-by-hand"),
  SUGGESTION: msg("reconciliations-by-suggestion"),
  RECONCILE_ACCOUNT: msg("reconciliations-by-account"),
  RECONCILE_ALL: msg("reconciliations-by-all"),
  REFUND: msg("reconciliations-by-refund"),
  CANCELLATION: msg("reconciliations-by-cancellation"),
  CORRECTION: msg("reconciliations-by-correction"),
  IMPORT: msg("reconciliations-by-import"),
  WRITE_OFF: msg("reconciliations-by-write-off"),
};

/**
 * @typedef {object} RowActions callbacks of the rows
 * @property {(reconciliation: import("./ledger.js").Reconciliation, text: string) => void} type
 * @property {(reconciliation: import("./ledger.js").Reconciliation) => void} drop delete it, or remove an added one
 * @property {(reconciliation: import("./ledger.js").Reconciliation) => void} fix
 * @property {(item: { id: string, description: string }) => void} add
 * @property {(reconciliation: import("./ledger.js").Reconciliation) => string} refused the server's error for its amount
 * @property {number} most how many of an item's reconciliations are shown, besides edited ones
 * @property {() => void} showMore
 * @property {string | undefined} fixed why nothing can be added or changed, whatever the permissions
 */

/**
 * An item of the transaction with its reconciliations.
 * @param {import("./ledger.js").Transaction["items"][number]} item
 * @param {import("./ledger.js").Ledger} ledger
 * @param {import("./ledger.js").Transaction} transaction
 * @param {RowActions} actions
 */
export function itemView(item, ledger, transaction, actions) {
  const { currency } = transaction.account;
  const reconciliations = ledger.reconciliations.filter((reconciliation) => reconciliation.own.id === item.id);
  const seen = reconciliations.filter((reconciliation, index) => index < actions.most || reconciliation.typed !== null || reconciliation.sort === "new");
  const left = ledger.remaining(item.id);
  const details = [item.ledgerCode?.code, item.member?.name].filter(Boolean).join(" · ");
  const full = left > 0 ? undefined : msg("reconciliations-nothing-open");
  const headed = transaction.items.length > 1;
  return html`<section class="card reconciled-item" aria-label=${headed ? item.description : msg("reconciliations-of", { name: bareName(transaction) })}>
    <header>
      ${statusIcon(item.status, item.statusReason)}
      <h2>${headed ? item.description : `${words(transaction.kind)} ${transaction.number}`}${details ? html` <small>${details}</small>` : nothing}</h2>
      <p class="open-part">
        ${msgView("reconciliations-open-of", {
          open: html`<span class=${left ? "money" : "money zero"}>${moneyText(Math.max(left, 0), currency)}</span>`,
          amount: html`<span class="soft">${msg("reconciliations-of-amount", { amount: moneyText(item.amountCents, currency) })}</span>`,
        })}
      </p>
      ${button({
        text: transaction.side === "CREDIT" ? msg("reconciliations-add-item") : msg("reconciliations-add-payment"),
        object: msg("reconciliations-to-item", { item: itemName({ ...item, transaction }) }),
        needs: RECONCILING,
        disabledReason: actions.fixed ?? full,
        run: () => actions.add(item),
      })}
    </header>
    ${reconciliations.length
      ? html`<ul class="reconciliations">
          ${repeat(seen, (reconciliation) => reconciliation.key, (reconciliation) => reconciliationView(reconciliation, ledger, transaction, actions))}
        </ul>
        ${seen.length < reconciliations.length
          ? html`<p class="more">
              <span class="soft">${msg("reconciliations-shown-of", { shown: numberText(seen.length), count: reconciliations.length })}</span>
              ${button({ text: msg("reconciliations-show-more"), run: actions.showMore })}
            </p>`
          : nothing}`
      : html`<p class="soft none">${item.amountCents ? (actions.fixed ?? readably(item.statusReason)) : msg("reconciliations-free")}</p>`}
  </section>`;
}

/**
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Ledger} ledger
 * @param {import("./ledger.js").Transaction} transaction
 * @param {RowActions} actions
 */
function reconciliationView(reconciliation, ledger, transaction, actions) {
  const { currency } = transaction.account;
  const { node, other, sort } = reconciliation;
  const fixed = sort === "planned" || sort === "invalid" || node?.locked;
  return html`<li class="reconciliation ${sort} ${reconciliation.typed !== null || sort === "new" ? "edited" : ""}" data-row data-key=${reconciliation.key} tabindex="-1" aria-label=${labelOf(reconciliation, transaction)}>
    <div class="other">
      ${otherSide(reconciliation)}
      <small>${node ? html`${ORIGINS[node.origin]} · ${moment(node.recordedAt)} · ${personName(node.recordedBy)}` : msg("reconciliations-not-saved")}</small>
    </div>
    <div class="other-open">
      ${other && sort !== "invalid"
        ? html`<span class="soft">${msg("reconciliations-other-open", { open: moneyText(Math.max(ledger.remaining(other.id), 0), currency), amount: moneyText(other.amountCents, currency) })}</span>`
        : nothing}
    </div>
    ${fixed || actions.fixed || !may(...RECONCILING) ? html`<span class="money amount-fixed">${moneyText(reconciliation.cents, currency)}</span>` : amountField(reconciliation, transaction, actions)}
    ${fixed && sort !== "invalid"
      ? html`<span class="lock" role="img" aria-label=${msg("reconciliations-is-locked")}><svg viewBox="0 0 24 24" aria-hidden="true"><rect x="5" y="10.5" width="14" height="10" rx="2" /><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5" /></svg></span>`
      : button({ text: sort === "new" ? msg("reconciliations-remove") : msg("forms-delete"), needs: sort === "new" ? [] : UNDOING, danger: sort !== "new", object: withWhom(reconciliation, currency), run: () => actions.drop(reconciliation) })}
    ${note(reconciliation, ledger, transaction, actions)}
  </li>`;
}

/**
 * "with invoice INV-1001-1, $75.00"
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {string} currency
 */
const withWhom = ({ other, node, storedCents, cents }, currency) =>
  msg("reconciliations-object", { other: other ? itemName(other) : thePlanned(node), amount: moneyText(storedCents || cents, currency) });

/** @param {import("./ledger.js").Reconciliation} reconciliation */
function otherSide({ other, node }) {
  if (!other) return html`<b>${msg("reconciliations-planned-payment")}</b> ${plannedText(node)}${node?.plannedPayment ? `, ${words(node.plannedPayment.method)}` : nothing}`;
  const { transaction, description } = other;
  const kind = words(transaction.kind);
  return html`<a href=${reconciliationsOf(transaction.id)}>${kind} ${transaction.number}</a>
    <span>${isUsual(description, transaction.kind) ? "" : `${description}, `}${dateText(transaction.date)}</span>`;
}

/**
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Transaction} transaction
 * @param {RowActions} actions
 */
function amountField(reconciliation, transaction, actions) {
  const { currency } = transaction.account;
  const problem = reconciliation.problem || actions.refused(reconciliation);
  return html`<span class="money-input ${problem ? "wrong" : ""}"
    ><input
      inputmode="decimal"
      autocomplete="off"
      aria-label=${msg("reconciliations-amount-with", { item: itemName(reconciliation.other ?? reconciliation.own) })}
      aria-invalid=${problem ? "true" : "false"}
      aria-describedby="note-${reconciliation.key}"
      .value=${reconciliation.field ?? asTyped(reconciliation.cents, currency)}
      @input=${(/** @type {Event} */ event) => actions.type(reconciliation, /** @type {HTMLInputElement} */ (event.target).value)} /><span aria-hidden="true">${currency}</span></span
  >`;
}

/**
 * A row's error, its lock, or how to fix it.
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Ledger} ledger
 * @param {import("./ledger.js").Transaction} transaction
 * @param {RowActions} actions
 */
function note(reconciliation, ledger, transaction, actions) {
  const id = `note-${reconciliation.key}`;
  if (reconciliation.sort === "invalid") {
    const { wrong, fix } = howToFix(reconciliation, ledger, transaction);
    return html`<div class="note problem" id=${id}>
      <p>${msgView("reconciliations-is-invalid", { error: html`<b>${words("RECONCILIATION_ERROR")}.</b>`, wrong, fix })}</p>
      ${button({ text: msg("reconciliations-fix"), object: withWhom(reconciliation, transaction.account.currency), needs: [...new Set([...RECONCILING, ...UNDOING])], run: () => actions.fix(reconciliation) }, "main")}
    </div>`;
  }
  if (reconciliation.node?.locked) return html`<p class="note" id=${id}>${msg("reconciliations-locked-why", { reason: reconciliation.node.lockReason ?? "" })} ${wayOut(reconciliation, transaction)}</p>`;
  const problem = reconciliation.problem || actions.refused(reconciliation);
  if (problem) return html`<p class="note problem" id=${id}>${problem}</p>`;
  return reconciliation.typed !== null && reconciliation.sort === "real"
    ? html`<p class="note soft" id=${id}>${msg("reconciliations-was", { amount: moneyText(reconciliation.storedCents, transaction.account.currency) })}</p>`
    : nothing;
}

/**
 * A link to what locks it.
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Transaction} transaction
 */
function wayOut(reconciliation, transaction) {
  const lock = lockedBy(reconciliation, transaction);
  const { number } = transaction.account;
  if (lock?.by === "planned") return html`<a href="/upcoming?search=${encodeURIComponent(number)}">${msg("reconciliations-to-upcoming")}</a>`;
  if (lock?.by === "processing") return html`<a href=${billingOf(number, lock.transaction.number)}>${msg("reconciliations-to-name", { name: nameOf(lock.transaction) })}</a>`;
  return nothing;
}

/**
 * A row in one sentence, for screen readers.
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Transaction} transaction
 */
function labelOf({ other, node, cents }, transaction) {
  return msg("reconciliations-label", { amount: moneyText(cents, transaction.account.currency), other: other ? itemName(other) : thePlanned(node) });
}
