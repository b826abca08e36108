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
import { parseMoney } from "../typed-money.js";

/** @param {{ id: string, number: string, ownerName: string, currency: string }} account */
export function createSubscription({ id, number, ownerName, currency }) {
  const choices = lookup(ITEM_CHOICES, { number });
  return openForm({
    title: `New subscription: ${ownerName}`,
    style: "wide",
    query: CREATE_SUBSCRIPTION,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (!typed("description")) problem("description", "Enter a description.");
      if (wrong) problem("amountCents", wrong);
      if (!typed("code")) problem("ledgerCode", "Choose a ledger code.");
      if (!typed("starts")) problem("startsOn", "Enter a start date.");
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
      ${textField({ name: "description", label: "Description", error: edit.error("description"), focus: true })}
      <div class="pair">
        ${moneyField({ name: "amount", label: "Amount per period", currency, error: edit.error("amountCents") })}
        ${selectField({ name: "interval", label: "Interval", options: INTERVALS, value: "MONTH", error: edit.error("interval") })}
      </div>
      ${whenKnown(choices, "ledger codes and members", () => choices.read(edit.typed), ({ ledgerCodes, account }) => html`${ledgerCodes.length ? nothing : noLedgerCodes(() => choices.read(edit.typed))}<div class="pair">
        ${selectField({
          name: "code",
          label: "Ledger code",
          options: [{ value: "", text: "Choose…" }, ...ledgerCodes.map(({ code, title }) => ({ value: code, text: `${code} · ${title}` }))],
          error: edit.error("ledgerCode"),
        })}
        ${selectField({
          name: "member",
          label: "Member",
          options: [{ value: "", text: "No member" }, ...(account?.members ?? []).map((each) => ({ value: each.id, text: each.name }))],
          error: edit.error("memberId"),
        })}
      </div>`)}
      <div class="pair">
        ${selectField({ name: "method", label: "Method", options: METHODS, value: "CARD", error: edit.error("method") })}
        ${dateField({ name: "starts", label: "Start date", error: edit.error("startsOn") })}
        ${dateField({ name: "ends", label: "End date", optional: true, error: edit.error("endsOn"), hint: "Leave empty to continue until you end it." })}
      </div>
    `,
    save: "Create subscription",
    successMessage: ({ subscription }) => `Subscription “${subscription.description}” created.`,
  });
}
