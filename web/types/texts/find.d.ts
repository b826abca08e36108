// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "find-title": null;
  "find-for": null;
  "find-for-names": null;
  "find-nothing": { search: string | number };
  "find-screen": null;
  "find-report": null;
  "find-import": { what: string | number };
  "find-action": null;
  "find-new-account": null;
  "find-new-ledger-code": null;
  "find-process": null;
  "find-reconcile-all": null;
  "find-member": { member: string | number };
  "find-reference": { reference: string | number };
  "find-external": { id: string | number };
  "find-item": null;
  "find-planned": null;
}
