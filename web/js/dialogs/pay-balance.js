/** Pay an account's balance; the oldest open items are paid first (domain R11b). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { openForm } from "../parts/form.js";
import { balances, inBrief, moneyFields, moneyInput } from "../parts/money-fields.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { PAY_BALANCE } from "../queries/payment.js";
import { msg, texts } from "../texts.js";
import { asTyped } from "../typed-money.js";

await texts("forms", "recording");

/** @param {{ id: string, ownerName: string, currency: string, balanceCents: number, expectedBalanceCents: number }} account */
export function payBalance({ id, ownerName, currency, expectedBalanceCents }) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const owes = expectedBalanceCents > 0;

  /** @param {import("../mutation.js").Editing<import("../queries/payment.js").PayBalance_payBalance>} edit */
  function brief({ preview, fresh }) {
    if (!preview || !fresh) return undefined;
    const parts = preview.reconciliations.map(({ amountCents }) => amountCents);
    return inBrief({ does: msg("recording-pays"), parts, left: preview.transaction.unreconciledCents, rest: msg("recording-rest"), currency });
  }

  return openForm({
    title: msg("recording-balance-title", { owner: ownerName }),
    query: PAY_BALANCE,
    input: (typed, problem) => ({ accountId: id, ...moneyInput(typed, problem, currency) }),
    fields: (edit) => html`
      ${owes ? nothing : html`<p class="soft">${msg("recording-balance-none", { balance: text(expectedBalanceCents) })}</p>`}
      ${moneyFields(edit, {
        currency,
        value: owes ? asTyped(expectedBalanceCents, currency) : "",
        brief: brief(edit),
        hint: msg("recording-balance-hint"),
        today: true,
      })}
    `,
    preview: ({ preview, fresh }) =>
      preview && fresh
        ? html`<ul class="lines">
            ${preview.reconciliations.map(
              ({ amountCents, debitItem }) =>
                html`<li><span>${debitItem.description} <small class="number">${debitItem.transaction.number}</small></span><span class="money">${text(amountCents)}</span></li>`,
            )}
            ${preview.transaction.unreconciledCents
              ? html`<li class="remains"><span>${msg("forms-unapplied")}</span><span class="money">${text(preview.transaction.unreconciledCents)}</span></li>`
              : nothing}
            ${balances(preview).map(([what, cents]) => html`<li class="sum"><span>${what}</span><span class="money">${text(cents)}</span></li>`)}
          </ul>`
        : html`<p class="soft">${msg("recording-balance-oldest")}</p>`,
    save: msg("recording-save-payment"),
    successMessage: ({ transaction }) => msg("recording-payment-done", { number: transaction.number, amount: text(transaction.amountCents) }),
    next: reconcileNow,
    undoes: recorded("PAYMENT", currency),
    irreversible: ({ transaction }) => transaction.paymentState === "PROCESSING",
  });
}
