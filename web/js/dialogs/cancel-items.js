/** Cancel invoice items: open amounts are settled, paid amounts become a credit (domain R7a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { dateField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { empty } from "../parts/notices.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { CANCEL_ITEMS, INVOICE, INVOICES } from "../queries/recording.js";
import { msg, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";
import { dateText } from "../words.js";

await stylesheet("marks", "operations");
await texts("forms", "recording");

/** @import { Invoice, Invoice_transaction_items, Invoices } from "../queries/recording.js" */

/**
 * @param {{ id: string, number: string, ownerName: string, currency: string, balanceCents: number }} account
 * @param {string} [invoiceNumber] the invoice, if known
 */
export function cancelItems({ number, ownerName, currency, balanceCents }, invoiceNumber) {
  /** @type {(name: string) => string} */
  let read = () => "";
  const found = invoiceNumber ? lookup(INVOICE, { number: invoiceNumber }) : lookup(INVOICES, () => ({ number, search: read("find") || undefined }));
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  /** The lookup's data, whichever query it used. @returns {Partial<Invoice & Invoices> | undefined} */
  const data = () => found.data;
  const listed = () => data()?.account?.transactions ?? { totalCount: 0, nodes: [] };
  const invoice = () => data()?.transaction ?? listed().nodes.find((each) => each.number === read("invoice")) ?? listed().nodes[0];
  const items = () => invoice()?.items ?? [];
  const chosen = () => items().filter((item) => read(`cancel-${item.id}`));

  /**
   * @param {Invoice_transaction_items} item
   * @param {import("../mutation.js").Editing} edit
   */
  function itemView(item, edit) {
    const index = chosen().indexOf(item);
    const path = `items.${index}`;
    const wrong = index < 0 ? "" : edit.error(`${path}.amountCents`, `${path}.itemId`, path);
    return html`<li class="mark">
      <label>
        <input type="checkbox" name="cancel-${item.id}" value="yes" ?autofocus=${item === items()[0]} />
        <span>${item.description}${item.member ? html` <small>${item.member.name}</small>` : nothing}
          ${item.plannedCents ? html`<small>${msg("recording-in-planned", { amount: text(item.plannedCents) })}</small>` : nothing}</span>
      </label>
      ${index < 0
        ? nothing
        : html`<span class="exact"
            ><input name="much-${item.id}" inputmode="decimal" autocomplete="off" placeholder=${msg("recording-full-amount")} aria-label=${msg("recording-amount-to-cancel", { item: item.description })} aria-invalid=${wrong ? "true" : "false"} aria-describedby="wrong-${item.id}" /><small class="problem" id="wrong-${item.id}">${wrong || nothing}</small></span
          >`}
      <span class="money">${text(item.amountCents)}</span>
      <span class="money part soft">${text(item.unreconciledCents)}</span>
    </li>`;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Whether there are too many invoices to list. */
  let many = false;

  /**
   * Choose the invoice; with a search if there are too many to list, which stays whatever it finds.
   * @param {import("../mutation.js").Editing} edit
   */
  function chooser(edit) {
    const { totalCount, nodes } = listed();
    many ||= totalCount > nodes.length;
    const find = () => {
      clearTimeout(timer);
      timer = setTimeout(() => found.read(edit.typed), 200);
    };
    return html`${many
      ? html`<div @input=${find}>
          ${textField({ name: "find", label: msg("recording-find-invoice"), type: "search", hint: totalCount > nodes.length ? msg("recording-find-hint-newest", { shown: nodes.length, total: totalCount }) : msg("recording-find-hint") })}
        </div>`
      : nothing}
    ${nodes.length
      ? selectField({
          name: "invoice",
          label: msg("recording-invoice"),
          options: nodes.map((each) => ({ value: each.number, text: `${each.number} · ${dateText(each.date)} · ${text(each.amountCents)}` })),
          focus: true,
        })
      : empty(msg("recording-no-invoice", { search: read("find") }))}`;
  }

  return openForm({
    title: invoiceNumber ? msg("recording-cancel-of-invoice", { number: invoiceNumber }) : msg("recording-cancel-title", { owner: ownerName }),
    style: "wide",
    query: CANCEL_ITEMS,
    onOpen: (edit) => found.read(edit.typed),
    input(typed, problem) {
      read = typed;
      const cancelled = chosen().map(({ id: itemId }, index) => {
        const much = typed(`much-${itemId}`);
        if (!much) return { itemId };
        const { cents: amountCents, problem: wrong } = parseMoney(much, currency);
        if (wrong) problem(`items.${index}.amountCents`, wrong);
        return { itemId, amountCents };
      });
      if (!cancelled.length) problem("items", msg("recording-select-to-cancel"));
      return { items: cancelled, date: typed("date") || undefined, description: typed("about") || undefined };
    },
    fields: (edit, typed) => {
      read = typed;
      return whenKnown(/** @type {import("../parts/lookup.js").Lookup<unknown>} */ (found), msg("recording-the-invoices"), () => found.read(edit.typed), () => {
        if (!invoice() && !many) return empty(msg("recording-no-invoices"), msg("recording-no-invoices-how"));
        return html`
          ${invoiceNumber ? nothing : chooser(edit)}
          <fieldset class="marks">
            <legend>${msg("recording-items-to-cancel")}</legend>
            <div class="marks-head"><span class="money" aria-hidden="true">${msg("recording-head-amount")}</span><span class="money part" aria-hidden="true">${msg("forms-open")}</span></div>
            <ul class="marks-list">${repeat(items(), ({ id }) => id, (item) => itemView(item, edit))}</ul>
          </fieldset>
          ${edit.error("items") ? html`<p class="problem" role="alert">${edit.error("items")}</p>` : nothing}
          <div class="pair">
            ${dateField({ name: "date", label: msg("forms-date"), optional: true, error: edit.error("date"), hint: msg("forms-defaults-today") })}
            ${textField({ name: "about", label: msg("forms-reason"), optional: true, error: edit.error("description"), hint: msg("recording-cancel-reason") })}
          </div>
        `;
      });
    },
    preview: (edit) => {
      const made = edit.fresh ? edit.preview?.transaction : null;
      return html`<dl>
        ${made
          ? html`<div><dt>${msg("recording-cancelled")}</dt><dd>${text(made.amountCents)}</dd></div>
              <div><dt>${msg("recording-cancelled-open")}</dt><dd>${text(made.reconciledCents)}</dd></div>
              ${made.unreconciledCents ? html`<div class="remains"><dt>${msg("recording-cancelled-paid")}</dt><dd>${text(made.unreconciledCents)}</dd></div>` : nothing}`
          : nothing}
        ${balanceAfter(balanceCents, currency, edit)}
      </dl>`;
    },
    save: msg("recording-save-cancellation"),
    successMessage: ({ transaction }) => msg("recording-cancellation-done", { number: transaction.number, amount: text(transaction.amountCents) }),
    next: reconcileNow,
    undoes: recorded("CANCELLATION", currency),
  });
}
