/** Record a credit and apply it to open invoices. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { itemRows } from "../parts/item-rows.js";
import { labelFields, NO_LABELS, typedLabels } from "../parts/label-fields.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { marks } from "../parts/marks.js";
import { lackingText } from "../parts/notices.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { OPEN_INVOICES } from "../queries/payment.js";
import { CREATE_CREDIT, ITEM_CHOICES } from "../queries/recording.js";
import { missing, RECONCILING } from "../session.js";
import { msg, texts } from "../texts.js";

await texts("forms", "recording");

/** @param {{ id: string, number: string, ownerName: string, currency: string, balanceCents: number }} account */
export function createCredit({ id, number, ownerName, currency, balanceCents }) {
  const choices = lookup(ITEM_CHOICES, { number });
  const open = lookup(OPEN_INVOICES, { number });
  const lacks = missing(...RECONCILING);
  const rows = itemRows(currency);
  const total = () => rows.items.reduce((sum, item) => sum + item.unreconciledCents, 0);
  const marked = marks({ currency, path: "applyTo", whole: "invoiceId", gets: msg("recording-settles"), cents: total });
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
    title: msg("recording-credit-title", { owner: ownerName }),
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
        ...typedLabels(typed, problem, NO_LABELS),
      };
    },
    fields: (edit, typed) => {
      rows.reads(typed);
      marked.reads(typed);
      return html`
        ${whenKnown(choices, msg("forms-codes-and-members"), read, (data) => rows.view(edit, data, () => choices.read(edit.typed)))}
        <div class="pair">
          ${dateField({ name: "date", label: msg("forms-date"), optional: true, error: edit.error("date"), hint: msg("forms-defaults-today") })}
          ${textField({
            name: "about",
            label: msg("forms-memo"),
            optional: true,
            error: edit.error("description"),
            hint: msg("forms-first-description"),
          })}
        </div>
        ${lacks.length
          ? html`<p class="soft">${msg("recording-stays", { lacks: lackingText(lacks) })}</p>`
          : choices.failure
            ? nothing
            : whenKnown(open, msg("forms-the-open-items"), read, () => (marked.offered ? marked.view(edit, msg("recording-apply-to")) : nothing))}
        ${labelFields(edit, NO_LABELS)} ${rows.labelFields(edit)}
      `;
    },
    preview(edit) {
      const { left } = marked.split();
      return html`<dl>
        <div><dt>${msg("recording-credit")}</dt><dd>${text(total())}</dd></div>
        ${total() ? html`<div class=${left ? "remains" : ""}><dt>${left ? msg("forms-unapplied") : msg("forms-fully-applied")}</dt><dd>${text(left)}</dd></div>` : nothing}
        ${balanceAfter(balanceCents, currency, edit)}
      </dl>`;
    },
    save: msg("recording-save-credit"),
    successMessage: ({ transaction }) => msg("recording-credit-done", { number: transaction.number, amount: text(transaction.amountCents) }),
    next: reconcileNow,
    undoes: recorded("CREDIT", currency),
  });
}
