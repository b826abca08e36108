// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "report-list-by-item": null;
  "report-list-by-ledger-code": null;
  "report-list-breakdown": null;
  "report-list-sales": null;
  "report-list-items-sold": null;
  "report-list-aging": null;
  "report-list-bank": null;
  "report-list-payment-by-item": null;
  "report-list-payment-by-item-is": null;
  "report-list-payment-by-ledger-code": null;
  "report-list-payment-by-ledger-code-is": null;
  "report-list-payment-breakdown": null;
  "report-list-payment-breakdown-is": null;
  "report-list-sales-by-ledger-code": null;
  "report-list-sales-by-ledger-code-is": null;
  "report-list-sales-by-item": null;
  "report-list-sales-by-item-is": null;
  "report-list-aging-is": null;
  "report-list-bank-reconciliation": null;
  "report-list-bank-reconciliation-is": null;
}
