/** A checkout: items, an immediate payment, and installments (domain R10, R11a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { followMarks } from "../allocation.js";
import { moneyText } from "../money.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { duplicateNote, duplicateWarning } from "../parts/duplicates.js";
import { openForm } from "../parts/form.js";
import { installments } from "../parts/installments.js";
import { itemRows } from "../parts/item-rows.js";
import { labelFields, NO_LABELS, typedLabels } from "../parts/label-fields.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { METHODS } from "../parts/methods.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { CHECK_OUT, ITEM_CHOICES } from "../queries/recording.js";
import { msg, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";
import { dateText, words } from "../words.js";

await texts("forms", "recording");

/** @typedef {import("../mutation.js").Editing<import("../queries/recording.js").CheckOut_checkout>} Edit */

/** @param {{ id: string, number: string, ownerName: string, currency: string }} account */
export function checkOut({ id, number, ownerName, currency }) {
  const choices = lookup(ITEM_CHOICES, { number });
  const rows = itemRows(currency, { free: true });
  const later = installments(currency);
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  /** @type {(name: string) => string} */
  let read = () => "";
  const paid = () => parseMoney(read("amount"), currency).cents ?? 0;

  /** @param {(name: string) => string} typed */
  function reads(typed) {
    read = typed;
    rows.reads(typed);
    later.reads(typed);
  }

  /**
   * Each item with what is paid now and what remains: from the dry run, or computed from the form until it arrives.
   * @param {Edit} edit
   */
  function items({ preview, fresh }) {
    if (preview && fresh) return preview.invoice.items;
    const { parts } = followMarks(paid(), [{ items: rows.items }]);
    return rows.items.map(({ id: item, description, unreconciledCents: amountCents }) => {
      const reconciledCents = parts.get(item) ?? 0;
      return { description, amountCents, reconciledCents, plannedCents: 0, unreconciledCents: amountCents - reconciledCents };
    });
  }

  /** @param {Edit} edit */
  function preview(edit) {
    const shown = items(edit);
    const planned = edit.fresh ? (edit.preview?.plannedPayments ?? []) : [];
    const sum = (/** @type {Exclude<keyof (typeof shown)[number], "description">} */ name) => shown.reduce((all, item) => all + item[name], 0);
    const over = paid() - sum("reconciledCents");
    const cell = (/** @type {number} */ cents) => html`<td class="amount">${text(cents)}</td>`;
    return html`${edit.preview && edit.fresh ? duplicateWarning(edit.preview.possibleDuplicates) : nothing}<table class="split">
        <thead>
          <tr><th scope="col">${msg("recording-item")}</th><th scope="col" class="amount">${msg("recording-paid-now")}</th>${planned.length ? html`<th scope="col" class="amount">${msg("recording-planned-head")}</th>` : nothing}<th scope="col" class="amount">${msg("recording-open-head")}</th></tr>
        </thead>
        <tbody>
          ${shown.map((item) => html`<tr>
            <td>${item.description}</td>
            ${cell(item.reconciledCents)} ${planned.length ? cell(item.plannedCents) : nothing} ${cell(item.unreconciledCents)}
          </tr>`)}
        </tbody>
        <tfoot>
          <tr><th scope="row">${msg("recording-total-of", { amount: text(sum("amountCents")) })}</th>${cell(sum("reconciledCents"))} ${planned.length ? cell(sum("plannedCents")) : nothing} ${cell(sum("unreconciledCents"))}</tr>
        </tfoot>
      </table>
      ${over > 0 && sum("amountCents") ? html`<p class="remains">${msg("recording-over", { amount: text(over) })}</p>` : nothing}
      ${planned.length
        ? html`<ul class="lines">
            ${planned.map(
              (each) =>
                html`<li><span>${msg("recording-due", { date: dateText(each.dueOn) })} <small>${words(each.method)}</small></span><span class="money">${text(each.amountCents)}</span></li>`,
            )}
          </ul>`
        : nothing}`;
  }

  return openForm({
    title: msg("recording-checkout-title", { owner: ownerName }),
    style: "wide",
    query: CHECK_OUT,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      reads(typed);
      const input = { accountId: id, date: typed("date") || undefined, items: rows.input(problem), ...later.input(problem), ...typedLabels(typed, problem, NO_LABELS) };
      if (!typed("amount")) return input;
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("payment.amountCents", wrong);
      return { ...input, payment: { amountCents, method: typed("method"), reference: typed("reference") || undefined } };
    },
    fields: (edit, typed) => {
      reads(typed);
      return html`
        ${whenKnown(choices, msg("forms-codes-and-members"), () => choices.read(edit.typed), (data) => rows.view(edit, data, () => choices.read(edit.typed)))}
        <div class="pair">
          ${dateField({ name: "date", label: msg("forms-date"), optional: true, error: edit.error("date"), hint: msg("forms-defaults-today") })}
          ${moneyField({
            name: "amount",
            label: msg("recording-paid-now"),
            optional: true,
            currency,
            error: edit.error("payment.amountCents", "payment"),
            hint: msg("recording-in-order"),
          })}
          ${selectField({ name: "method", label: msg("forms-method"), options: METHODS, value: "CARD", error: edit.error("payment.method") })}
          ${textField({ name: "reference", label: msg("forms-reference"), optional: true, error: edit.error("payment.reference") })}
        </div>
        ${later.view(edit, rows.items)}
        ${labelFields(edit, NO_LABELS)} ${rows.labelFields(edit)}
      `;
    },
    preview,
    save: msg("recording-save-checkout"),
    successMessage({ invoice, payment, plannedPayments, possibleDuplicates }) {
      const made = { number: invoice.number, amount: text(invoice.amountCents), payment: payment?.number ?? "", count: plannedPayments.length };
      const planned = plannedPayments.length > 0;
      const done = payment
        ? planned ? msg("recording-checkout-both", made) : msg("recording-checkout-paid", made)
        : planned ? msg("recording-checkout-planned", made) : msg("recording-checkout-done", made);
      return `${done}${duplicateNote(possibleDuplicates)}`;
    },
    undoes: ({ invoice, payment }) =>
      payment
        ? { what: msg("recording-the-checkout", { number: invoice.number, amount: text(invoice.amountCents), payment: payment.number }), withdraws: true }
        : recorded("INVOICE", currency)({ transaction: invoice }),
    next: ({ payment }) => (payment ? reconcileNow({ transaction: payment }) : undefined),
    irreversible: ({ payment }) => payment?.paymentState === "PROCESSING",
  });
}
