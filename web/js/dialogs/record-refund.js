/** Giving money back, and where it comes from: open money that has arrived (domain R20). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { confirm } from "../parts/dialog.js";
import { openForm } from "../parts/form.js";
import { whenKnown } from "../parts/lookup.js";
import { markedMoney } from "../parts/marked-money.js";
import { empty } from "../parts/notices.js";
import { reconcileNow } from "../parts/recorded.js";
import { OPEN_CREDITS, RECORD_REFUND } from "../queries/recording.js";
import { asTyped } from "../typed-money.js";

/**
 * @param {{ id: string, number: string, ownerName: string, currency: string, balanceCents: number }} account
 * @param {{ id: string, cents: number }} [source] a transaction whose open money is given back
 */
export function recordRefund(account, source) {
  const { ownerName, currency, balanceCents } = account;
  const money = markedMoney({
    account,
    query: OPEN_CREDITS,
    path: "sources",
    whole: "transactionId",
    gets: "gives",
    rest: "from nothing that is marked",
    first: source?.id,
    fits: ({ paymentState }) => paymentState !== "PROCESSING",
  });
  const { open, marked, cents, offer } = money;
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);

  return openForm({
    title: `Refund: ${ownerName}`,
    style: "wide",
    query: RECORD_REFUND,
    begin: money.begin,
    input(typed, problem) {
      const input = money.input(typed, problem);
      const { left } = marked.split();
      if (marked.chosen.length && input.amountCents && left) problem("amountCents", `What is marked has ${text(input.amountCents - left)} open. Mark more, or give back less.`);
      return input;
    },
    fields: (edit, typed) => {
      money.reads(typed);
      return html`
        ${money.fields(edit, { value: source ? asTyped(source.cents, currency) : "", reference: "Such as a check number." })}
        ${whenKnown(open, "the open money", offer, () =>
          marked.offered
            ? marked.view(edit, "Which open money is given back?")
            : empty(
                "No money is open on this account.",
                "To give back what has paid for something, cancel its items first, or delete its reconciliation.",
              ),
        )}
      `;
    },
    preview: (edit) => html`<dl>
      <div><dt>${marked.chosen.length ? "From what is marked" : "Nothing is marked yet"}</dt><dd>${text((cents() ?? 0) - marked.split().left)}</dd></div>
      ${balanceAfter(balanceCents, currency, edit)}
    </dl>`,
    async sure() {
      if (!(await open.known())) return false;
      if (marked.chosen.length || !cents() || !marked.offered) return true;
      return confirm(
        "Leave the refund unreconciled?",
        html`<p>You have not marked which money is given back. The refund then stays unreconciled, and no ledger code is known for it, until somebody reconciles it.</p>`,
        "Leave it unreconciled",
        "Go back and mark",
      );
    },
    save: "Record refund",
    said: ({ transaction }) => `Refund ${transaction.number} of ${text(transaction.amountCents)} recorded.`,
    next: reconcileNow,
  });
}
