/** What the middle and the right pane are made of: the reason of what is marked, what is due, what will be so, the account. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText, readably } from "../../money.js";
import { agingBar } from "../../parts/aging.js";
import { billingOf, reconciliationsOf } from "../../parts/links.js";
import { msg, texts } from "../../texts.js";
import { dateText, isUsual, words } from "../../words.js";

await texts("match");

/** @typedef {import("../../queries/match.js").MatchDetail_account} Account */
/** @typedef {import("./desk.js").Marks} Marks */

/** What marks are on, in a few words. @param {import("../../parts/marking.js").Chosen[]} chosen */
export function namesOf(chosen) {
  const names = [...new Set(chosen.map(({ transaction, item }) => (item ? `${item.description}, ${transaction.number}` : transaction.number)))];
  const [{ transaction }] = chosen;
  return names.length === 1 ? `${names[0]}, ${dateText(transaction.dueOn ?? transaction.date)}` : listText(names);
}

/** Names as one text: the first alone where there are more than two. @param {string[]} names */
export function listText([one = "", other, ...more]) {
  if (more.length) return msg("match-and-more", { one, count: more.length + 1 });
  return other ? msg("shell-and", { one, other }) : one;
}

/**
 * The reason of what is marked, what speaks against it, and all proposals as chips, where there is a choice.
 * @param {{ sure: boolean, reason: string, counterEvidence: string[] } | undefined} shown the proposal that is marked
 * @param {string} otherwise the text where none is
 * @param {{ text: string, reason: string, here: boolean }[]} chips
 * @param {(index: number) => void} take
 */
export function reasonView(shown, otherwise, chips, take) {
  return html`<section class="reason ${shown?.sure ? "sure" : "look"}" aria-label=${msg("match-reason")}>
    ${shown
      ? html`<p><b>${shown.sure ? msg("match-is-sure") : msg("match-is-likely")}</b> ${readably(shown.reason)}</p>
          ${shown.counterEvidence.map((each) => html`<p class="against">${readably(each)}</p>`)}`
      : html`<p>${otherwise}</p>`}
    ${chips.length > 1 || (chips.length && !shown)
      ? html`<div class="proposals">
          ${chips.map(({ text, reason, here }, index) => html`<button type="button" class="chip" aria-pressed=${here} title=${readably(reason)} @click=${() => take(index)}>
            <kbd aria-hidden="true">${index + 1}</kbd> ${text}
          </button>`)}
        </div>`
      : nothing}
  </section>`;
}

/**
 * What is due on the account, to be marked.
 * @param {Marks} marked
 * @param {Account} account
 * @param {string} currency
 * @param {() => void} draw
 */
export function duesView(marked, { open }, currency, draw) {
  if (!marked.offered) return html`<p class="soft">${msg("match-nothing-due")}</p>`;
  const { left, problems } = marked.split();
  return html`${marked.view({ error: () => "", typed: draw }, msg("match-apply-to"))}
    ${open.totalCount > open.nodes.length ? html`<p class="soft">${msg("match-oldest-shown", { shown: open.nodes.length, total: open.totalCount })}</p>` : nothing}
    <p class="left-over ${problems.size ? "wrong" : ""}">${msg("match-unapplied")} <b class="money">${moneyText(left, currency)}</b></p>`;
}

/**
 * What will be so once the marks are accepted, a clause each.
 * @param {string} label what the money is called
 * @param {Marks} marked
 * @param {Account} account
 * @param {string} currency
 * @param {number} cents
 */
export function afterText(label, marked, account, currency, cents) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const { parts, left } = marked.split();
  if (!parts.size) return [msg("match-stays-unapplied", { amount: text(cents) })];
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
    return [paid === unreconciledCents ? msg("match-paid-in-full", { number }) : msg("match-left-to-pay", { number, amount: text(unreconciledCents - paid) })];
  });
  return [
    left ? msg("match-part-unapplied", { amount: text(left), label }) : msg("match-fully-applied", { label }),
    ...(invoices.length > 4 ? [...invoices.slice(0, 3), msg("match-more-invoices", { count: invoices.length - 3 })] : invoices),
    msg("match-in-reports", { codes: [...codes].map(([code, amount]) => `${code} +${text(amount)}`).join(", ") }),
  ];
}

/** @param {string[]} clauses */
export const afterView = (clauses) => html`<p class="after soft" aria-live="polite"><b>${msg("match-after")}</b> ${clauses.join(" · ")}.</p>`;

/**
 * The account beside the money: what it owes and since when, earlier money of the same amount, who pays for it by bank, what
 * was noted with its money, and what happened last.
 * @param {Account} account
 * @param {{ number: string, ownerName: string, currency: string, cents: number, transaction?: { id: string, label: string, kind: string, description: string } }} of `transaction` is
 *   the money itself, where it is recorded
 */
export function accountView({ balanceCents, unreconciledDebitCents, unreconciledCreditCents, aging, earlier, payers, last }, { number, ownerName, currency, cents, transaction }) {
  const same = earlier.nodes.filter((each) => each.amountCents === cents && each.id !== transaction?.id);
  const line = (/** @type {string} */ what, /** @type {number} */ amount) => html`<div><dt>${what}</dt><dd class="money">${moneyText(amount, currency)}</dd></div>`;
  return html`<h2><a href=${billingOf(number)}>${ownerName}</a> <small>${number}</small></h2>
    <dl>${line(msg("match-balance"), balanceCents)} ${line(msg("match-due"), unreconciledDebitCents)} ${line(msg("match-unapplied"), unreconciledCreditCents)}</dl>
    ${agingBar(aging, currency, msg("match-by-age"))}
    <section>
      <h3>${msg("match-earlier")}</h3>
      ${same.length
        ? html`<ul>${same.map((each) => html`<li><a href=${reconciliationsOf(each.id)}>${dateText(each.date)}</a> <span class="soft">${each.number} · ${each.method ? words(each.method) : nothing}</span></li>`)}</ul>`
        : html`<p class="soft">${msg("match-none")}</p>`}
    </section>
    ${payers.length
      ? html`<section>
          <h3>${msg("match-pays-by-bank")}</h3>
          <ul>${payers.map((each) => html`<li>${each.name ?? nothing} <span class="soft">${each.payerAccount ?? nothing}</span></li>`)}</ul>
        </section>`
      : nothing}
    ${notesView(last.nodes, transaction)}
    <section>
      <h3>${msg("match-statement")}</h3>
      <ul class="statement">
        ${last.nodes.map(
          (each) => html`<li>
            <a href=${billingOf(number, each.number)}>${each.number}</a>
            <span class="money">${moneyText(each.side === "CREDIT" ? -each.amountCents : each.amountCents, currency)}</span>
            <small>${dateText(each.date)} · ${words(each.kind)}${each.paymentState === "PROCESSING" ? `, ${msg("match-processing")}` : nothing}</small>
          </li>`,
        )}
      </ul>
      <p><a href=${billingOf(number)}>${msg("match-whole-account")}</a></p>
    </section>
    ${transaction ? html`<p><a href=${reconciliationsOf(transaction.id)}>${msg("match-reconciliations-of", { number: transaction.label })}</a></p>` : nothing}`;
}

/**
 * What was noted with the money at hand and the last money of the account, each once. A description that only names the kind, such as Payment, is no note.
 * @param {Account["last"]["nodes"]} last
 * @param {{ label: string, kind: string, description: string }} [transaction] the money at hand
 */
function notesView(last, transaction) {
  const all = [...(transaction ? [{ ...transaction, number: transaction.label }] : []), ...last];
  const noted = all.filter(({ kind, description }) => kind !== "INVOICE" && !isUsual(description, kind));
  const notes = new Map(noted.map(({ number, description }) => [number, description]));
  if (!notes.size) return nothing;
  return html`<section>
    <h3>${msg("match-notes")}</h3>
    <ul>${[...notes].map(([number, text]) => html`<li>${msg("match-quoted", { text })} <span class="soft">${number}</span></li>`)}</ul>
  </section>`;
}
