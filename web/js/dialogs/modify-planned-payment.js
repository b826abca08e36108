/** Changing a planned payment: its date, its amount, its method; a new amount lets go of its items (domain R17a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, moneyField, selectField } from "../parts/field.js";
import { freedItems } from "../parts/freed-items.js";
import { openForm } from "../parts/form.js";
import { MODIFY_PLANNED_PAYMENT } from "../queries/upcoming.js";
import { asTyped, parseMoney } from "../typed-money.js";
import { METHODS } from "../parts/methods.js";

/**
 * @param {any} planned as the list of upcoming payments has it
 * @returns {Promise<any>} the payload, or undefined
 */
export function modifyPlannedPayment({ id, dueOn, amountCents, method, account, reconciliations }) {
  const { currency } = account;
  return openForm({
    title: `Change the planned payment: ${account.ownerName}`,
    query: MODIFY_PLANNED_PAYMENT,
    input(typed, problem) {
      const { cents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("amountCents", wrong);
      if (!typed("due")) problem("dueOn", "Say when it is due.");
      const changed = {
        dueOn: typed("due") === dueOn ? undefined : typed("due"),
        amountCents: cents === amountCents ? undefined : cents,
        method: typed("method") === method ? undefined : typed("method"),
      };
      if (!Object.values(changed).some(Boolean)) problem("dueOn", "Change the date, the amount or the method.");
      return { id, ...changed };
    },
    fields: (edit) => html`
      ${dateField({ name: "due", label: "Due", value: dueOn, error: edit.error("dueOn"), focus: true })}
      ${moneyField({
        name: "amount",
        label: "Amount",
        currency,
        value: asTyped(amountCents, currency),
        error: edit.error("amountCents"),
        hint: reconciliations.totalCount ? "Another amount frees its items; it then arrives unreconciled." : nothing,
      })}
      ${selectField({ name: "method", label: "Method", options: METHODS, value: method, error: edit.error("method") })}
    `,
    preview: ({ preview }) =>
      preview
        ? freedItems(preview.freed, currency, reconciliations.totalCount ? "It keeps its items." : "It holds no items and arrives unreconciled.")
        : html`<p class="soft">What follows from a change is shown here.</p>`,
    save: "Save",
    said: ({ freed }) => `Planned payment of ${moneyText(amountCents, currency)} changed${freed.length ? "; its items are open again" : ""}.`,
  });
}
