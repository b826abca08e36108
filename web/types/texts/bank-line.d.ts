// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "bank-line-open": null;
  "bank-line-partly": null;
  "bank-line-status-explained": null;
  "bank-line-status-ignored": null;
  "bank-line-of": { amount: string | number; date: string | number };
  "bank-line-whole-left": { amount: string | number };
  "bank-line-part-left": { amount: string | number };
  "bank-line-none-left": null;
  "bank-line-match": null;
  "bank-line-as-payment": null;
  "bank-line-as-refund": null;
  "bank-line-several": null;
  "bank-line-fee-or-other": null;
  "bank-line-ignore": null;
}
