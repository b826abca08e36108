/** Edit a planned payment: date, amount, method, labels; a new amount unlinks its items (domain R17a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField, moneyField, selectField } from "../parts/field.js";
import { freedItems } from "../parts/freed-items.js";
import { openForm } from "../parts/form.js";
import { labelFields, typedLabels } from "../parts/label-fields.js";
import { MODIFY_PLANNED_PAYMENT } from "../queries/upcoming.js";
import { msg, texts } from "../texts.js";
import { asTyped, parseMoney } from "../typed-money.js";
import { METHODS } from "../parts/methods.js";

await texts("forms", "planned");

/**
 * @param {import("../queries/upcoming.js").Upcoming_plannedPayments_nodes} planned
 */
export function modifyPlannedPayment({ id, dueOn, amountCents, method, account, reconciliations, ...labels }) {
  const { currency } = account;
  return openForm({
    title: msg("planned-edit-title", { owner: account.ownerName }),
    query: MODIFY_PLANNED_PAYMENT,
    input(typed, problem) {
      const { cents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("amountCents", wrong);
      if (!typed("due")) problem("dueOn", msg("forms-enter-due-date"));
      const changed = {
        dueOn: typed("due") === dueOn ? undefined : typed("due"),
        amountCents: cents === amountCents ? undefined : cents,
        method: typed("method") === method ? undefined : typed("method"),
        ...typedLabels(typed, problem, labels),
      };
      if (Object.values(changed).every((value) => value === undefined)) problem("dueOn", msg("planned-change-something"));
      return { id, ...changed };
    },
    fields: (edit) => html`
      ${dateField({ name: "due", label: msg("forms-due-date"), value: dueOn, error: edit.error("dueOn"), focus: true })}
      ${moneyField({
        name: "amount",
        label: msg("forms-amount"),
        currency,
        value: asTyped(amountCents, currency),
        error: edit.error("amountCents"),
        hint: reconciliations.totalCount ? msg("planned-unlinks") : nothing,
      })}
      ${selectField({ name: "method", label: msg("forms-method"), options: METHODS, value: method, error: edit.error("method") })}
      ${labelFields(edit, labels)}
    `,
    preview: ({ preview }) =>
      preview
        ? freedItems(preview.freed, currency, reconciliations.totalCount ? msg("planned-stay-linked") : msg("planned-none-linked-arrives"))
        : html`<p class="soft">${msg("planned-effect")}</p>`,
    save: msg("forms-save"),
    successMessage: ({ freed }) => freed.length ? msg("planned-updated-freed", { amount: moneyText(amountCents, currency) }) : msg("planned-updated", { amount: moneyText(amountCents, currency) }),
  });
}
