// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "marks-everything-for": { name: string | number };
  "marks-oldest": { count: string | number };
  "marks-everything-due": null;
  "marks-exactly": { amount: string | number };
  "marks-no-room": null;
  "marks-no-money": null;
  "marks-maximum": null;
  "marks-amount-for": { what: string | number };
  "marks-due": { date: string | number };
  "marks-items": { count: number };
  "marks-of": { number: string | number; what: string | number };
  "marks-search": null;
  "marks-search-by": null;
  "marks-select-oldest": null;
  "marks-clear": null;
  "marks-open": null;
  "marks-enter-amount": null;
  "marks-above-zero": null;
  "marks-such-as": { amount: string | number };
  "marks-such-as-whole": null;
  "marks-decimals": { currency: string | number; digits: string | number };
  "marks-no-decimals": { currency: string | number };
  "marks-too-large": null;
}
