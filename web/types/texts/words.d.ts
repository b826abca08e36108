// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "word-invoice": null;
  "word-payment": null;
  "word-deposit": null;
  "word-credit": null;
  "word-cancellation": null;
  "word-refund": null;
  "word-payment-correction": null;
  "word-cash": null;
  "word-check": null;
  "word-card": null;
  "word-echeck": null;
  "word-transfer": null;
  "word-other": null;
  "word-view-client-accounts": null;
  "word-client-billing": null;
  "word-manage-reconciliations": null;
  "word-delete-reconciliations": null;
  "word-view-reports": null;
  "word-record-transactions": null;
  "word-import-data": null;
  "word-manage-access": null;
  "word-close-books": null;
  "word-fully-reconciled": null;
  "word-partially-reconciled": null;
  "word-not-reconciled": null;
  "word-reconciled-with-planned-payments": null;
  "word-reconciliation-error": null;
  "words-not-arrived": { status: string | number };
  "words-command-line": null;
  "words-provider": null;
  "words-token": { name: string | number };
}
