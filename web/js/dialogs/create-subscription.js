/** A new subscription: what is charged each period, and how it is paid. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { INTERVALS } from "../parts/installments.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { METHODS } from "../parts/methods.js";
import { ITEM_CHOICES } from "../queries/recording.js";
import { CREATE_SUBSCRIPTION } from "../queries/subscriptions.js";
import { parseMoney } from "../typed-money.js";

/** @param {{ id: string, number: string, ownerName: string, currency: string }} account */
export function createSubscription({ id, number, ownerName, currency }) {
  const choices = lookup(ITEM_CHOICES, { number });
  return openForm({
    title: `New subscription: ${ownerName}`,
    style: "wide",
    query: CREATE_SUBSCRIPTION,
    begin: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (!typed("description")) problem("description", "Say what is charged.");
      if (wrong) problem("amountCents", wrong);
      if (!typed("code")) problem("ledgerCode", "Choose a ledger code.");
      if (!typed("starts")) problem("startsOn", "Say when the first period begins.");
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
      ${textField({ name: "description", label: "What is charged", error: edit.error("description"), focus: true })}
      <div class="pair">
        ${moneyField({ name: "amount", label: "Amount each period", currency, error: edit.error("amountCents") })}
        ${selectField({ name: "interval", label: "Charged", options: INTERVALS, value: "MONTH", error: edit.error("interval") })}
      </div>
      ${whenKnown(choices, "ledger codes and members", edit.typed, ({ ledgerCodes, account }) => html`<div class="pair">
        ${selectField({
          name: "code",
          label: "Ledger code",
          options: [{ value: "", text: "Choose…" }, ...ledgerCodes.map((/** @type {any} */ { code, title }) => ({ value: code, text: `${code} · ${title}` }))],
          error: edit.error("ledgerCode"),
        })}
        ${selectField({
          name: "member",
          label: "Member",
          options: [{ value: "", text: "No member" }, ...account.members.map((/** @type {any} */ each) => ({ value: each.id, text: each.name }))],
          error: edit.error("memberId"),
        })}
      </div>`)}
      <div class="pair">
        ${selectField({ name: "method", label: "Paid by", options: METHODS, value: "CARD", error: edit.error("method") })}
        ${dateField({ name: "starts", label: "First period begins", error: edit.error("startsOn") })}
        ${dateField({ name: "ends", label: "No period begins after", optional: true, error: edit.error("endsOn"), hint: "Until it is ended, if left empty." })}
      </div>
    `,
    save: "Create subscription",
    said: ({ subscription }) => `Subscription “${subscription.description}” created.`,
  });
}
