/** Change a subscription from its next period on (domain R18a). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { METHODS } from "../parts/methods.js";
import { ITEM_CHOICES } from "../queries/recording.js";
import { UPDATE_SUBSCRIPTION } from "../queries/subscriptions.js";
import { asTyped, parseMoney } from "../typed-money.js";

/**
 * @param {import("../queries/subscriptions.js").Subscriptions_account_subscriptions_nodes} subscription
 * @param {{ number: string, currency: string }} account
 */
export function updateSubscription(subscription, { number, currency }) {
  const choices = lookup(ITEM_CHOICES, { number });
  return openForm({
    title: `Change “${subscription.description}”`,
    style: "wide",
    query: UPDATE_SUBSCRIPTION,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (!typed("description")) problem("description", "Enter a description.");
      if (wrong) problem("amountCents", wrong);
      if (!typed("next")) problem("nextOn", "Enter the next date.");
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
      <p>The changes hold from the next period on. Past charges stay.</p>
      ${textField({ name: "description", label: "Description", value: subscription.description, error: edit.error("description"), focus: true })}
      <div class="pair">
        ${moneyField({ name: "amount", label: "Amount per period", currency, value: asTyped(subscription.amountCents, currency), error: edit.error("amountCents") })}
        ${dateField({ name: "next", label: "Next charge", value: subscription.nextOn ?? "", error: edit.error("nextOn"), hint: "Later periods are counted from here." })}
      </div>
      ${whenKnown(choices, "ledger codes and members", () => choices.read(edit.typed), ({ ledgerCodes, account }) => html`<div class="pair">
        ${selectField({
          name: "code",
          label: "Ledger code",
          options: ledgerCodes.map(({ code, title }) => ({ value: code, text: `${code} · ${title}` })),
          value: subscription.ledgerCode.code,
          error: edit.error("ledgerCode"),
        })}
        ${selectField({
          name: "member",
          label: "Member",
          options: [{ value: "", text: "No member" }, ...(account?.members ?? []).map((each) => ({ value: each.id, text: each.name }))],
          value: subscription.member?.id ?? "",
          error: edit.error("memberId"),
        })}
      </div>`)}
      ${selectField({ name: "method", label: "Method", options: METHODS, value: subscription.method, error: edit.error("method") })}
    `,
    save: "Save changes",
    successMessage: ({ subscription: changed }) => `Subscription “${changed.description}” changed.`,
  });
}
