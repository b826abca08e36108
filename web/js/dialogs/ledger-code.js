/** Create and rename ledger codes. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { labelFields, NO_LABELS, typedLabels } from "../parts/label-fields.js";
import { CREATE_LEDGER_CODE, UPDATE_LEDGER_CODE } from "../queries/ledger-codes.js";
import { msg, texts } from "../texts.js";

await texts("ledger-codes");

/** Create a ledger code. */
export function createLedgerCode() {
  return openForm({
    title: msg("ledger-codes-new"),
    query: CREATE_LEDGER_CODE,
    input(typed, problem) {
      if (!typed("code")) problem("code", msg("ledger-codes-enter-code"));
      if (!typed("title")) problem("title", msg("ledger-codes-enter-title"));
      return { code: typed("code"), title: typed("title"), ...typedLabels(typed, problem, NO_LABELS) };
    },
    fields: (edit) => html`
      ${textField({ name: "code", label: msg("ledger-codes-code"), error: edit.error("code"), hint: msg("ledger-codes-code-hint"), focus: true })}
      ${textField({ name: "title", label: msg("ledger-codes-title"), error: edit.error("title"), hint: msg("ledger-codes-title-hint") })}
      ${labelFields(edit, NO_LABELS)}
    `,
    save: msg("ledger-codes-create"),
    successMessage: ({ ledgerCode }) => msg("ledger-codes-created", { code: ledgerCode.code }),
  });
}

/**
 * @param {{ id: string, code: string, title: string } & import("../parts/labels.js").Labels} ledgerCode
 */
export function renameLedgerCode({ id, code, title, ...labels }) {
  return openForm({
    title: msg("ledger-codes-rename-one", { code }),
    query: UPDATE_LEDGER_CODE,
    input(typed, problem) {
      if (!typed("title")) problem("title", msg("ledger-codes-enter-title"));
      return { id, title: typed("title"), ...typedLabels(typed, problem, labels) };
    },
    fields: (edit) => html`
      ${textField({ name: "title", label: msg("ledger-codes-title"), value: title, error: edit.error("title", "id"), hint: msg("ledger-codes-rename-hint"), focus: true })}
      ${labelFields(edit, labels)}
    `,
    save: msg("ledger-codes-rename"),
    successMessage: ({ ledgerCode }) => msg("ledger-codes-renamed", { code: ledgerCode.code }),
  });
}
