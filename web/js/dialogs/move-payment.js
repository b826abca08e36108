/** Move a payment or deposit that was entered on the wrong account (domain R39b). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { moneyText } from "../money.js";
import { accountChoice } from "../parts/account-choice.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { lackingText } from "../parts/notices.js";
import { reconcileNow } from "../parts/recorded.js";
import { stylesheet } from "../parts/stylesheet.js";
import { ACCOUNTS_FOUND, MOVE_PAYMENT } from "../queries/mending.js";
import { OPEN_INVOICES } from "../queries/payment.js";
import { missing, RECONCILING } from "../session.js";
import { msg, texts } from "../texts.js";
import { dateText } from "../words.js";

await stylesheet("marks", "operations");
await texts("forms", "mending");

/**
 * @param {{ number: string, currency: string }} from the account that it is on
 * @param {{ number: string, amountCents: number }} row
 * @param {string} transactionId
 */
export function movePayment({ number: fromNumber, currency }, { number, amountCents }, transactionId) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const lacks = missing(...RECONCILING);
  /** @type {(name: string) => string} */
  let read = () => "";
  const choice = accountChoice({ query: ACCOUNTS_FOUND, currency, without: fromNumber, none: (search) => msg("mending-no-other-account", { currency, search }) });
  const { chosen } = choice;
  const invoices = lookup(OPEN_INVOICES, () => ({ number: chosen()?.number ?? "" }));
  const open = () => invoices.data?.account?.transactions.nodes ?? [];
  /** The account whose invoices were looked up. */
  let listed = "";

  /** @param {(name: string) => string} typed */
  function reads(typed) {
    read = typed;
    choice.reads(typed);
  }

  /** Look up the open invoices of the chosen account, once. @param {import("../mutation.js").Editing} edit */
  function follow(edit) {
    const to = chosen();
    if (lacks.length || !to || listed === to.number) return;
    listed = to.number;
    invoices.data = undefined;
    void invoices.read(edit.typed);
  }

  /** @param {import("../mutation.js").Editing} edit */
  function marks(edit) {
    if (lacks.length) return html`<p class="soft">${msg("mending-stays-there", { lacks: lackingText(lacks) })}</p>`;
    return whenKnown(invoices, msg("mending-open-invoices"), () => invoices.read(edit.typed), () =>
      open().length
        ? html`<fieldset class="marks">
            <legend>${msg("mending-apply-to")}</legend>
            <ul class="marks-list">
              ${repeat(open(), ({ id }) => id, (invoice) => {
                const index = open().filter(({ id }) => read(`pays-${id}`)).indexOf(invoice);
                const wrong = index < 0 ? "" : edit.error(`applyTo.${index}.invoiceId`, `applyTo.${index}`);
                return html`<li class="mark">
                  <label><input type="checkbox" name="pays-${invoice.id}" value="yes" aria-describedby="wrong-${invoice.id}" />
                    <span><span class="number">${invoice.number}</span> <small>${dateText(invoice.date)} · ${invoice.items[0]?.description}</small></span></label>
                  <small class="problem" id="wrong-${invoice.id}">${wrong || nothing}</small>
                  <span class="money">${text(invoice.unreconciledCents)}</span>
                </li>`;
              })}
            </ul>
          </fieldset>`
        : html`<p class="soft">${msg("mending-nothing-due-there")}</p>`,
    );
  }

  return openForm({
    title: msg("mending-move-title", { number }),
    style: "wide",
    query: MOVE_PAYMENT,
    onOpen: choice.onOpen,
    input(typed, problem) {
      reads(typed);
      const to = chosen();
      if (!to) problem("toAccountId", msg("mending-choose-account"));
      if (!typed("reason")) problem("reason", msg("forms-enter-reason"));
      const applyTo = open().filter(({ id }) => typed(`pays-${id}`)).map(({ id }) => ({ invoiceId: id }));
      return { transactionId, toAccountId: to?.id, reason: typed("reason"), applyTo: applyTo.length ? applyTo : undefined };
    },
    fields: (edit, typed) => {
      reads(typed);
      follow(edit);
      return html`
        <p>
          ${msg("mending-move-what", { amount: text(amountCents) })}
        </p>
        ${choice.view(edit, { error: edit.error("toAccountId"), focus: true })}
        ${chosen() ? marks(edit) : nothing}
        ${textField({ name: "reason", label: msg("forms-reason"), error: edit.error("reason"), hint: msg("mending-move-reason") })}
        ${edit.error("transactionId") ? html`<p class="problem" role="alert">${edit.error("transactionId")}</p>` : nothing}
      `;
    },
    preview: ({ preview, fresh }) =>
      preview && fresh
        ? html`<dl>
            <div><dt>${msg("mending-balance-of", { owner: preview.transaction.account.ownerName })}</dt><dd>${text(preview.transaction.account.balanceCents)}</dd></div>
            <div class=${preview.transaction.unreconciledCents ? "remains" : ""}><dt>${msg("mending-unapplied-there")}</dt><dd>${text(preview.transaction.unreconciledCents)}</dd></div>
          </dl>`
        : html`<p class="soft">${msg("mending-move-first")}</p>`,
    save: msg("mending-move"),
    successMessage: ({ transaction }) => msg("mending-moved", { number, owner: transaction.account.ownerName, new: transaction.number }),
    next: reconcileNow,
    undoes: ({ transaction }) => ({ what: msg("mending-the-move", { number, owner: transaction.account.ownerName }), withdraws: true }),
  });
}
