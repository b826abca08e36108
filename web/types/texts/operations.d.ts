// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "operations-gone": null;
  "operations-due-on": { date: string | number };
  "operations-reference": { reference: string | number };
  "operations-reconciliations": null;
  "operations-moved-from": { transaction: string | number };
  "operations-moved-to": { transaction: string | number };
  "operations-on-statement": { line: string | number };
  "operations-and-more": { count: string | number };
  "operations-from": { date: string | number; kind: string | number; number: string | number };
  "operations-to": { date: string | number; item: string | number; kind: string | number; number: string | number };
  "operations-from-planned": { date: string | number; method: string | number };
  "operations-to-planned": { date: string | number; method: string | number };
  "operations-invoice": null;
  "operations-checkout": null;
  "operations-pay-balance": null;
  "operations-deposit": null;
  "operations-credit": null;
  "operations-refund": null;
  "operations-cancel-items": null;
  "operations-plan-payments": null;
  "operations-subscriptions": null;
  "operations-reconcile-account": null;
  "operations-statement": null;
  "operations-edit-account": null;
  "operations-object": { kind: string | number; number: string | number };
  "operations-write-off": null;
  "operations-confirm-payment": null;
  "operations-mark-failed": null;
  "operations-correct-payment": null;
  "operations-move": null;
  "operations-receipt": null;
  "operations-send-receipt": null;
  "operations-receipt-of": { number: string | number };
  "operations-edit": null;
}
