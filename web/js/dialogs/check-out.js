/** A purchase: what is bought, what is paid at once, and what is paid later (domain R10, R11a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { followMarks } from "../allocation.js";
import { moneyText } from "../money.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { installments } from "../parts/installments.js";
import { itemRows } from "../parts/item-rows.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { METHODS } from "../parts/methods.js";
import { reconcileNow } from "../parts/recorded.js";
import { CHECK_OUT, ITEM_CHOICES } from "../queries/recording.js";
import { parseMoney } from "../typed-money.js";
import { counted, dateText, words } from "../words.js";

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
   * Item by item what is paid now and what remains: as the server says it, until then as it follows from what is typed.
   * @param {import("../mutation.js").Editing} edit
   */
  function items({ preview, fresh }) {
    if (preview && fresh) return preview.invoice.items;
    const { parts } = followMarks(paid(), [{ items: rows.items }]);
    return rows.items.map(({ id: item, description, unreconciledCents: amountCents }) => {
      const reconciledCents = parts.get(item) ?? 0;
      return { description, amountCents, reconciledCents, plannedCents: 0, unreconciledCents: amountCents - reconciledCents };
    });
  }

  /** @param {import("../mutation.js").Editing} edit */
  function preview(edit) {
    /** @type {any[]} */
    const shown = items(edit);
    const planned = edit.fresh ? (edit.preview?.plannedPayments ?? []) : [];
    const sum = (/** @type {string} */ name) => shown.reduce((all, item) => all + item[name], 0);
    const over = paid() - sum("reconciledCents");
    const cell = (/** @type {number} */ cents) => html`<td class="amount">${text(cents)}</td>`;
    return html`<table class="split">
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
      ${over > 0 && sum("amountCents") ? html`<p class="remains">${text(over)} is more than is bought: it stays on the account.</p>` : nothing}
      ${planned.length
        ? html`<ul class="lines">
            ${planned.map(
              (/** @type {any} */ each) =>
                html`<li><span>due ${dateText(each.dueOn)} <small>${words(each.method)}</small></span><span class="money">${text(each.amountCents)}</span></li>`,
            )}
          </ul>`
        : nothing}`;
  }

  return openForm({
    title: `Purchase: ${ownerName}`,
    style: "wide",
    query: CHECK_OUT,
    begin: (edit) => choices.read(edit.typed),
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
        ${whenKnown(choices, "ledger codes and members", edit.typed, (data) => rows.view(edit, data))}
        <div class="pair">
          ${dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Today, if left empty." })}
          ${moneyField({
            name: "amount",
            label: "Paid now",
            optional: true,
            currency,
            error: edit.error("payment.amountCents", "payment"),
            hint: "It goes to the items from first to last.",
          })}
          ${selectField({ name: "method", label: "Method", options: METHODS, value: "CARD", error: edit.error("payment.method") })}
          ${textField({ name: "reference", label: "Reference", optional: true, error: edit.error("payment.reference") })}
        </div>
        ${later.view(edit, rows.items)}
      `;
    },
    preview,
    save: "Record purchase",
    said({ invoice, payment, plannedPayments }) {
      const also = [payment && `payment ${payment.number}`, plannedPayments.length && counted(plannedPayments.length, "planned payment")].filter(Boolean);
      return `Invoice ${invoice.number} of ${text(invoice.amountCents)} recorded${also.length ? `, with ${also.join(" and ")}` : ""}.`;
    },
    next: ({ payment }) => (payment ? reconcileNow({ transaction: payment }) : undefined),
    lasting: ({ payment }) => payment?.paymentState === "PROCESSING",
  });
}
