/** Delete a planned payment, with a preview of the items that open again. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { freedItems } from "../parts/freed-items.js";
import { openForm } from "../parts/form.js";
import { DELETE_PLANNED_PAYMENT } from "../queries/upcoming.js";
import { dateText, words } from "../words.js";

/**
 * @param {import("../queries/upcoming.js").Upcoming_plannedPayments_nodes} planned
 */
export function deletePlannedPayment({ id, dueOn, amountCents, method, account }) {
  const amount = moneyText(amountCents, account.currency);
  return openForm({
    title: `Delete the planned payment of ${amount}?`,
    query: DELETE_PLANNED_PAYMENT,
    input: () => ({ id }),
    fields: () => html`<p>${account.ownerName}: ${amount} by ${words(method).toLowerCase()}, due ${dateText(dueOn)}. It will not be charged.</p>`,
    preview: ({ preview }) =>
      preview ? freedItems(preview.freed, account.currency, "No items are linked to it.") : html`<p class="soft">Checking linked items…</p>`,
    save: (preview) => (preview ? "Delete" : ""),
    danger: true,
    successMessage: () => `Planned payment of ${amount} deleted.`,
  });
}
