/** Edit a planned payment: date, amount, method; a new amount unlinks its items (domain R17a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, moneyField, selectField } from "../parts/field.js";
import { freedItems } from "../parts/freed-items.js";
import { openForm } from "../parts/form.js";
import { MODIFY_PLANNED_PAYMENT } from "../queries/upcoming.js";
import { asTyped, parseMoney } from "../typed-money.js";
import { METHODS } from "../parts/methods.js";

/**
 * @param {import("../queries/upcoming.js").Upcoming_plannedPayments_nodes} planned
 */
export function modifyPlannedPayment({ id, dueOn, amountCents, method, account, reconciliations }) {
  const { currency } = account;
  return openForm({
    title: `Edit planned payment: ${account.ownerName}`,
    query: MODIFY_PLANNED_PAYMENT,
    input(typed, problem) {
      const { cents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("amountCents", wrong);
      if (!typed("due")) problem("dueOn", "Enter a due date.");
      const changed = {
        dueOn: typed("due") === dueOn ? undefined : typed("due"),
        amountCents: cents === amountCents ? undefined : cents,
        method: typed("method") === method ? undefined : typed("method"),
      };
      if (!Object.values(changed).some(Boolean)) problem("dueOn", "Change the date, the amount or the method.");
      return { id, ...changed };
    },
    fields: (edit) => html`
      ${dateField({ name: "due", label: "Due date", value: dueOn, error: edit.error("dueOn"), focus: true })}
      ${moneyField({
        name: "amount",
        label: "Amount",
        currency,
        value: asTyped(amountCents, currency),
        error: edit.error("amountCents"),
        hint: reconciliations.totalCount ? "Changing the amount unlinks its items; the payment then arrives unreconciled." : nothing,
      })}
      ${selectField({ name: "method", label: "Method", options: METHODS, value: method, error: edit.error("method") })}
    `,
    preview: ({ preview }) =>
      preview
        ? freedItems(preview.freed, currency, reconciliations.totalCount ? "Its items stay linked." : "No items are linked; it arrives unreconciled.")
        : html`<p class="soft">The effect of your change is shown here.</p>`,
    save: "Save",
    successMessage: ({ freed }) => `Planned payment of ${moneyText(amountCents, currency)} updated${freed.length ? "; its items are open again" : ""}.`,
  });
}
