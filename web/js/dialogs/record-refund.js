/** Record a refund and the unapplied money it comes from (domain R20). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { confirm } from "../parts/dialog.js";
import { duplicateNote, duplicateWarning } from "../parts/duplicates.js";
import { openForm } from "../parts/form.js";
import { labelFields, NO_LABELS } from "../parts/label-fields.js";
import { whenKnown } from "../parts/lookup.js";
import { markedMoney } from "../parts/marked-money.js";
import { empty } from "../parts/notices.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { OPEN_CREDITS, RECORD_REFUND } from "../queries/recording.js";
import { msg, texts } from "../texts.js";
import { asTyped } from "../typed-money.js";

await texts("forms", "recording");

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
    gets: msg("recording-refunds"),
    rest: msg("recording-no-source"),
    first: source?.id,
    fits: ({ paymentState }) => paymentState !== "PROCESSING",
  });
  const { open, marked, cents, offer } = money;
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);

  return openForm({
    title: msg("recording-refund-title", { owner: ownerName }),
    style: "wide",
    query: RECORD_REFUND,
    onOpen: money.onOpen,
    input(typed, problem) {
      const input = money.input(typed, problem);
      const { left } = marked.split();
      if (marked.chosen.length && input.amountCents && left) problem("amountCents", msg("recording-refund-more", { open: text(input.amountCents - left) }));
      return input;
    },
    fields: (edit, typed) => {
      money.reads(typed);
      return html`
        ${money.fields(edit, { value: source ? asTyped(source.cents, currency) : "", reference: msg("recording-refund-reference") })}
        ${whenKnown(open, msg("recording-unapplied-money"), () => open.read(offer), () =>
          marked.offered
            ? marked.view(edit, msg("recording-money-to-refund"))
            : empty(
                msg("recording-nothing-to-refund"),
                msg("recording-nothing-to-refund-how"),
              ),
        )}
        ${labelFields(edit, NO_LABELS)}
      `;
    },
    preview: (edit) => html`${edit.preview && edit.fresh ? duplicateWarning(edit.preview.possibleDuplicates) : nothing}<dl>
      <div><dt>${marked.chosen.length ? msg("recording-from-selected") : msg("recording-none-selected")}</dt><dd>${text((cents() ?? 0) - marked.split().left)}</dd></div>
      ${balanceAfter(balanceCents, currency, edit)}
    </dl>`,
    async confirmBeforeSave() {
      if (!(await open.known())) return false;
      if (marked.chosen.length || !cents() || !marked.offered) return true;
      return confirm(
        msg("recording-refund-leave"),
        html`<p>${msg("recording-refund-leave-why")}</p>`,
        msg("recording-refund-leave-yes"),
        msg("forms-go-back"),
      );
    },
    save: msg("recording-save-refund"),
    successMessage: ({ transaction, possibleDuplicates }) =>
      `${msg("recording-refund-done", { number: transaction.number, amount: text(transaction.amountCents) })}${duplicateNote(possibleDuplicates)}`,
    next: reconcileNow,
    undoes: recorded("REFUND", currency),
  });
}
