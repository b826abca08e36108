/** The reports by their addresses, with what each is for; `short` is what its tab says. */

export const REPORTS = [
  { name: "payment-by-item", short: "By item", title: "Payment by item", about: "Every payment of a period, and what it was applied to." },
  { name: "payment-by-ledger-code", short: "By ledger code", title: "Payment by ledger code", about: "What came in, by the ledger code that it paid for and by method." },
  { name: "payment-breakdown", short: "Breakdown", title: "Breakdown of payments by ledger code", about: "What was paid of each code, invoice by invoice; credits beside cash." },
  { name: "sales-by-ledger-code", short: "Sales", title: "Sales by ledger code", about: "What was invoiced less credits and cancellations, paid or not." },
  { name: "sales-by-item", short: "Sold items", title: "Sales by item", about: "Every item that was invoiced, credited or cancelled in a period." },
  { name: "aging", short: "Aging", title: "Aging", about: "What each account owes on a day, by how late it is." },
];
