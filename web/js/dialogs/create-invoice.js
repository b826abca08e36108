/** Record an invoice, item by item. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { labelFields, NO_LABELS, typedLabels } from "../parts/label-fields.js";
import { itemRows } from "../parts/item-rows.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { CREATE_INVOICE, ITEM_CHOICES } from "../queries/recording.js";
import { msg, texts } from "../texts.js";

await texts("forms", "recording");

/** @param {{ id: string, number: string, ownerName: string, currency: string }} account */
export function createInvoice({ id, number, ownerName, currency }) {
  const choices = lookup(ITEM_CHOICES, { number });
  const rows = itemRows(currency, { free: true });
  return openForm({
    title: msg("recording-invoice-title", { owner: ownerName }),
    style: "wide",
    query: CREATE_INVOICE,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      rows.reads(typed);
      return {
        accountId: id,
        date: typed("date") || undefined,
        dueOn: typed("due") || undefined,
        description: typed("about") || undefined,
        items: rows.input(problem),
        ...typedLabels(typed, problem, NO_LABELS),
      };
    },
    fields: (edit, typed) => {
      rows.reads(typed);
      const total = rows.items.reduce((sum, item) => sum + item.unreconciledCents, 0);
      return html`
        ${whenKnown(choices, msg("forms-codes-and-members"), () => choices.read(edit.typed), (data) => rows.view(edit, data, () => choices.read(edit.typed)))}
        <p class="total"><span>${msg("forms-total")}</span><span class="money">${moneyText(total, currency)}</span></p>
        <div class="pair">
          ${dateField({ name: "date", label: msg("forms-date"), optional: true, error: edit.error("date"), hint: msg("forms-defaults-today") })}
          ${dateField({ name: "due", label: msg("forms-due-date"), optional: true, error: edit.error("dueOn"), hint: msg("recording-due-hint") })}
        </div>
        ${textField({
          name: "about",
          label: msg("forms-memo"),
          optional: true,
          error: edit.error("description"),
          hint: msg("forms-first-description"),
        })}
        ${labelFields(edit, NO_LABELS)} ${rows.labelFields(edit)}
      `;
    },
    save: msg("recording-save-invoice"),
    successMessage: ({ transaction }) => msg("recording-checkout-done", { number: transaction.number, amount: moneyText(transaction.amountCents, currency) }),
    next: reconcileNow,
    undoes: recorded("INVOICE", currency),
  });
}
