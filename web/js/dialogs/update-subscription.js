/** Change a subscription from its next period on (domain R18a). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { METHODS } from "../parts/methods.js";
import { ITEM_CHOICES } from "../queries/recording.js";
import { UPDATE_SUBSCRIPTION } from "../queries/subscriptions.js";
import { msg, texts } from "../texts.js";
import { asTyped, parseMoney } from "../typed-money.js";

await texts("forms", "subscriptions");

/**
 * @param {import("../queries/subscriptions.js").Subscriptions_account_subscriptions_nodes} subscription
 * @param {{ number: string, currency: string }} account
 */
export function updateSubscription(subscription, { number, currency }) {
  const choices = lookup(ITEM_CHOICES, { number });
  return openForm({
    title: msg("subscriptions-change-title", { subscription: subscription.description }),
    style: "wide",
    query: UPDATE_SUBSCRIPTION,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (!typed("description")) problem("description", msg("forms-enter-description"));
      if (wrong) problem("amountCents", wrong);
      if (!typed("next")) problem("nextOn", msg("subscriptions-enter-next"));
      return {
        subscriptionId: subscription.id,
        description: typed("description"),
        ledgerCode: typed("code") || undefined,
        amountCents,
        memberId: typed("code") ? typed("member") || null : undefined,
        method: typed("method"),
        nextOn: typed("next") === subscription.nextOn ? undefined : typed("next"),
      };
    },
    fields: (edit) => html`
      <p>${msg("subscriptions-from-next")}</p>
      ${textField({ name: "description", label: msg("forms-description"), value: subscription.description, error: edit.error("description"), focus: true })}
      <div class="pair">
        ${moneyField({ name: "amount", label: msg("forms-amount-per-period"), currency, value: asTyped(subscription.amountCents, currency), error: edit.error("amountCents") })}
        ${dateField({ name: "next", label: msg("subscriptions-next"), value: subscription.nextOn ?? "", error: edit.error("nextOn"), hint: msg("subscriptions-next-hint") })}
      </div>
      ${whenKnown(choices, msg("forms-codes-and-members"), () => choices.read(edit.typed), ({ ledgerCodes, account }) => html`<div class="pair">
        ${selectField({
          name: "code",
          label: msg("forms-ledger-code"),
          options: ledgerCodes.map(({ code, title }) => ({ value: code, text: `${code} · ${title}` })),
          value: subscription.ledgerCode.code,
          error: edit.error("ledgerCode"),
        })}
        ${selectField({
          name: "member",
          label: msg("forms-member"),
          options: [{ value: "", text: msg("forms-no-member") }, ...(account?.members ?? []).map((each) => ({ value: each.id, text: each.name }))],
          value: subscription.member?.id ?? "",
          error: edit.error("memberId"),
        })}
      </div>`)}
      ${selectField({ name: "method", label: msg("forms-method"), options: METHODS, value: subscription.method, error: edit.error("method") })}
    `,
    save: msg("subscriptions-save"),
    successMessage: ({ subscription: changed }) => msg("subscriptions-changed", { subscription: changed.description }),
  });
}
