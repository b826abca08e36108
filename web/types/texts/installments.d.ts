// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "installments-every-month": null;
  "installments-every-week": null;
  "installments-every-quarter": null;
  "installments-every-year": null;
  "installments-leave-open": null;
  "installments-equal": null;
  "installments-custom": null;
  "installments-title": null;
  "installments-first-due": null;
  "installments-enter-number": null;
  "installments-enter-first-due": null;
  "installments-number": { number: string | number };
  "installments-of": { number: string | number };
  "installments-for": null;
  "installments-in-order": null;
  "installments-remove": { number: string | number };
  "installments-add": null;
  "installments-remaining": null;
}
