/** Plan payments for open items in equal installments, each linked to its items (domain R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { equalParts, periodsLater } from "../allocation.js";
import { moneyText } from "../money.js";
import { openForm } from "../parts/form.js";
import { checkPlan, partsOf, planFields } from "../parts/installments.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { marks } from "../parts/marks.js";
import { stylesheet } from "../parts/stylesheet.js";
import { empty } from "../parts/notices.js";
import { OPEN_INVOICES } from "../queries/payment.js";
import { PLAN_PAYMENTS } from "../queries/recording.js";
import { msg, texts } from "../texts.js";
import { dateText } from "../words.js";

await stylesheet("operations");
await texts("forms", "planned");

/**
 * Allocate item amounts to consecutive installments, starting with the first item.
 * @param {Map<string, number>} items
 * @param {number[]} parts
 */
function byParts(items, parts) {
  const left = [...items].map(([itemId, amountCents]) => ({ itemId, amountCents }));
  return parts.map((cents) => {
    const taken = [];
    for (let wanted = cents; wanted > 0; ) {
      const amountCents = Math.min(wanted, left[0].amountCents);
      taken.push({ itemId: left[0].itemId, amountCents });
      wanted -= amountCents;
      left[0].amountCents -= amountCents;
      if (!left[0].amountCents) left.shift();
    }
    return { amountCents: cents, items: taken };
  });
}

/**
 * @param {{ id: string, number: string, ownerName: string, currency: string }} account
 * @param {string} [invoiceId] an invoice to select at once
 */
export function planPayments({ id, number, ownerName, currency }, invoiceId) {
  const open = lookup(OPEN_INVOICES, { number });
  const all = () => Number.MAX_SAFE_INTEGER;
  const marked = marks({ currency, path: "marks", whole: "invoiceId", gets: msg("planned-gets"), cents: all });
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const total = () => [...marked.split().parts.values()].reduce((sum, each) => sum + each, 0);
  /** @type {import("../mutation.js").Editing} */
  let form;
  /** @type {(name: string) => string} */
  let read = () => "";

  function offer() {
    if (open.data) marked.offer(open.data.account?.transactions.nodes ?? [], invoiceId);
    form.typed();
  }

  /** Return the installments; empty while the form is incomplete. */
  function plan() {
    const count = partsOf(read("parts"));
    const firstDue = read("first-due");
    if (!count || !firstDue || total() < count) return [];
    const interval = /** @type {"MONTH"} */ (read("interval"));
    return byParts(marked.split().parts, equalParts(total(), count)).map((part, index) => ({
      ...part,
      dueOn: periodsLater(firstDue, interval, index),
      method: read("how"),
    }));
  }

  return openForm({
    title: msg("planned-title", { owner: ownerName }),
    style: "wide",
    query: PLAN_PAYMENTS,
    onOpen(edit) {
      form = edit;
      open.read(offer);
    },
    input(typed, problem) {
      read = typed;
      marked.reads(typed);
      checkPlan(typed, "", problem);
      marked.input(problem);
      if (!marked.chosen.length) problem("installments", msg("planned-select"));
      else if (partsOf(typed("parts")) && total() < partsOf(typed("parts"))) problem("parts", msg("planned-too-small"));
      return { accountId: id, installments: plan() };
    },
    fields: (edit, typed) => {
      read = typed;
      marked.reads(typed);
      return html`
        ${whenKnown(open, msg("forms-the-open-items"), () => open.read(offer), () =>
          marked.offered ? marked.view(edit, msg("planned-items-to-pay")) : empty(msg("forms-nothing-due"), msg("planned-nothing-due-how")),
        )}
        <p class="problem" ?hidden=${!edit.error("installments")}>${edit.error("installments")}</p>
        ${planFields(edit, "", "1")}
      `;
    },
    preview: () => {
      const parts = plan();
      if (!parts.length) return html`<p class="soft">${total() ? msg("planned-enter") : msg("planned-select")}</p>`;
      return html`<ul class="lines">
        ${parts.map(({ dueOn, amountCents }) => html`<li><span>${msg("planned-due-on", { date: dateText(dueOn) })}</span><span class="money">${text(amountCents)}</span></li>`)}
        ${parts.length > 1 ? html`<li class="sum"><span>${msg("forms-total")}</span><span class="money">${text(total())}</span></li>` : nothing}
      </ul>`;
    },
    save: msg("planned-plan"),
    successMessage: ({ plannedPayments }) => msg("planned-done", { count: plannedPayments.length }),
    next: () => ({ text: msg("planned-upcoming"), href: "/upcoming" }),
  });
}
