/** A credit: what is taken off the bill without money, and which open invoices it settles. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { itemRows } from "../parts/item-rows.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { marks } from "../parts/marks.js";
import { lackingText } from "../parts/notices.js";
import { reconcileNow } from "../parts/recorded.js";
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

  function offer() {
    if (open.data) marked.offer(open.data.account?.transactions.nodes ?? []);
    form.typed();
  }

  return openForm({
    title: `Credit: ${ownerName}`,
    style: "wide",
    query: CREATE_CREDIT,
    begin(edit) {
      form = edit;
      choices.read(edit.typed);
      if (!lacks.length) open.read(offer);
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
        ${whenKnown(choices, "ledger codes and members", edit.typed, (data) => rows.view(edit, data))}
        <div class="pair">
          ${dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Today, if left empty." })}
          ${textField({
            name: "about",
            label: "What it is about",
            optional: true,
            error: edit.error("description"),
            hint: "The first item's description, if left empty.",
          })}
        </div>
        ${lacks.length
          ? html`<p class="soft">It will stay on the account. To mark what it settles: ${lackingText(lacks)}</p>`
          : whenKnown(open, "what is open", offer, () => (marked.offered ? marked.view(edit, "What does it settle?") : nothing))}
      `;
    },
    preview(edit) {
      const { left } = marked.split();
      return html`<dl>
        <div><dt>Credit</dt><dd>${text(total())}</dd></div>
        ${total() ? html`<div class=${left ? "remains" : ""}><dt>${left ? "Stays on the account" : "Nothing is left of it"}</dt><dd>${text(left)}</dd></div>` : nothing}
        ${balanceAfter(balanceCents, currency, edit)}
      </dl>`;
    },
    save: "Record credit",
    said: ({ transaction }) => `Credit ${transaction.number} of ${text(transaction.amountCents)} recorded.`,
    next: reconcileNow,
  });
}
