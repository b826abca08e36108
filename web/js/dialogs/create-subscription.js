/** Create a subscription. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { INTERVALS } from "../parts/installments.js";
import { noLedgerCodes } from "../parts/item-rows.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { METHODS } from "../parts/methods.js";
import { ITEM_CHOICES } from "../queries/recording.js";
import { CREATE_SUBSCRIPTION } from "../queries/subscriptions.js";
import { msg, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";

await texts("forms", "subscriptions");

/** @param {{ id: string, number: string, ownerName: string, currency: string }} account */
export function createSubscription({ id, number, ownerName, currency }) {
  const choices = lookup(ITEM_CHOICES, { number });
  return openForm({
    title: msg("subscriptions-new-title", { owner: ownerName }),
    style: "wide",
    query: CREATE_SUBSCRIPTION,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (!typed("description")) problem("description", msg("forms-enter-description"));
      if (wrong) problem("amountCents", wrong);
      if (!typed("code")) problem("ledgerCode", msg("forms-choose-ledger-code"));
      if (!typed("starts")) problem("startsOn", msg("subscriptions-enter-start"));
      return {
        accountId: id,
        description: typed("description"),
        ledgerCode: typed("code"),
        amountCents,
        memberId: typed("member") || undefined,
        interval: typed("interval"),
        method: typed("method"),
        startsOn: typed("starts"),
        endsOn: typed("ends") || undefined,
      };
    },
    fields: (edit) => html`
      ${textField({ name: "description", label: msg("forms-description"), error: edit.error("description"), focus: true })}
      <div class="pair">
        ${moneyField({ name: "amount", label: msg("forms-amount-per-period"), currency, error: edit.error("amountCents") })}
        ${selectField({ name: "interval", label: msg("forms-interval"), options: INTERVALS, value: "MONTH", error: edit.error("interval") })}
      </div>
      ${whenKnown(choices, msg("forms-codes-and-members"), () => choices.read(edit.typed), ({ ledgerCodes, account }) => html`${ledgerCodes.length ? nothing : noLedgerCodes(() => choices.read(edit.typed))}<div class="pair">
        ${selectField({
          name: "code",
          label: msg("forms-ledger-code"),
          options: [{ value: "", text: msg("forms-choose") }, ...ledgerCodes.map(({ code, title }) => ({ value: code, text: `${code} · ${title}` }))],
          error: edit.error("ledgerCode"),
        })}
        ${selectField({
          name: "member",
          label: msg("forms-member"),
          options: [{ value: "", text: msg("forms-no-member") }, ...(account?.members ?? []).map((each) => ({ value: each.id, text: each.name }))],
          error: edit.error("memberId"),
        })}
      </div>`)}
      <div class="pair">
        ${selectField({ name: "method", label: msg("forms-method"), options: METHODS, value: "CARD", error: edit.error("method") })}
        ${dateField({ name: "starts", label: msg("subscriptions-start"), error: edit.error("startsOn") })}
        ${dateField({ name: "ends", label: msg("subscriptions-end-date"), optional: true, error: edit.error("endsOn"), hint: msg("subscriptions-end-hint") })}
      </div>
    `,
    save: msg("subscriptions-create"),
    successMessage: ({ subscription }) => msg("subscriptions-created", { subscription: subscription.description }),
  });
}
