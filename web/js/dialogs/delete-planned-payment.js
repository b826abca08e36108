/** Deleting a planned payment: which items are open again, before it is done. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { freedItems } from "../parts/freed-items.js";
import { openForm } from "../parts/form.js";
import { DELETE_PLANNED_PAYMENT } from "../queries/upcoming.js";
import { dateText, words } from "../words.js";

/**
 * @param {any} planned as the list of upcoming payments has it
 * @returns {Promise<any>} the payload, or undefined
 */
export function deletePlannedPayment({ id, dueOn, amountCents, method, account }) {
  const amount = moneyText(amountCents, account.currency);
  return openForm({
    title: `Delete the planned payment of ${amount}?`,
    query: DELETE_PLANNED_PAYMENT,
    input: () => ({ id }),
    fields: () => html`<p>${account.ownerName}: ${amount} by ${words(method).toLowerCase()}, due ${dateText(dueOn)}. It will not come.</p>`,
    preview: ({ preview }) =>
      preview ? freedItems(preview.freed, account.currency, "It holds no items, so nothing is freed.") : html`<p class="soft">Looking which items it holds…</p>`,
    save: (preview) => (preview ? "Delete it" : ""),
    said: () => `Planned payment of ${amount} deleted.`,
  });
}
