/** Charge every period that has started, on all accounts, with a preview. A second run does nothing (domain R18). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, selectField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { leftAccounts, showLeftAccounts } from "../parts/left-accounts.js";
import { stylesheet } from "../parts/stylesheet.js";
import { CHARGE_SUBSCRIPTIONS } from "../queries/subscriptions.js";
import { counted, dateText } from "../words.js";

await stylesheet("operations");

const CATCH_UP = "Charge them all";

/** A reason in this form's words. @param {string} message */
const inWords = (message) => message.replace("`catchUp`", `“${CATCH_UP}”`);

/** @returns {Promise<unknown>} nothing when nothing was charged */
export async function chargeSubscriptions() {
  const done = await openForm({
    title: "Charge subscriptions",
    style: "wide",
    query: CHARGE_SUBSCRIPTIONS,
    input: (typed) => ({ on: typed("on") || undefined, catchUp: typed("catchUp") === "true" }),
    fields: (edit) => html`
      <p>Charges every period that has started, <b>on all accounts</b>, and records a payment for each by its method.</p>
      ${dateField({ name: "on", label: "Through", optional: true, error: edit.error("on"), focus: true, hint: "Defaults to today." })}
      ${selectField({
        name: "catchUp",
        label: "More than 12 periods of one subscription",
        options: [
          { value: "", text: "Leave the subscription out" },
          { value: "true", text: CATCH_UP },
        ],
      })}
    `,
    preview: ({ preview, fresh }) => {
      if (!preview || !fresh) return html`<p class="soft">Checking what is due…</p>`;
      const leftOut = preview.accountErrors.length
        ? html`<p><b>Left out:</b></p>
            ${leftAccounts(preview.accountErrors, inWords)}`
        : nothing;
      if (!preview.chargedCount) return html`${leftOut}${preview.accountErrors.length ? nothing : html`<p>Nothing is due. Every period that has started is already charged.</p>`}`;
      return html`${leftOut}<p><b>${counted(preview.chargedCount, "period")}</b> to charge:</p>
        <ul class="lines">
          ${preview.invoices.map(
            ({ description, date, amountCents, account }) =>
              html`<li><span>${account.ownerName}: ${description} <small>${dateText(date)}</small></span><span class="money">${moneyText(amountCents, account.currency)}</span></li>`,
          )}
          ${preview.chargedCount > preview.invoices.length ? html`<li>and ${preview.chargedCount - preview.invoices.length} more</li>` : nothing}
        </ul>`;
    },
    disabledReason: ({ preview, fresh }) => {
      if (!preview || !fresh) return "Checking what is due.";
      if (preview.chargedCount) return "";
      return preview.accountErrors.length ? "All that is due is left out." : "Nothing is due.";
    },
    save: "Charge",
    successMessage: ({ chargedCount }) => `${counted(chargedCount, "period")} charged.`,
    undoes: ({ chargedCount }) => ({ what: `the charges of ${counted(chargedCount, "period")}`, withdraws: true }),
  });
  if (done?.accountErrors.length) showLeftAccounts("Left out", "These subscriptions were not charged. The others were.", done.accountErrors, inWords);
  return done;
}
