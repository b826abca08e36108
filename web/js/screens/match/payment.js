/** The middle and the right pane: the money at hand, what it may be for, what is due on its account, and what will be so. */
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText, withMoney } from "../../money.js";
import { agingBar } from "../../parts/aging.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { failed, loading } from "../../parts/notices.js";
import { dateText, words } from "../../words.js";
import { factsOf } from "./rows.js";

/** @typedef {import("./queue.js").Entry} Entry */
/** @typedef {import("./desk.js").Desk} Desk */

/** What a proposal is for, in a few words. @param {import("./desk.js").Proposal} proposal */
function nameOf({ ground, chosen }) {
  if (ground === "OLDEST") return "Oldest first";
  const names = [...new Set(chosen.map(({ transaction, item }) => (item ? `${item.description}, ${transaction.number}` : transaction.number)))];
  const [{ transaction }] = chosen;
  return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : `${names.join(" and ")}${names.length === 1 ? `, ${dateText(transaction.dueOn ?? transaction.date)}` : ""}`;
}

/**
 * The reason of what is marked, what speaks against it, and the other proposals.
 * @param {Entry} entry
 * @param {Desk} desk
 * @param {(index: number) => void} take
 */
function reasonView(entry, desk, take) {
  const { proposals, at } = desk;
  const shown = proposals[at];
  const others = proposals.length > 1 || (proposals.length === 1 && !shown);
  return html`<section class="reason ${shown?.sure ? "sure" : "look"}" aria-label="Reason">
    ${shown
      ? html`<p><b>${shown.sure ? "Sure." : "Look."}</b> ${withMoney(shown.reason)}</p>
          ${shown.counterEvidence.map((each) => html`<p class="against">${withMoney(each)}</p>`)}`
      : html`<p>${desk.marked.chosen.length ? "Chosen by you." : entry.best ? "Nothing points to one of these." : "There is no proposal."}</p>`}
    ${others
      ? html`<div class="proposals">
          ${proposals.map((each, index) => html`<button type="button" class="chip" aria-pressed=${index === at} title=${withMoney(each.reason)} @click=${() => take(index)}>
            <kbd aria-hidden="true">${index + 1}</kbd> ${nameOf(each)}
          </button>`)}
        </div>`
      : nothing}
  </section>`;
}

/**
 * What will be so once it is accepted.
 * @param {Entry} entry
 * @param {Desk} desk
 */
function afterView({ cents, currency, transaction }, { marked, account }) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const { parts, left } = marked.split();
  if (!parts.size) return html`<p class="after soft">${text(cents)} stays unapplied. Balance ${text(account.balanceCents)}.</p>`;
  /** @type {Map<string, number>} */
  const codes = new Map();
  const invoices = account.open.nodes.flatMap(({ number, unreconciledCents, items }) => {
    let paid = 0;
    for (const { id, ledgerCode } of items) {
      const part = parts.get(id) ?? 0;
      paid += part;
      if (part && ledgerCode) codes.set(ledgerCode.code, (codes.get(ledgerCode.code) ?? 0) + part);
    }
    if (!paid) return [];
    return [paid === unreconciledCents ? `${number} paid in full` : `${number} has ${text(unreconciledCents - paid)} left to pay`];
  });
  const lines = [
    left ? `${text(left)} of ${transaction.number} stays unapplied` : `${transaction.number} fully applied`,
    ...(invoices.length > 4 ? [...invoices.slice(0, 3), `${invoices.length - 3} more invoices`] : invoices),
    `balance stays ${text(account.balanceCents)}`,
    `in reports ${[...codes].map(([code, amount]) => `${code} +${text(amount)}`).join(", ")}`,
  ];
  return html`<p class="after soft" aria-live="polite"><b>After this:</b> ${lines.join(" · ")}.</p>`;
}

/**
 * @param {Entry} entry
 * @param {import("./details.js").Beside} beside
 * @param {{ draw: () => void, again: () => void, take: (index: number) => void }} how
 */
export function paymentView(entry, { desk, failure }, { draw, again, take }) {
  const { currency, cents, transaction, problem } = entry;
  const { account } = transaction;
  const whole = desk?.transaction.amountCents ?? cents;
  const all = cents === whole ? nothing : html` <span class="soft">of ${moneyText(whole, currency)}</span>`;
  return html`<div class="card money-at-hand">
      <h2><span class="amount">${moneyText(cents, currency)}</span>${all} <a href=${billingOf(account.number, transaction.number)}>${account.ownerName}</a></h2>
      <p>${factsOf(entry)}</p>
    </div>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
    ${failure
      ? failed(failure, again)
      : desk
        ? repeat([entry], (each) => each.id, () => html`${reasonView(entry, desk, take)} ${duesView(desk, currency, draw)} ${afterView(entry, desk)}`)
        : loading("what is due", 5)}`;
}

/**
 * What is due on the account, to be marked.
 * @param {Desk} desk
 * @param {string} currency
 * @param {() => void} draw
 */
function duesView({ marked, account: { open } }, currency, draw) {
  if (!marked.offered) return html`<p class="soft">Nothing is due on this account.</p>`;
  const { left, problems } = marked.split();
  return html`${marked.view({ error: () => "", typed: draw }, "Apply to")}
    ${open.totalCount > open.nodes.length ? html`<p class="soft">Showing the oldest ${open.nodes.length} of ${open.totalCount} open invoices.</p>` : nothing}
    <p class="left-over ${problems.size ? "wrong" : ""}">Unapplied <b class="money">${moneyText(left, currency)}</b></p>`;
}

/**
 * The account beside the money: what it owes and since when, earlier money of the same amount.
 * @param {Entry} entry
 * @param {Desk | undefined} desk
 */
export function accountView({ cents, currency, transaction }, desk) {
  if (!desk) return nothing;
  const { number, ownerName } = transaction.account;
  const { balanceCents, unreconciledDebitCents, unreconciledCreditCents, aging, earlier } = desk.account;
  const same = earlier.nodes.filter((each) => each.amountCents === cents && each.id !== desk.transaction.id);
  const line = (/** @type {string} */ what, /** @type {number} */ amount) => html`<div><dt>${what}</dt><dd class="money">${moneyText(amount, currency)}</dd></div>`;
  return html`<h2><a href=${billingOf(number)}>${ownerName}</a> <small>${number}</small></h2>
    <dl>${line("Balance", balanceCents)} ${line("Due", unreconciledDebitCents)} ${line("Unapplied", unreconciledCreditCents)}</dl>
    ${agingBar(aging, currency, "Due by age")}
    <h3>Earlier money of this amount</h3>
    ${same.length
      ? html`<ul>${same.map((each) => html`<li><a href=${reconciliationsOf(each.id)}>${dateText(each.date)}</a> <span class="soft">${each.number} · ${each.method ? words(each.method) : nothing}</span></li>`)}</ul>`
      : html`<p class="soft">None.</p>`}
    <p><a href=${reconciliationsOf(desk.transaction.id)}>Reconciliations of ${transaction.number}</a></p>`;
}
