/** Edit a transaction: due date, description, reference, method and labels, never amounts, dates or items (domain R39a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { dateField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { labelFields, typedLabels } from "../parts/label-fields.js";
import { METHODS } from "../parts/methods.js";
import { UPDATE_TRANSACTION } from "../queries/mending.js";
import { msg, texts } from "../texts.js";
import { described } from "../words.js";

await texts("forms", "mending");

/** Methods that a payment can change to: the bank confirms eChecks, so nothing becomes one or stops being one. */
const CHANGEABLE = METHODS.filter(({ value }) => value !== "ECHECK");

/**
 * @param {{ number: string, kind: string, description: string, method: string | null }} row
 * @param {{ id: string, dueOn: string | null, reference: string | null } & import("../parts/labels.js").Labels} details
 */
export function updateTransaction({ number, kind, description, method }, { id, dueOn, reference, ...labels }) {
  const due = kind === "INVOICE";
  const shown = described(description, kind);
  const paid = method !== null && method !== "ECHECK" && kind !== "PAYMENT_CORRECTION";
  return openForm({
    title: msg("mending-edit-title", { number }),
    query: UPDATE_TRANSACTION,
    input(typed, problem) {
      if (!typed("description")) problem("description", msg("forms-enter-description"));
      return {
        transactionId: id,
        description: typed("description") === shown ? undefined : typed("description"),
        reference: typed("reference") === (reference ?? "") ? undefined : typed("reference") || null,
        dueOn: !due || typed("due") === (dueOn ?? "") ? undefined : typed("due") || null,
        method: !paid || typed("method") === method ? undefined : typed("method"),
        ...typedLabels(typed, problem, labels),
      };
    },
    fields: (edit) => html`
      <p class="soft">${msg("mending-edit-limits")}</p>
      ${textField({ name: "description", label: msg("forms-description"), value: shown, error: edit.error("description"), focus: true })}
      ${textField({ name: "reference", label: msg("forms-reference"), value: reference ?? "", optional: true, error: edit.error("reference"), hint: due ? msg("mending-edit-order") : msg("forms-reference-hint") })}
      ${due ? dateField({ name: "due", label: msg("mending-due"), value: dueOn ?? "", optional: true, error: edit.error("dueOn"), hint: msg("mending-due-hint") }) : nothing}
      ${paid
        ? selectField({ name: "method", label: msg("forms-method"), options: CHANGEABLE, value: method, error: edit.error("method") })
        : nothing}
      ${labelFields(edit, labels)}
      ${edit.error("transactionId") ? html`<p class="problem" role="alert">${edit.error("transactionId")}</p>` : nothing}
    `,
    save: msg("forms-save"),
    successMessage: ({ transaction }) => msg("mending-updated", { number: transaction.number }),
  });
}
