/** A checkout: items, an immediate payment, and installments (domain R10, R11a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { followMarks } from "../allocation.js";
import { moneyText } from "../money.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { duplicateNote, duplicateWarning } from "../parts/duplicates.js";
import { openForm } from "../parts/form.js";
import { installments } from "../parts/installments.js";
import { itemRows } from "../parts/item-rows.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { METHODS } from "../parts/methods.js";
import { reconcileNow } from "../parts/recorded.js";
import { CHECK_OUT, ITEM_CHOICES } from "../queries/recording.js";
import { parseMoney } from "../typed-money.js";
import { counted, dateText, words } from "../words.js";

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
          <tr><th scope="col">Item</th><th scope="col" class="amount">Paid now</th>${planned.length ? html`<th scope="col" class="amount">Planned</th>` : nothing}<th scope="col" class="amount">Open</th></tr>
        </thead>
        <tbody>
          ${shown.map((item) => html`<tr>
            <td>${item.description}</td>
            ${cell(item.reconciledCents)} ${planned.length ? cell(item.plannedCents) : nothing} ${cell(item.unreconciledCents)}
          </tr>`)}
        </tbody>
        <tfoot>
          <tr><th scope="row">Total ${text(sum("amountCents"))}</th>${cell(sum("reconciledCents"))} ${planned.length ? cell(sum("plannedCents")) : nothing} ${cell(sum("unreconciledCents"))}</tr>
        </tfoot>
      </table>
      ${over > 0 && sum("amountCents") ? html`<p class="remains">${text(over)} over the total stays on the account.</p>` : nothing}
      ${planned.length
        ? html`<ul class="lines">
            ${planned.map(
              (each) =>
                html`<li><span>due ${dateText(each.dueOn)} <small>${words(each.method)}</small></span><span class="money">${text(each.amountCents)}</span></li>`,
            )}
          </ul>`
        : nothing}`;
  }

  return openForm({
    title: `Checkout: ${ownerName}`,
    style: "wide",
    query: CHECK_OUT,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      reads(typed);
      const input = { accountId: id, date: typed("date") || undefined, items: rows.input(problem), ...later.input(problem) };
      if (!typed("amount")) return input;
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("payment.amountCents", wrong);
      return { ...input, payment: { amountCents, method: typed("method"), reference: typed("reference") || undefined } };
    },
    fields: (edit, typed) => {
      reads(typed);
      return html`
        ${whenKnown(choices, "ledger codes and members", () => choices.read(edit.typed), (data) => rows.view(edit, data, () => choices.read(edit.typed)))}
        <div class="pair">
          ${dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Defaults to today." })}
          ${moneyField({
            name: "amount",
            label: "Paid now",
            optional: true,
            currency,
            error: edit.error("payment.amountCents", "payment"),
            hint: "Applied to the items in order.",
          })}
          ${selectField({ name: "method", label: "Method", options: METHODS, value: "CARD", error: edit.error("payment.method") })}
          ${textField({ name: "reference", label: "Reference", optional: true, error: edit.error("payment.reference") })}
        </div>
        ${later.view(edit, rows.items)}
      `;
    },
    preview,
    save: "Record checkout",
    successMessage({ invoice, payment, plannedPayments, possibleDuplicates }) {
      const also = [payment && `payment ${payment.number}`, plannedPayments.length && counted(plannedPayments.length, "planned payment")].filter(Boolean);
      return `Invoice ${invoice.number} of ${text(invoice.amountCents)} recorded${also.length ? `, with ${also.join(" and ")}` : ""}.${duplicateNote(possibleDuplicates)}`;
    },
    undoes: ({ invoice: { number, amountCents }, payment }) => ({
      what: `invoice ${number}, ${moneyText(amountCents, currency)}${payment ? `, and payment ${payment.number}` : ""}`,
      withdraws: true,
    }),
    next: ({ payment }) => (payment ? reconcileNow({ transaction: payment }) : undefined),
    irreversible: ({ payment }) => payment?.paymentState === "PROCESSING",
  });
}
