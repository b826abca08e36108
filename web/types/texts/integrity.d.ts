// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "integrity-title": null;
  "integrity-about": null;
  "integrity-checking-all": null;
  "integrity-the-report": null;
  "integrity-checking": null;
  "integrity-again": null;
  "integrity-checked": { moment: string | number };
  "integrity-clean": null;
  "integrity-clean-means": null;
  "integrity-found": { count: number };
  "integrity-none-so-far": null;
  "integrity-rest-consistent": null;
  "integrity-not-everything": null;
  "integrity-full-check": { command: string | number };
  "integrity-problems": null;
  "integrity-problem": null;
  "integrity-whole": null;
  "integrity-account": null;
  "integrity-none": null;
  "integrity-hidden": null;
  "integrity-what-to-do": null;
  "integrity-the-first": { shown: string | number; total: string | number };
  "integrity-view": { number: string | number };
  "integrity-contact": { contact: string | number };
  "integrity-contact-administrator": null;
  "integrity-where-from": null;
}
