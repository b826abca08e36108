/** Record a refund and the unapplied money it comes from (domain R20). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { confirm } from "../parts/dialog.js";
import { duplicateNote, duplicateWarning } from "../parts/duplicates.js";
import { openForm } from "../parts/form.js";
import { whenKnown } from "../parts/lookup.js";
import { markedMoney } from "../parts/marked-money.js";
import { empty } from "../parts/notices.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { OPEN_CREDITS, RECORD_REFUND } from "../queries/recording.js";
import { asTyped } from "../typed-money.js";

/**
 * @param {{ id: string, number: string, ownerName: string, currency: string, balanceCents: number }} account
 * @param {{ id: string, cents: number }} [source] a transaction whose unapplied money is refunded
 */
export function recordRefund(account, source) {
  const { ownerName, currency, balanceCents } = account;
  const money = markedMoney({
    account,
    query: OPEN_CREDITS,
    path: "sources",
    whole: "transactionId",
    gets: "refunds",
    rest: "not matched to a source",
    first: source?.id,
    fits: ({ paymentState }) => paymentState !== "PROCESSING",
  });
  const { open, marked, cents, offer } = money;
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);

  return openForm({
    title: `Refund: ${ownerName}`,
    style: "wide",
    query: RECORD_REFUND,
    onOpen: money.onOpen,
    input(typed, problem) {
      const input = money.input(typed, problem);
      const { left } = marked.split();
      if (marked.chosen.length && input.amountCents && left) problem("amountCents", `The selected items have ${text(input.amountCents - left)} open. Select more, or refund less.`);
      return input;
    },
    fields: (edit, typed) => {
      money.reads(typed);
      return html`
        ${money.fields(edit, { value: source ? asTyped(source.cents, currency) : "", reference: "For example, a check number." })}
        ${whenKnown(open, "unapplied money", () => open.read(offer), () =>
          marked.offered
            ? marked.view(edit, "Money to refund")
            : empty(
                "This account has no unapplied money.",
                "To refund money that is already applied, cancel the items or delete the reconciliation first.",
              ),
        )}
      `;
    },
    preview: (edit) => html`${edit.preview && edit.fresh ? duplicateWarning(edit.preview.possibleDuplicates) : nothing}<dl>
      <div><dt>${marked.chosen.length ? "From selected items" : "Nothing selected yet"}</dt><dd>${text((cents() ?? 0) - marked.split().left)}</dd></div>
      ${balanceAfter(balanceCents, currency, edit)}
    </dl>`,
    async confirmBeforeSave() {
      if (!(await open.known())) return false;
      if (marked.chosen.length || !cents() || !marked.offered) return true;
      return confirm(
        "Leave the refund unreconciled?",
        html`<p>You have not selected what is refunded. The refund stays unreconciled and has no ledger code until someone reconciles it.</p>`,
        "Leave unreconciled",
        "Go back",
      );
    },
    save: "Record refund",
    successMessage: ({ transaction, possibleDuplicates }) =>
      `Refund ${transaction.number} of ${text(transaction.amountCents)} recorded.${duplicateNote(possibleDuplicates)}`,
    next: reconcileNow,
    undoes: recorded("refund", currency),
  });
}
