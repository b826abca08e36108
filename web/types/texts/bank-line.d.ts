// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "bank-line-open": null;
  "bank-line-partly": null;
  "bank-line-explained": null;
  "bank-line-ignored": null;
  "bank-line-of": { amount: string | number; date: string | number };
  "bank-line-whole-left": { amount: string | number };
  "bank-line-part-left": { amount: string | number };
  "bank-line-none-left": null;
  "bank-line-match": null;
  "bank-line-record-payment": null;
  "bank-line-record-refund": null;
  "bank-line-several": null;
  "bank-line-fee-or-other": null;
  "bank-line-ignore": null;
}
