/** Charge every period that has started, on all accounts, with a preview. A second run does nothing (domain R18). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, selectField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { leftAccounts, showLeftAccounts } from "../parts/left-accounts.js";
import { stylesheet } from "../parts/stylesheet.js";
import { CHARGE_SUBSCRIPTIONS } from "../queries/subscriptions.js";
import { msg, msgView, texts } from "../texts.js";
import { dateText } from "../words.js";

await stylesheet("operations");
await texts("forms", "subscriptions");

const CATCH_UP = msg("subscriptions-charge-all");

/** A reason in this form's words. @param {string} message */
const inWords = (message) => message.replace("`catchUp`", msg("subscriptions-in-quotes", { text: CATCH_UP }));

/** @returns {Promise<unknown>} nothing when nothing was charged */
export async function chargeSubscriptions() {
  const done = await openForm({
    title: msg("subscriptions-charge-title"),
    style: "wide",
    query: CHARGE_SUBSCRIPTIONS,
    input: (typed) => ({ on: typed("on") || undefined, catchUp: typed("catchUp") === "true" }),
    fields: (edit) => html`
      <p>${msgView("subscriptions-charge-what", { everywhere: html`<b>${msg("subscriptions-everywhere")}</b>` })}</p>
      ${dateField({ name: "on", label: msg("subscriptions-through"), optional: true, error: edit.error("on"), focus: true, hint: msg("forms-defaults-today") })}
      ${selectField({
        name: "catchUp",
        label: msg("subscriptions-many"),
        options: [
          { value: "", text: msg("subscriptions-leave-out") },
          { value: "true", text: CATCH_UP },
        ],
      })}
    `,
    preview: ({ preview, fresh }) => {
      if (!fresh) return html`<p class="soft">${msg("subscriptions-checking")}</p>`;
      if (!preview) return nothing; // refused
      const leftOut = preview.accountErrors.length
        ? html`<p><b>${msg("subscriptions-left-out-colon")}</b></p>
            ${leftAccounts(preview.accountErrors, inWords)}`
        : nothing;
      if (!preview.chargedCount) return html`${leftOut}${preview.accountErrors.length ? nothing : html`<p>${msg("subscriptions-nothing")}</p>`}`;
      return html`${leftOut}<p>${msgView("subscriptions-to-charge", { periods: html`<b>${msg("subscriptions-periods", { count: preview.chargedCount })}</b>` })}</p>
        <ul class="lines">
          ${preview.invoices.map(
            ({ description, date, amountCents, account }) =>
              html`<li><span>${msgView("subscriptions-of", { owner: account.ownerName, description, date: html`<small>${dateText(date)}</small>` })}</span><span class="money">${moneyText(amountCents, account.currency)}</span></li>`,
          )}
          ${preview.chargedCount > preview.invoices.length ? html`<li>${msg("forms-and-more", { count: preview.chargedCount - preview.invoices.length })}</li>` : nothing}
        </ul>`;
    },
    disabledReason: ({ preview, fresh }) => {
      if (!preview || !fresh) return msg("subscriptions-still-checking");
      if (preview.chargedCount) return "";
      return preview.accountErrors.length ? msg("subscriptions-all-left-out") : msg("forms-nothing-due");
    },
    save: msg("subscriptions-charge"),
    successMessage: ({ chargedCount }) => msg("subscriptions-charged", { count: chargedCount }),
    undoes: ({ chargedCount }) => ({ what: msg("subscriptions-the-charges", { count: chargedCount }), withdraws: true }),
  });
  if (done?.accountErrors.length) showLeftAccounts(msg("subscriptions-left-out"), msg("subscriptions-left-out-why"), done.accountErrors, inWords);
  return done;
}
