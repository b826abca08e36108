// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "ledger-codes-title-hint": null;
  "ledger-codes-new": null;
  "ledger-codes-enter-code": null;
  "ledger-codes-enter-title": null;
  "ledger-codes-code": null;
  "ledger-codes-code-hint": null;
  "ledger-codes-title": null;
  "ledger-codes-create": null;
  "ledger-codes-created": { code: string | number };
  "ledger-codes-rename-one": { code: string | number };
  "ledger-codes-rename-hint": null;
  "ledger-codes-rename": null;
  "ledger-codes-renamed": { code: string | number };
  "ledger-codes-active": null;
  "ledger-codes-with-archived": null;
  "ledger-codes-restored": { code: string | number };
  "ledger-codes-archived-done": { code: string | number };
  "ledger-codes-state": null;
  "ledger-codes-archived": null;
  "ledger-codes-actions": null;
  "ledger-codes-restore": null;
  "ledger-codes-archive": null;
  "ledger-codes-loading": null;
  "ledger-codes-none": null;
  "ledger-codes-none-how": null;
  "ledger-codes-none-import": { import: string | number };
  "ledger-codes-import": null;
  "ledger-codes-count": { count: number };
  "ledger-codes-show": null;
  "log-did-create-ledger-code": null;
  "log-did-update-ledger-code": null;
}
