/** What a file may hold, its columns in words, and an example of each; as the server's import takes them. */

/**
 * @typedef {object} ImportKind
 * @property {string} code
 * @property {string} title
 * @property {string} row what one row is
 * @property {[column: string, text: string, example: string][]} columns
 */

/** In the order in which they are brought in: what refers to others comes after them. @type {ImportKind[]} */
export const IMPORT_KINDS = [
  {
    code: "ACCOUNTS",
    title: "Accounts",
    row: "One row an account.",
    columns: [
      ["account_number", "unique in your organisation", "1001"],
      ["owner_name", "who is billed", "Maria Rivera"],
      ["email", "may be empty", "maria@example.org"],
      ["currency", "three letters; it stays for ever", "USD"],
      ["members", "names with semicolons between them; may be empty", "Leo Rivera;Sofia Rivera"],
    ],
  },
  {
    code: "LEDGER_CODES",
    title: "Ledger codes",
    row: "One row a ledger code.",
    columns: [
      ["code", "unique in your organisation", "SWIM"],
      ["title", "what it stands for", "Swimming lessons"],
    ],
  },
  {
    code: "INVOICES",
    title: "Invoices",
    row: "One row an item: rows with the same invoice number are one invoice, its items in the order of the file.",
    columns: [
      ["invoice_number", "unique across all kinds of transactions", "INV-2001"],
      ["account_number", "of an account that is there", "1001"],
      ["date", "like 2026-01-31", "2026-01-31"],
      ["due_on", "like 2026-02-28; may be empty", "2026-02-28"],
      ["description", "of the item", "Swim lessons, level 3"],
      ["ledger_code", "of a ledger code that is there", "SWIM"],
      ["amount", "such as 1234.50", "75.00"],
      ["member", "a name on the account; may be empty", "Leo Rivera"],
    ],
  },
  {
    code: "PAYMENTS",
    title: "Payments and deposits",
    row: "One row a payment or deposit.",
    columns: [
      ["number", "the receipt ID, unique across all kinds", "PAY-2001"],
      ["account_number", "of an account that is there", "1001"],
      ["date", "like 2026-01-31", "2026-02-03"],
      ["amount", "such as 1234.50", "100.00"],
      ["kind", "PAYMENT or DEPOSIT", "PAYMENT"],
      ["method", "CARD, CASH, CHECK, ECHECK, TRANSFER or OTHER", "CHECK"],
      ["reference", "such as a check number; may be empty", "No. 4711"],
    ],
  },
  {
    code: "RECONCILIATIONS",
    title: "Reconciliations",
    row: "One row a reconciliation: how much of one credit item settles one debit item. Items count from 1.",
    columns: [
      ["credit_number", "of a payment, deposit, credit or cancellation", "PAY-2001"],
      ["credit_position", "which of its items", "1"],
      ["debit_number", "of an invoice or refund", "INV-2001"],
      ["debit_position", "which of its items", "1"],
      ["amount", "such as 1234.50", "75.00"],
    ],
  },
];
