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
import { asTyped } from "../../typed-money.js";
import { counted, dateText, words } from "../../words.js";
import { itemName, nameOf, plannedText } from "./ledger.js";
import { lockedBy, howToFix } from "./rules.js";

/** Labels of origins. @type {Record<import("../../../types/schema.js").ReconciliationOrigin, string>} */
const ORIGINS = {
  CHECKOUT: "paid at checkout",
  INSTALLMENT: "by a planned payment",
  BALANCE_PAYMENT: "by a balance payment",
  SUBSCRIPTION: "by a subscription",
  MARK: "applied when recorded",
  MANUAL: "manual",
  SUGGESTION: "from a suggestion",
  RECONCILE_ACCOUNT: "by reconciling the account",
  RECONCILE_ALL: "by reconciling all accounts",
  REFUND: "by the refund",
  CANCELLATION: "by the cancellation",
  CORRECTION: "by the payment correction",
  IMPORT: "imported",
  WRITE_OFF: "write-off",
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
  const full = left > 0 ? undefined : "No open amount. Lower an amount or delete a reconciliation first.";
  const headed = transaction.items.length > 1;
  return html`<section class="card reconciled-item" aria-label=${headed ? item.description : `Reconciliations of ${nameOf(transaction)}`}>
    <header>
      ${statusIcon(item.status, item.statusReason)}
      <h2>${headed ? item.description : `${words(transaction.kind)} ${transaction.number}`}${details ? html` <small>${details}</small>` : nothing}</h2>
      <p class="open-part">
        <span class=${left ? "money" : "money zero"}>${moneyText(Math.max(left, 0), currency)}</span> open
        <span class="soft">of ${moneyText(item.amountCents, currency)}</span>
      </p>
      ${button({
        text: transaction.side === "CREDIT" ? "Add item" : "Add payment",
        object: `to ${itemName({ ...item, transaction })}`,
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
              <span class="soft">${numberText(seen.length)} of ${counted(reconciliations.length, "reconciliation")}</span>
              ${button({ text: "Show more", run: actions.showMore })}
            </p>`
          : nothing}`
      : html`<p class="soft none">${item.amountCents ? (actions.fixed ?? readably(item.statusReason)) : "Free item: nothing to pay."}</p>`}
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
      <small>${node ? html`${words(ORIGINS[node.origin])} · ${moment(node.recordedAt)} · ${node.recordedBy}` : "Not saved yet"}</small>
    </div>
    <div class="other-open">
      ${other && sort !== "invalid"
        ? html`<span class="soft">${moneyText(Math.max(ledger.remaining(other.id), 0), currency)} open of ${moneyText(other.amountCents, currency)}</span>`
        : nothing}
    </div>
    ${fixed || actions.fixed || !may(...RECONCILING) ? html`<span class="money amount-fixed">${moneyText(reconciliation.cents, currency)}</span>` : amountField(reconciliation, transaction, actions)}
    ${fixed && sort !== "invalid"
      ? html`<span class="lock" role="img" aria-label="Locked"><svg viewBox="0 0 24 24" aria-hidden="true"><rect x="5" y="10.5" width="14" height="10" rx="2" /><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5" /></svg></span>`
      : button({ text: sort === "new" ? "Remove" : "Delete", needs: sort === "new" ? [] : UNDOING, danger: sort !== "new", object: `reconciliation ${withWhom(reconciliation, currency)}`, run: () => actions.drop(reconciliation) })}
    ${note(reconciliation, ledger, transaction, actions)}
  </li>`;
}

/**
 * "with invoice INV-1001-1, $75.00"
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {string} currency
 */
const withWhom = ({ other, node, storedCents, cents }, currency) =>
  `with ${other ? itemName(other) : `the planned payment ${plannedText(node)}`}, ${moneyText(storedCents || cents, currency)}`;

/** @param {import("./ledger.js").Reconciliation} reconciliation */
function otherSide({ other, node }) {
  if (!other) return html`<b>Planned payment</b> ${plannedText(node)}${node?.plannedPayment ? `, ${words(node.plannedPayment.method)}` : nothing}`;
  const { transaction, description } = other;
  const kind = words(transaction.kind);
  return html`<a href=${reconciliationsOf(transaction.id)}>${kind} ${transaction.number}</a>
    <span>${description === kind ? "" : `${description}, `}${dateText(transaction.date)}</span>`;
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
      aria-label="Amount with ${itemName(reconciliation.other ?? reconciliation.own)}"
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
      <p><b>Reconciliation error.</b> ${wrong} It was imported as invalid and is not counted. ${fix}</p>
      ${button({ text: "Fix", object: `reconciliation ${withWhom(reconciliation, transaction.account.currency)}`, needs: [...new Set([...RECONCILING, ...UNDOING])], run: () => actions.fix(reconciliation) }, "main")}
    </div>`;
  }
  if (reconciliation.node?.locked) return html`<p class="note" id=${id}>Locked: ${reconciliation.node.lockReason} ${wayOut(reconciliation, transaction)}</p>`;
  const problem = reconciliation.problem || actions.refused(reconciliation);
  if (problem) return html`<p class="note problem" id=${id}>${problem}</p>`;
  return reconciliation.typed !== null && reconciliation.sort === "real"
    ? html`<p class="note soft" id=${id}>Was ${moneyText(reconciliation.storedCents, transaction.account.currency)}.</p>`
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
  if (lock?.by === "planned") return html`<a href="/upcoming?search=${encodeURIComponent(number)}">Go to upcoming payments</a>`;
  if (lock?.by === "processing") return html`<a href=${billingOf(number, lock.transaction.number)}>Go to ${nameOf(lock.transaction)}</a>`;
  return nothing;
}

/**
 * A row in one sentence, for screen readers.
 * @param {import("./ledger.js").Reconciliation} reconciliation
 * @param {import("./ledger.js").Transaction} transaction
 */
function labelOf({ other, node, cents }, transaction) {
  const whom = other ? itemName(other) : `the planned payment ${plannedText(node)}`;
  return `${moneyText(cents, transaction.account.currency)} with ${whom}`;
}
