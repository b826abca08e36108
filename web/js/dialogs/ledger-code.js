/** A new ledger code, and a new title for one. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { CREATE_LEDGER_CODE, UPDATE_LEDGER_CODE } from "../queries/ledger-codes.js";

const TITLE_HINT = "What it stands for, such as Swimming lessons.";

/** @returns {Promise<any>} the payload, or undefined */
export function createLedgerCode() {
  return openForm({
    title: "New ledger code",
    query: CREATE_LEDGER_CODE,
    input(typed, problem) {
      if (!typed("code")) problem("code", "Give it a code.");
      if (!typed("title")) problem("title", "Say what it stands for.");
      return { code: typed("code"), title: typed("title") };
    },
    fields: (edit) => html`
      ${textField({ name: "code", label: "Code", error: edit.error("code"), hint: "It stays as it is for ever, such as SWIM or 4010.", focus: true })}
      ${textField({ name: "title", label: "Title", error: edit.error("title"), hint: TITLE_HINT })}
    `,
    save: "Create ledger code",
    said: ({ ledgerCode }) => `Ledger code ${ledgerCode.code} created.`,
  });
}

/**
 * @param {{ id: string, code: string, title: string }} ledgerCode
 * @returns {Promise<any>} the payload, or undefined
 */
export function renameLedgerCode({ id, code, title }) {
  return openForm({
    title: `Rename ${code}`,
    query: UPDATE_LEDGER_CODE,
    input(typed, problem) {
      if (!typed("title")) problem("title", "Say what it stands for.");
      return { id, title: typed("title") };
    },
    fields: (edit) => textField({ name: "title", label: "Title", value: title, error: edit.error("title", "id"), hint: `${TITLE_HINT} Reports show it as it is now.`, focus: true }),
    save: "Rename",
    said: ({ ledgerCode }) => `Ledger code ${ledgerCode.code} renamed.`,
  });
}
