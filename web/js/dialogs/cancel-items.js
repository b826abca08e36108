/** Cancelling items of an invoice: what is open of them is settled, what was paid becomes a credit (domain R7a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { dateField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { empty } from "../parts/notices.js";
import { reconcileNow } from "../parts/recorded.js";
import { CANCEL_ITEMS, INVOICE, INVOICES } from "../queries/recording.js";
import { parseMoney } from "../typed-money.js";
import { dateText } from "../words.js";

await stylesheet("marks", "operations");

/**
 * @param {{ id: string, number: string, ownerName: string, currency: string, balanceCents: number }} account
 * @param {string} [invoiceNumber] the invoice, where it is known
 */
export function cancelItems({ number, ownerName, currency, balanceCents }, invoiceNumber) {
  /** @type {(name: string) => string} */
  let read = () => "";
  const found = invoiceNumber ? lookup(INVOICE, { number: invoiceNumber }) : lookup(INVOICES, () => ({ number, search: read("find") || undefined }));
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const listed = () => found.data?.account?.transactions ?? { totalCount: 0, nodes: [] };
  const invoice = () => found.data?.transaction ?? listed().nodes.find((/** @type {any} */ each) => each.number === read("invoice")) ?? listed().nodes[0];
  const items = () => /** @type {any[]} */ (invoice()?.items ?? []);
  const chosen = () => items().filter((item) => read(`cancel-${item.id}`));

  /**
   * @param {any} item
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
          ${item.plannedCents ? html`<small>${text(item.plannedCents)} held by planned payments</small>` : nothing}</span>
      </label>
      ${index < 0
        ? nothing
        : html`<span class="exact"
            ><input name="much-${item.id}" inputmode="decimal" autocomplete="off" placeholder="all of it" aria-label="How much of ${item.description}" aria-invalid=${wrong ? "true" : "false"} aria-describedby="wrong-${item.id}" /><small class="problem" id="wrong-${item.id}">${wrong || nothing}</small></span
          >`}
      <span class="money">${text(item.amountCents)}</span>
      <span class="money part soft">${text(item.unreconciledCents)}</span>
    </li>`;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;

  /**
   * Which invoice it is; where more are there than can be listed, they are searched.
   * @param {import("../mutation.js").Editing} edit
   */
  function chooser(edit) {
    const { totalCount, nodes } = listed();
    const all = totalCount === nodes.length && !read("find");
    const find = () => {
      clearTimeout(soon);
      soon = setTimeout(() => found.read(edit.typed), 200);
    };
    return html`${all
      ? nothing
      : html`<div @input=${find}>
          ${textField({ name: "find", label: "Find an invoice", type: "search", hint: `Its number or description. ${totalCount > nodes.length ? `The newest ${nodes.length} of ${totalCount} are listed.` : ""}` })}
        </div>`}
    ${nodes.length
      ? selectField({
          name: "invoice",
          label: "Invoice",
          options: nodes.map((/** @type {any} */ each) => ({ value: each.number, text: `${each.number} · ${dateText(each.date)} · ${text(each.amountCents)}` })),
          focus: true,
        })
      : empty(`No invoice matches “${read("find")}”.`)}`;
  }

  return openForm({
    title: invoiceNumber ? `Cancel items of ${invoiceNumber}` : `Cancel items: ${ownerName}`,
    style: "wide",
    query: CANCEL_ITEMS,
    begin: (edit) => found.read(edit.typed),
    input(typed, problem) {
      read = typed;
      const cancelled = chosen().map(({ id: itemId }, index) => {
        const much = typed(`much-${itemId}`);
        if (!much) return { itemId };
        const { cents: amountCents, problem: wrong } = parseMoney(much, currency);
        if (wrong) problem(`items.${index}.amountCents`, wrong);
        return { itemId, amountCents };
      });
      if (!cancelled.length) problem("items", "Mark what is cancelled.");
      return { items: cancelled, date: typed("date") || undefined, description: typed("about") || undefined };
    },
    fields: (edit, typed) => {
      read = typed;
      return whenKnown(found, "the invoices", edit.typed, () => {
        if (!invoice() && !read("find")) return empty("There is no invoice yet.", "What was charged can be cancelled, item by item.");
        return html`
          ${invoiceNumber ? nothing : chooser(edit)}
          <fieldset class="marks">
            <legend>What is cancelled?</legend>
            <div class="marks-head"><span class="money" aria-hidden="true">amount</span><span class="money part" aria-hidden="true">open</span></div>
            <ul class="marks-list">${repeat(items(), ({ id }) => id, (item) => itemView(item, edit))}</ul>
          </fieldset>
          ${edit.error("items") ? html`<p class="problem" role="alert">${edit.error("items")}</p>` : nothing}
          <div class="pair">
            ${dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Today, if left empty." })}
            ${textField({ name: "about", label: "Why", optional: true, error: edit.error("description"), hint: "Such as course did not take place." })}
          </div>
        `;
      });
    },
    preview: (edit) => {
      const made = edit.fresh ? edit.preview?.transaction : null;
      return html`<dl>
        ${made
          ? html`<div><dt>Cancelled</dt><dd>${text(made.amountCents)}</dd></div>
              <div><dt>Settles what is open of it</dt><dd>${text(made.reconciledCents)}</dd></div>
              ${made.unreconciledCents ? html`<div class="remains"><dt>Was paid, and becomes the account's credit</dt><dd>${text(made.unreconciledCents)}</dd></div>` : nothing}`
          : nothing}
        ${balanceAfter(balanceCents, currency, edit)}
      </dl>`;
    },
    save: "Record cancellation",
    said: ({ transaction }) => `Cancellation ${transaction.number} of ${text(transaction.amountCents)} recorded.`,
    next: reconcileNow,
  });
}
