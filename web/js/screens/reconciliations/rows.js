/** The reconciliations of one item: each with its other side, its amount, and what can be done about it. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { moneyText, withMoney } from "../../money.js";
import { button } from "../../parts/action.js";
import { moment } from "../../parts/date.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { statusIcon } from "../../parts/status.js";
import { may, RECONCILING, UNDOING } from "../../session.js";
import { asTyped } from "../../typed-money.js";
import { counted, dateText, words } from "../../words.js";
import { itemName, nameOf } from "./ledger.js";
import { lockedBy, mending } from "./rules.js";

/** What made a reconciliation, in words. @type {Record<string, string>} */
const ORIGINS = {
  CHECKOUT: "paid at checkout",
  INSTALLMENT: "by a planned payment",
  BALANCE_PAYMENT: "when the balance was paid",
  SUBSCRIPTION: "by a subscription",
  MARK: "marked when the money was recorded",
  MANUAL: "by hand",
  SUGGESTION: "by a suggestion",
  RECONCILE_ACCOUNT: "by reconciling the account",
  RECONCILE_ALL: "by reconciling all accounts",
  REFUND: "by the refund",
  CANCELLATION: "by the cancellation",
  CORRECTION: "by the payment correction",
  IMPORT: "imported",
};

/**
 * @typedef {object} Hands what the rows can do
 * @property {(edge: import("./ledger.js").Edge, text: string) => void} type
 * @property {(edge: import("./ledger.js").Edge) => void} drop deletes it, or takes back one that was added
 * @property {(edge: import("./ledger.js").Edge) => void} mend
 * @property {(item: any) => void} add
 * @property {(edge: import("./ledger.js").Edge) => string} refused what the server says of its amount
 * @property {number} most how many of an item's reconciliations are shown, apart from those that are edited
 * @property {() => void} showMore
 * @property {string | undefined} fixed why nothing can be added or changed, whoever one is
 */

/**
 * An item of the transaction with its reconciliations.
 * @param {any} item
 * @param {import("./ledger.js").Ledger} ledger
 * @param {any} transaction
 * @param {Hands} hands
 */
export function itemView(item, ledger, transaction, hands) {
  const { currency } = transaction.account;
  const edges = ledger.edges.filter((edge) => edge.own.id === item.id);
  const seen = edges.filter((edge, index) => index < hands.most || edge.typed !== null || edge.sort === "new");
  const left = ledger.remaining(item.id);
  const facts = [item.ledgerCode?.code, item.member?.name].filter(Boolean).join(" · ");
  const full = left > 0 ? undefined : "Nothing of it is open. Lower an amount or delete a reconciliation first.";
  const headed = transaction.items.length > 1;
  return html`<section class="card reconciled-item" aria-label=${headed ? item.description : `Reconciliations of ${nameOf(transaction)}`}>
    <header>
      ${statusIcon(item.status, item.statusReason)}
      <h2>${headed ? item.description : `${words(transaction.kind)} ${transaction.number}`}${facts ? html` <small>${facts}</small>` : nothing}</h2>
      <p class="open-part">
        <span class=${left ? "money" : "money zero"}>${moneyText(Math.max(left, 0), currency)}</span> open
        <span class="soft">of ${moneyText(item.amountCents, currency)}</span>
      </p>
      ${button({
        text: transaction.side === "CREDIT" ? "Add what it pays" : "Add what pays it",
        needs: RECONCILING,
        unless: hands.fixed ?? full,
        run: () => hands.add(item),
      })}
    </header>
    ${edges.length
      ? html`<ul class="edges">
          ${repeat(seen, (edge) => edge.key, (edge) => edgeView(edge, ledger, transaction, hands))}
        </ul>
        ${seen.length < edges.length
          ? html`<p class="more">
              <span class="soft">${seen.length.toLocaleString()} of ${counted(edges.length, "reconciliation")}</span>
              ${button({ text: "Show more", run: hands.showMore })}
            </p>`
          : nothing}`
      : html`<p class="soft none">${item.amountCents ? (hands.fixed ?? withMoney(item.statusReason)) : "It is free: nothing is to be paid."}</p>`}
  </section>`;
}

/**
 * @param {import("./ledger.js").Edge} edge
 * @param {import("./ledger.js").Ledger} ledger
 * @param {any} transaction
 * @param {Hands} hands
 */
function edgeView(edge, ledger, transaction, hands) {
  const { currency } = transaction.account;
  const { node, other, sort } = edge;
  const fixed = sort === "planned" || sort === "faulty" || node?.locked;
  return html`<li class="edge ${sort} ${edge.typed !== null || sort === "new" ? "edited" : ""}" data-row data-key=${edge.key} tabindex="-1" aria-label=${said(edge, transaction)}>
    <div class="other">
      ${otherSide(edge)}
      <small>${node ? html`${words(ORIGINS[node.origin])} · ${moment(node.recordedAt)} · ${node.recordedBy}` : "Not saved yet"}</small>
    </div>
    <div class="other-open">
      ${other && sort !== "faulty"
        ? html`<span class="soft">${moneyText(Math.max(ledger.remaining(other.id), 0), currency)} open of ${moneyText(other.amountCents, currency)}</span>`
        : nothing}
    </div>
    ${fixed || hands.fixed || !may(...RECONCILING) ? html`<span class="money amount-fixed">${moneyText(edge.cents, currency)}</span>` : amountField(edge, transaction, hands)}
    ${fixed && sort !== "faulty"
      ? html`<span class="lock" role="img" aria-label="Locked"><svg viewBox="0 0 24 24" aria-hidden="true"><rect x="5" y="10.5" width="14" height="10" rx="2" /><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5" /></svg></span>`
      : button({ text: sort === "new" ? "Take back" : "Delete", needs: sort === "new" ? [] : UNDOING, danger: sort !== "new", run: () => hands.drop(edge) })}
    ${note(edge, ledger, transaction, hands)}
  </li>`;
}

/** @param {import("./ledger.js").Edge} edge */
function otherSide({ other, node }) {
  if (!other) return html`<b>Planned payment</b> due ${dateText(node.plannedPayment.dueOn)}, ${words(node.plannedPayment.method)}`;
  const { transaction, description } = other;
  const kind = words(transaction.kind);
  return html`<a href=${reconciliationsOf(transaction.id)}>${kind} ${transaction.number}</a>
    <span>${description === kind ? "" : `${description}, `}${dateText(transaction.date)}</span>`;
}

/**
 * @param {import("./ledger.js").Edge} edge
 * @param {any} transaction
 * @param {Hands} hands
 */
function amountField(edge, transaction, hands) {
  const { currency } = transaction.account;
  const problem = edge.problem || hands.refused(edge);
  return html`<span class="money-input ${problem ? "wrong" : ""}"
    ><input
      inputmode="decimal"
      autocomplete="off"
      aria-label="Amount with ${itemName(edge.other)}"
      aria-invalid=${problem ? "true" : "false"}
      aria-describedby="note-${edge.key}"
      .value=${edge.field ?? asTyped(edge.cents, currency)}
      @input=${(/** @type {Event} */ event) => hands.type(edge, /** @type {HTMLInputElement} */ (event.target).value)} /><span aria-hidden="true">${currency}</span></span
  >`;
}

/**
 * What is wrong with a row, what locks it, or how it is mended.
 * @param {import("./ledger.js").Edge} edge
 * @param {import("./ledger.js").Ledger} ledger
 * @param {any} transaction
 * @param {Hands} hands
 */
function note(edge, ledger, transaction, hands) {
  const id = `note-${edge.key}`;
  if (edge.sort === "faulty") {
    const { wrong, mend } = mending(edge, ledger, transaction);
    return html`<div class="note problem" id=${id}>
      <p><b>Reconciliation error.</b> ${wrong} It was imported although it breaks the rules, and counts nowhere. ${mend}</p>
      ${button({ text: "Mend", needs: [...new Set([...RECONCILING, ...UNDOING])], run: () => hands.mend(edge) }, "main")}
    </div>`;
  }
  if (edge.node?.locked) return html`<p class="note" id=${id}>Locked: ${edge.node.lockReason} ${wayOut(edge, transaction)}</p>`;
  const problem = edge.problem || hands.refused(edge);
  if (problem) return html`<p class="note problem" id=${id}>${problem}</p>`;
  return edge.typed !== null && edge.sort === "real"
    ? html`<p class="note soft" id=${id}>It was ${moneyText(edge.storedCents, transaction.account.currency)}.</p>`
    : nothing;
}

/**
 * What locks it, as a link to where that is looked after.
 * @param {import("./ledger.js").Edge} edge
 * @param {any} transaction
 */
function wayOut(edge, transaction) {
  const lock = lockedBy(edge, transaction);
  const { number } = transaction.account;
  if (lock?.by === "planned") return html`<a href="/upcoming?search=${encodeURIComponent(number)}">Go to its upcoming payments</a>`;
  if (lock?.by === "processing") return html`<a href=${billingOf(number, lock.transaction.number)}>Go to ${nameOf(lock.transaction)}</a>`;
  return nothing;
}

/**
 * A row in one sentence, for whoever hears it when they come to it.
 * @param {import("./ledger.js").Edge} edge
 * @param {any} transaction
 */
function said({ other, node, cents }, transaction) {
  const whom = other ? itemName(other) : `the planned payment due ${dateText(node.plannedPayment.dueOn)}`;
  return `${moneyText(cents, transaction.account.currency)} with ${whom}`;
}
