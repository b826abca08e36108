/** Record a credit and apply it to open invoices. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { itemRows } from "../parts/item-rows.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { marks } from "../parts/marks.js";
import { lackingText } from "../parts/notices.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { OPEN_INVOICES } from "../queries/payment.js";
import { CREATE_CREDIT, ITEM_CHOICES } from "../queries/recording.js";
import { missing, RECONCILING } from "../session.js";

/** @param {{ id: string, number: string, ownerName: string, currency: string, balanceCents: number }} account */
export function createCredit({ id, number, ownerName, currency, balanceCents }) {
  const choices = lookup(ITEM_CHOICES, { number });
  const open = lookup(OPEN_INVOICES, { number });
  const lacks = missing(...RECONCILING);
  const rows = itemRows(currency);
  const total = () => rows.items.reduce((sum, item) => sum + item.unreconciledCents, 0);
  const marked = marks({ currency, path: "applyTo", whole: "invoiceId", gets: "settles", cents: total });
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  /** @type {import("../mutation.js").Editing} */
  let form;

  /** Read what is not there yet; one notice stands for both. */
  function read() {
    if (!choices.data) choices.read(form.typed);
    if (!open.data && !lacks.length) open.read(offer);
  }

  function offer() {
    if (open.data) marked.offer(open.data.account?.transactions.nodes ?? []);
    form.typed();
  }

  return openForm({
    title: `Credit: ${ownerName}`,
    style: "wide",
    query: CREATE_CREDIT,
    onOpen(edit) {
      form = edit;
      read();
    },
    input(typed, problem) {
      rows.reads(typed);
      marked.reads(typed);
      const items = rows.input(problem);
      const applyTo = marked.input(problem);
      return {
        accountId: id,
        date: typed("date") || undefined,
        description: typed("about") || undefined,
        items,
        applyTo: applyTo.length ? applyTo : undefined,
      };
    },
    fields: (edit, typed) => {
      rows.reads(typed);
      marked.reads(typed);
      return html`
        ${whenKnown(choices, "ledger codes and members", read, (data) => rows.view(edit, data, () => choices.read(edit.typed)))}
        <div class="pair">
          ${dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Defaults to today." })}
          ${textField({
            name: "about",
            label: "Memo",
            optional: true,
            error: edit.error("description"),
            hint: "Defaults to the first item's description.",
          })}
        </div>
        ${lacks.length
          ? html`<p class="soft">It will stay unapplied. To apply it: ${lackingText(lacks)}</p>`
          : choices.failure
            ? nothing
            : whenKnown(open, "the open items", read, () => (marked.offered ? marked.view(edit, "Apply to") : nothing))}
      `;
    },
    preview(edit) {
      const { left } = marked.split();
      return html`<dl>
        <div><dt>Credit</dt><dd>${text(total())}</dd></div>
        ${total() ? html`<div class=${left ? "remains" : ""}><dt>${left ? "Unapplied" : "Fully applied"}</dt><dd>${text(left)}</dd></div>` : nothing}
        ${balanceAfter(balanceCents, currency, edit)}
      </dl>`;
    },
    save: "Record credit",
    successMessage: ({ transaction }) => `Credit ${transaction.number} of ${text(transaction.amountCents)} recorded.`,
    next: reconcileNow,
    undoes: recorded("credit", currency),
  });
}
