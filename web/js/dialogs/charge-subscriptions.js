/** Charging every period that has begun, on all accounts; first shown, then done. A second run does nothing (domain R18). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { CHARGE_SUBSCRIPTIONS } from "../queries/subscriptions.js";
import { counted, dateText } from "../words.js";

await stylesheet("operations");

/** @returns {Promise<any>} */
export function chargeSubscriptions() {
  return openForm({
    title: "Charge subscriptions",
    style: "wide",
    query: CHARGE_SUBSCRIPTIONS,
    input: (typed) => ({ on: typed("on") || undefined }),
    fields: (edit) => html`
      <p>Every period that has begun is charged, <b>on all accounts</b>, and paid at once by its method.</p>
      ${dateField({ name: "on", label: "Up to", optional: true, error: edit.error("on"), focus: true, hint: "Today, if left empty." })}
    `,
    preview: ({ preview, fresh }) => {
      if (!preview || !fresh) return html`<p class="soft">Looking what is due…</p>`;
      if (!preview.chargedCount) return html`<p>Nothing is due: every period that has begun is charged.</p>`;
      return html`<p><b>${counted(preview.chargedCount, "period")}</b> would be charged:</p>
        <ul class="lines">
          ${preview.invoices.map(
            (/** @type {any} */ { description, date, amountCents, account }) =>
              html`<li><span>${account.ownerName}: ${description} <small>${dateText(date)}</small></span><span class="money">${moneyText(amountCents, account.currency)}</span></li>`,
          )}
          ${preview.chargedCount > preview.invoices.length ? html`<li>and ${preview.chargedCount - preview.invoices.length} more</li>` : nothing}
        </ul>`;
    },
    unless: ({ preview, fresh }) => {
      if (!preview || !fresh) return "First it is looked what is due.";
      return preview.chargedCount ? "" : "Nothing is due.";
    },
    save: "Charge them",
    said: ({ chargedCount }) => `${counted(chargedCount, "period")} charged.`,
  });
}
