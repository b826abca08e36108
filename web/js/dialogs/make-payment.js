/** Recording a payment or a deposit: what it is, what it pays, and what stays on the account. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { confirm } from "../parts/dialog.js";
import { openForm } from "../parts/form.js";
import { whenKnown } from "../parts/lookup.js";
import { markedMoney } from "../parts/marked-money.js";
import { balances } from "../parts/money-fields.js";
import { lackingText } from "../parts/notices.js";
import { reconcileNow } from "../parts/recorded.js";
import { CREATE_DEPOSIT, MAKE_PAYMENT, OPEN_INVOICES } from "../queries/payment.js";
import { missing, RECONCILING } from "../session.js";

/** @typedef {{ id: string, number: string, currency: string, ownerName: string, balanceCents: number, expectedBalanceCents: number }} Account */

/**
 * @param {Account} account
 * @param {{ invoiceId?: string, deposit?: boolean }} [how] `invoiceId`: an invoice that is marked at once
 * @returns {Promise<any>} the payload, or undefined
 */
export function makePayment(account, { invoiceId, deposit = false } = {}) {
  const { currency, ownerName } = account;
  const noun = deposit ? "Deposit" : "Payment";
  const lacks = missing(...RECONCILING);
  const money = markedMoney({
    account,
    query: OPEN_INVOICES,
    path: "applyTo",
    whole: "invoiceId",
    gets: "pays",
    rest: "stays on the account",
    first: invoiceId,
    offers: !lacks.length,
  });
  const { open, marked, cents, offer } = money;
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);

  /** What was already agreed to. */
  let agreed = "";

  /** Money that nothing is said about beside open invoices: that is asked before it is saved (domain R12a). */
  async function sure() {
    if (!lacks.length && !(await open.known())) return false;
    const { left } = marked.split();
    if (!left || lacks.length || marked.unmarked() <= 0) return true;
    const asked = `${cents()} ${left} ${marked.unmarked()}`;
    if (agreed === asked) return true;
    const said = await confirm(
      `Leave ${text(left)} unmarked?`,
      html`<p>
          There is ${text(marked.unmarked())} open that ${marked.chosen.length ? "no mark reaches" : "nothing is marked of"}. Unmarked money
          pays nothing: it stays on the account, and is shown as money not used, until somebody reconciles it.
        </p>`,
      "Leave it unmarked",
      "Go back and mark",
    );
    if (said) agreed = asked;
    return said;
  }

  function remainder() {
    const amount = cents();
    if (amount === undefined) return html`<div><dt>Balance now</dt><dd>${text(account.balanceCents)}</dd></div>`;
    const { left, parts } = marked.split();
    const paid = amount - left;
    return html`<div><dt>${parts.size ? `Pays ${parts.size === 1 ? "1 item" : `${parts.size} items`}` : "Pays nothing yet"}</dt><dd>${text(paid)}</dd></div>
      <div class=${left ? "remains" : ""}><dt>${left ? "Stays on the account" : "Nothing is left of it"}</dt><dd>${text(left)}</dd></div>`;
  }

  /**
   * What the server said to the same: its balance, and whether it splits the money as it is shown.
   * @param {import("../mutation.js").Editing} edit
   */
  function checked({ preview, fresh }) {
    const amount = cents();
    if (amount === undefined) return nothing;
    if (!preview || !fresh) return html`<div><dt>Balance after</dt><dd class="soft">${text(account.balanceCents - amount)}</dd></div>`;
    const { parts } = marked.split();
    /** @type {any[]} */
    const made = preview.reconciliations;
    const same = made.length >= 100 || (made.length === parts.size && made.every((each) => parts.get(each.debitItem.id) === each.amountCents));
    return html`${balances(preview).map(([what, cents]) => html`<div><dt>${what}</dt><dd>${text(cents)}</dd></div>`)}
      ${same
        ? nothing
        : html`<div class="problem"><dt>The open items have changed meanwhile.</dt>
            <dd><button type="button" class="plain" @click=${() => open.read(offer)}>Show them as they are</button></dd></div>`}`;
  }

  return openForm({
    title: `${deposit ? "Deposit" : "Make payment"}: ${ownerName}`,
    style: "wide",
    query: deposit ? CREATE_DEPOSIT : MAKE_PAYMENT,
    begin: money.begin,
    input: money.input,
    fields: (edit, typed) => {
      money.reads(typed);
      return html`
        ${money.fields(edit, {
          hint: lacks.length ? nothing : html`<span class="by-keys"><kbd>↓</kbd> choose <kbd>Space</kbd> mark <kbd>Enter</kbd> record</span>`,
          reference: "A check number, or what the bank says.",
        })}
        ${lacks.length
          ? html`<p class="soft">It will stay on the account. To mark what it pays: ${lackingText(lacks)}</p>`
          : whenKnown(open, "what is open", offer, (data) => {
              const { totalCount, nodes } = data.account?.transactions ?? { totalCount: 0, nodes: [] };
              if (!marked.offered) return html`<p class="soft">Nothing is open to pay: it will stay on the account.</p>`;
              return html`${marked.view(edit, "What does it pay?")}
              ${totalCount > nodes.length ? html`<p class="soft">The oldest ${nodes.length} of ${totalCount} open invoices are shown.</p>` : nothing}`;
            })}
      `;
    },
    preview: (edit) => html`<dl>${remainder()} ${checked(edit)}</dl>`,
    sure,
    save: `Record ${noun.toLowerCase()}`,
    said: ({ transaction }) => `${noun} ${transaction.number} of ${text(transaction.amountCents)} recorded.`,
    next: reconcileNow,
    lasting: ({ transaction }) => transaction.paymentState === "PROCESSING",
  });
}
