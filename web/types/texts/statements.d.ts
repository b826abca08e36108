// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "statements-title": null;
  "statements-one": null;
  "statements-one-is": null;
  "statements-download": null;
  "statements-the-statement": null;
  "statements-yearly": null;
  "statements-yearly-are": null;
  "statements-year": null;
  "statements-account-itself": null;
  "statements-the-account": null;
  "statements-not-found": null;
  "statements-account-number": null;
  "statements-with-activity": null;
  "statements-with-balance": null;
  "statements-owing": null;
  "statements-all": null;
  "statements-being-made": null;
  "statements-of-many": null;
  "statements-of-many-are": null;
  "statements-accounts": null;
  "statements-which": null;
  "statements-search": null;
  "statements-search-for": null;
  "statements-found": { count: number };
  "statements-make": null;
  "statements-receipts": null;
  "statements-receipts-are": null;
  "statements-make-receipts": null;
  "log-did-make-documents": null;
}
