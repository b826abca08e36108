/** The kinds of import files, their columns and an example of each, as the server accepts them. */

/**
 * @typedef {object} ImportKind
 * @property {import("../types/schema.js").ImportKind} code
 * @property {string} title
 * @property {string} row what a row stands for
 * @property {[column: string, text: string, example: string][]} columns
 */

/** Columns that several kinds of files have. */
const ACCOUNT = /** @type {const} */ (["an existing account", "1001"]);
const CURRENCY = /** @type {const} */ (["only to check it against the account; optional", "USD"]);
const LEDGER_CODE = /** @type {const} */ (["an existing ledger code", "SWIM"]);
const MEMBER = /** @type {const} */ (["a member of the account; optional", "Leo Rivera"]);
const METHOD = /** @type {const} */ (["CARD, CASH, CHECK, ECHECK, TRANSFER or OTHER", "CHECK"]);
const EXTERNAL_ID = "what another system calls it; optional";
const AMOUNT = "for example 1234.50";

/** In import order: records come after those they refer to. @type {ImportKind[]} */
export const IMPORT_KINDS = [
  {
    code: "ACCOUNTS",
    title: "Accounts",
    row: "One row per account.",
    columns: [
      ["account_number", "unique in your organisation", "1001"],
      ["owner_name", "who is billed", "Maria Rivera"],
      ["email", "optional", "maria@example.org"],
      ["currency", "three-letter code; cannot be changed later", "USD"],
      ["members", "names separated by semicolons; optional", "Leo Rivera;Sofia Rivera"],
      ["external_id", EXTERNAL_ID, "crm-1001"],
    ],
  },
  {
    code: "LEDGER_CODES",
    title: "Ledger codes",
    row: "One row per ledger code.",
    columns: [
      ["code", "unique in your organisation", "SWIM"],
      ["title", "its name in reports", "Swimming lessons"],
      ["external_id", EXTERNAL_ID, "4010"],
    ],
  },
  {
    code: "INVOICES",
    title: "Invoices",
    row: "One row per item. Rows with the same invoice number form one invoice, its items in file order.",
    columns: [
      ["invoice_number", "unique among all transactions", "INV-2001"],
      ["account_number", ...ACCOUNT],
      ["date", "YYYY-MM-DD", "2026-01-31"],
      ["due_on", "YYYY-MM-DD; optional", "2026-02-28"],
      ["description", "of the item", "Swim lessons, level 3"],
      ["ledger_code", ...LEDGER_CODE],
      ["amount", AMOUNT, "75.00"],
      ["member", ...MEMBER],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "shop-2001"],
    ],
  },
  {
    code: "PAYMENTS",
    title: "Payments and deposits",
    row: "One row per payment or deposit.",
    columns: [
      ["number", "the receipt ID, unique among all transactions; made if empty", "PAY-2001"],
      ["account_number", ...ACCOUNT],
      ["date", "YYYY-MM-DD", "2026-02-03"],
      ["amount", AMOUNT, "100.00"],
      ["kind", "PAYMENT or DEPOSIT", "PAYMENT"],
      ["method", ...METHOD],
      ["reference", "such as a check number; optional", "No. 4711"],
      ["pays", "invoice numbers separated by semicolons, each with :amount or without; optional", "INV-2001:75.00"],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "psp-77"],
    ],
  },
  {
    code: "CREDITS",
    title: "Credits",
    row: "One row per item. Rows with the same credit number form one credit, its items in file order.",
    columns: [
      ["credit_number", "unique among all transactions", "CRE-2001"],
      ["account_number", ...ACCOUNT],
      ["date", "YYYY-MM-DD", "2026-02-10"],
      ["description", "of the item", "Pool closed for a week"],
      ["ledger_code", ...LEDGER_CODE],
      ["amount", AMOUNT, "15.00"],
      ["member", ...MEMBER],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "shop-2002"],
    ],
  },
  {
    code: "REFUNDS",
    title: "Refunds",
    row: "One row per refund.",
    columns: [
      ["number", "unique among all transactions", "REF-2001"],
      ["account_number", ...ACCOUNT],
      ["date", "YYYY-MM-DD", "2026-02-12"],
      ["amount", AMOUNT, "10.00"],
      ["method", ...METHOD],
      ["reference", "such as a check number; optional", "No. 4712"],
      ["sources", "numbers of the credits that it gives back, each with :amount or without; optional", "CRE-2001:10.00"],
      ["currency", ...CURRENCY],
      ["external_id", EXTERNAL_ID, "psp-78"],
    ],
  },
  {
    code: "RECONCILIATIONS",
    title: "Reconciliations",
    row: "One row per reconciliation: the amount of a credit item applied to a debit item. Item positions start at 1.",
    columns: [
      ["credit_number", "a payment, deposit, credit or cancellation", "PAY-2001"],
      ["credit_position", "position of its item", "1"],
      ["debit_number", "an invoice or refund", "INV-2001"],
      ["debit_position", "position of its item", "1"],
      ["amount", AMOUNT, "75.00"],
    ],
  },
];
