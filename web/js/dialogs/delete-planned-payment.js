/** Delete a planned payment, with a preview of the items that open again. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { freedItems } from "../parts/freed-items.js";
import { openForm } from "../parts/form.js";
import { DELETE_PLANNED_PAYMENT } from "../queries/upcoming.js";
import { msg, texts } from "../texts.js";
import { dateText, words } from "../words.js";

await texts("forms", "planned");

/**
 * @param {import("../queries/upcoming.js").Upcoming_plannedPayments_nodes} planned
 */
export function deletePlannedPayment({ id, dueOn, amountCents, method, account }) {
  const amount = moneyText(amountCents, account.currency);
  return openForm({
    title: msg("planned-delete-title", { amount }),
    query: DELETE_PLANNED_PAYMENT,
    input: () => ({ id }),
    fields: () => html`<p>${msg("planned-delete-what", { owner: account.ownerName, amount, method: words(method).toLowerCase(), date: dateText(dueOn) })}</p>`,
    preview({ preview, fresh }) {
      if (preview) return freedItems(preview.freed, account.currency, msg("planned-none-linked"));
      return fresh ? nothing : html`<p class="soft">${msg("planned-checking")}</p>`;
    },
    save: (preview) => (preview ? msg("forms-delete") : ""),
    danger: true,
    successMessage: () => msg("planned-deleted", { amount }),
  });
}
