/** The kinds of import files, their columns and an example of each, as the server accepts them. */
import { msg, texts } from "./texts.js";
import { usualCurrency } from "./usual-currency.js";

await texts("import-kinds");

/**
 * @typedef {object} ImportKind
 * @property {import("../types/schema.js").ImportKind} code
 * @property {string} title
 * @property {string} row what a row stands for
 * @property {[column: string, text: string, example: string][]} columns
 */

/** Columns that several kinds of files have. */
const ACCOUNT = /** @type {const} */ ([msg("import-kinds-existing-account"), "1001"]);
const CURRENCY = /** @type {const} */ ([msg("import-kinds-currency"), usualCurrency()]);
const LEDGER_CODE = /** @type {const} */ ([msg("import-kinds-existing-code"), "SWIM"]);
const MEMBER = /** @type {const} */ ([msg("import-kinds-member"), msg("import-kinds-member-example")]);
const METHOD = /** @type {const} */ ([msg("import-kinds-method"), "CHECK"]);
const EXTERNAL_ID = msg("import-kinds-external");
const AMOUNT = msg("import-kinds-amount");

/** In import order: records come after those they refer to. @type {ImportKind[]} */
export const IMPORT_KINDS = [
  {
    code: "ACCOUNTS",
    title: msg("import-kinds-accounts"),
    row: msg("import-kinds-accounts-row"),
    columns: [
      ["account_number", msg("import-kinds-unique"), "1001"],
      ["owner_name", msg("import-kinds-owner"), msg("import-kinds-owner-example")],
      ["email", msg("import-kinds-optional"), "maria@example.org"],
      ["currency", msg("import-kinds-account-currency"), usualCurrency()],
      ["members", msg("import-kinds-members"), msg("import-kinds-members-example")],
      ["external_id", EXTERNAL_ID, "crm-1001"],
    ],
  },
  {
    code: "LEDGER_CODES",
    title: msg("import-kinds-ledger-codes"),
    row: msg("import-kinds-ledger-codes-row"),
    columns: [
      ["code", msg("import-kinds-unique"), "SWIM"],
      ["title", msg("import-kinds-code-title"), msg("import-kinds-code-title-example")],
      ["external_id", EXTERNAL_ID, "4010"],
    ],
  },
  {
    code: "INVOICES",
    title: msg("import-kinds-invoices"),
    row: msg("import-kinds-invoices-row"),
    columns: [
      ["invoice_number", msg("import-kinds-unique-transaction"), "INV-2001"],
      ["account_number", ...ACCOUNT],
      ["date", msg("import-kinds-date"), "2026-01-31"],
      ["due_on", msg("import-kinds-due"), "2026-02-28"],
      ["description", msg("import-kinds-of-item"), msg("import-kinds-description-example")],
      ["ledger_code", ...LEDGER_CODE],
      ["amount", AMOUNT, "75.00"],
      ["member", ...MEMBER],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "shop-2001"],
    ],
  },
  {
    code: "PAYMENTS",
    title: msg("import-kinds-payments"),
    row: msg("import-kinds-payments-row"),
    columns: [
      ["number", msg("import-kinds-payment-number"), "PAY-2001"],
      ["account_number", ...ACCOUNT],
      ["date", msg("import-kinds-date"), "2026-02-03"],
      ["amount", AMOUNT, "100.00"],
      ["kind", msg("import-kinds-payment-kind"), "PAYMENT"],
      ["method", ...METHOD],
      ["reference", msg("import-kinds-reference"), msg("import-kinds-reference-example")],
      ["pays", msg("import-kinds-pays"), "INV-2001:75.00"],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "psp-77"],
    ],
  },
  {
    code: "CREDITS",
    title: msg("import-kinds-credits"),
    row: msg("import-kinds-credits-row"),
    columns: [
      ["credit_number", msg("import-kinds-unique-transaction"), "CRE-2001"],
      ["account_number", ...ACCOUNT],
      ["date", msg("import-kinds-date"), "2026-02-10"],
      ["description", msg("import-kinds-of-item"), msg("import-kinds-credit-example")],
      ["ledger_code", ...LEDGER_CODE],
      ["amount", AMOUNT, "15.00"],
      ["member", ...MEMBER],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "shop-2002"],
    ],
  },
  {
    code: "REFUNDS",
    title: msg("import-kinds-refunds"),
    row: msg("import-kinds-refunds-row"),
    columns: [
      ["number", msg("import-kinds-unique-transaction"), "REF-2001"],
      ["account_number", ...ACCOUNT],
      ["date", msg("import-kinds-date"), "2026-02-12"],
      ["amount", AMOUNT, "10.00"],
      ["method", ...METHOD],
      ["reference", msg("import-kinds-reference"), msg("import-kinds-refund-reference-example")],
      ["sources", msg("import-kinds-sources"), "CRE-2001:10.00"],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "psp-78"],
    ],
  },
  {
    code: "RECONCILIATIONS",
    title: msg("import-kinds-reconciliations"),
    row: msg("import-kinds-reconciliations-row"),
    columns: [
      ["credit_number", msg("import-kinds-credit-number"), "PAY-2001"],
      ["credit_position", msg("import-kinds-position"), "1"],
      ["debit_number", msg("import-kinds-debit-number"), "INV-2001"],
      ["debit_position", msg("import-kinds-position"), "1"],
      ["amount", AMOUNT, "75.00"],
    ],
  },
];
