/** Record a payment or deposit, apply it to open items, and show what stays unapplied. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { keyText } from "../keys.js";
import { moneyText } from "../money.js";
import { opening } from "../opening.js";
import { duplicateNote, duplicateWarning } from "../parts/duplicates.js";
import { openForm } from "../parts/form.js";
import { labelFields, NO_LABELS } from "../parts/label-fields.js";
import { whenKnown } from "../parts/lookup.js";
import { markedMoney } from "../parts/marked-money.js";
import { balances } from "../parts/money-fields.js";
import { lackingText } from "../parts/notices.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { unappliedQuestion } from "../parts/unapplied.js";
import { CREATE_DEPOSIT, MAKE_PAYMENT, OPEN_INVOICES } from "../queries/payment.js";
import { missing, RECONCILING } from "../session.js";
import { msg, msgView, texts } from "../texts.js";

await texts("forms", "recording");

/** @import { MakePayment_makePayment } from "../queries/payment.js" */
/** @typedef {{ id: string, number: string, currency: string, ownerName: string, balanceCents: number, expectedBalanceCents: number }} Account */

/**
 * @param {Account} account
 * @param {{ invoiceId?: string, deposit?: boolean }} [how] `invoiceId`: an invoice to select at once
 */
export function makePayment(account, { invoiceId, deposit = false } = {}) {
  const { currency, ownerName } = account;
  const lacks = missing(...RECONCILING);
  const money = markedMoney({
    account,
    query: OPEN_INVOICES,
    path: "applyTo",
    whole: "invoiceId",
    gets: msg("recording-pays"),
    rest: msg("recording-rest"),
    first: invoiceId,
    offers: !lacks.length,
  });
  const { open, marked, cents, offer } = money;
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);

  const confirmUnapplied = unappliedQuestion(money, currency);

  /** Ask before saving money that is not applied although invoices are open (domain R12a). */
  const confirmBeforeSave = () => (lacks.length ? Promise.resolve(true) : confirmUnapplied());

  function remainder() {
    const amount = cents();
    if (amount === undefined) return html`<div><dt>${msg("forms-current-balance")}</dt><dd>${text(account.balanceCents)}</dd></div>`;
    const { left, parts } = marked.split();
    return html`${parts.size ? html`<div><dt>${msg("recording-pays-items", { count: parts.size })}</dt><dd>${text(amount - left)}</dd></div>` : nothing}
      <div class=${left ? "remains" : ""}><dt>${left ? msg("forms-unapplied") : msg("forms-fully-applied")}</dt><dd>${text(left)}</dd></div>`;
  }

  /**
   * The dry run's balance, and whether it allocates the money as shown.
   * @param {import("../mutation.js").Editing<MakePayment_makePayment>} edit
   */
  function checked({ preview, fresh }) {
    const amount = cents();
    if (amount === undefined) return nothing;
    if (!preview || !fresh) return html`<div><dt>${msg("forms-balance-after")}</dt><dd class="soft">${text(account.balanceCents - amount)}</dd></div>`;
    const { parts } = marked.split();
    const made = preview.reconciliations;
    const same = made.length >= 100 || (made.length === parts.size && made.every((each) => parts.get(each.debitItem.id) === each.amountCents));
    return html`${balances(preview).map(([what, cents]) => html`<div><dt>${what}</dt><dd>${text(cents)}</dd></div>`)}
      ${same
        ? nothing
        : html`<div class="problem"><dt>${msg("recording-items-changed")}</dt>
            <dd><button type="button" class="plain" @click=${() => open.read(offer)}>${msg("recording-refresh")}</button></dd></div>`}`;
  }

  /** Money that came earlier and is not applied. @param {import("../mutation.js").Editing} edit */
  function earlier(edit) {
    const found = open.data?.account;
    if (!found) return nothing;
    const apply = async () => {
      if (await opening(() => import("./reconcile-account.js"), (dialog) => dialog.reconcileAccount(account))) open.read(() => (offer(), edit.typed()));
    };
    return found.unreconciledCreditCents && marked.offered
      ? html`<p class="earlier soft">${msgView("recording-earlier", { amount: text(found.unreconciledCreditCents), apply: html`<button type="button" class="link" @click=${apply}>${msg("recording-apply-first")}</button>` })}</p>`
      : nothing;
  }

  return openForm({
    title: deposit ? msg("recording-deposit-title", { owner: ownerName }) : msg("recording-payment-title", { owner: ownerName }),
    style: "wide",
    query: deposit ? CREATE_DEPOSIT : MAKE_PAYMENT,
    onOpen: money.onOpen,
    input: money.input,
    fields: (edit, typed) => {
      money.reads(typed);
      return html`
        ${money.fields(edit, {
          hint: lacks.length ? nothing : html`<span class="by-keys">${msgView("recording-keys", { down: html`<kbd>↓</kbd>`, space: html`<kbd>${keyText("Space")}</kbd>`, enter: html`<kbd>${keyText("Enter")}</kbd>` })}</span>`,
          reference: msg("forms-reference-hint"),
        })}
        ${earlier(edit)}
        ${lacks.length
          ? html`<p class="soft">${msg("recording-stays", { lacks: lackingText(lacks) })}</p>`
          : whenKnown(open, msg("forms-the-open-items"), () => open.read(offer), (data) => {
              const { totalCount = 0, nodes } = data.account?.transactions ?? { nodes: [] };
              if (!marked.offered) return html`<p class="soft">${msg("recording-nothing-due")}</p>`;
              return html`${marked.view(edit, msg("recording-apply-to"))}
              ${totalCount > nodes.length ? html`<p class="soft">${msg("recording-oldest", { shown: nodes.length, total: totalCount })}</p>` : nothing}`;
            })}
        ${labelFields(edit, NO_LABELS)}
      `;
    },
    preview: (edit) => html`${edit.preview && edit.fresh ? duplicateWarning(edit.preview.possibleDuplicates) : nothing}
      <dl>${remainder()} ${checked(edit)}</dl>`,
    confirmBeforeSave,
    save: deposit ? msg("recording-save-deposit") : msg("recording-save-payment"),
    successMessage({ transaction, possibleDuplicates }) {
      const made = { number: transaction.number, amount: text(transaction.amountCents) };
      return `${deposit ? msg("recording-deposit-done", made) : msg("recording-payment-done", made)}${duplicateNote(possibleDuplicates)}`;
    },
    next: reconcileNow,
    undoes: recorded(deposit ? "DEPOSIT" : "PAYMENT", currency),
    irreversible: ({ transaction }) => transaction.paymentState === "PROCESSING",
  });
}
