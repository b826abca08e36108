/** Create and rename ledger codes. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { labelFields, NO_LABELS, typedLabels } from "../parts/label-fields.js";
import { CREATE_LEDGER_CODE, UPDATE_LEDGER_CODE } from "../queries/ledger-codes.js";

const TITLE_HINT = "For example, Swimming lessons.";

export function createLedgerCode() {
  return openForm({
    title: "New ledger code",
    query: CREATE_LEDGER_CODE,
    input(typed, problem) {
      if (!typed("code")) problem("code", "Enter a code.");
      if (!typed("title")) problem("title", "Enter a title.");
      return { code: typed("code"), title: typed("title"), ...typedLabels(typed, problem, NO_LABELS) };
    },
    fields: (edit) => html`
      ${textField({ name: "code", label: "Code", error: edit.error("code"), hint: "For example, SWIM or 4010. Can't be changed later.", focus: true })}
      ${textField({ name: "title", label: "Title", error: edit.error("title"), hint: TITLE_HINT })}
      ${labelFields(edit, NO_LABELS)}
    `,
    save: "Create ledger code",
    successMessage: ({ ledgerCode }) => `Ledger code ${ledgerCode.code} created.`,
  });
}

/**
 * @param {{ id: string, code: string, title: string } & import("../parts/labels.js").Labels} ledgerCode
 */
export function renameLedgerCode({ id, code, title, ...labels }) {
  return openForm({
    title: `Rename ${code}`,
    query: UPDATE_LEDGER_CODE,
    input(typed, problem) {
      if (!typed("title")) problem("title", "Enter a title.");
      return { id, title: typed("title"), ...typedLabels(typed, problem, labels) };
    },
    fields: (edit) => html`
      ${textField({ name: "title", label: "Title", value: title, error: edit.error("title", "id"), hint: `${TITLE_HINT} Reports always show the current title.`, focus: true })}
      ${labelFields(edit, labels)}
    `,
    save: "Rename",
    successMessage: ({ ledgerCode }) => `Ledger code ${ledgerCode.code} renamed.`,
  });
}
