// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "reconciliations-open-items": null;
  "reconciliations-nothing-to-add": null;
  "reconciliations-nothing-to-add-how": null;
  "reconciliations-open-items-title": null;
  "reconciliations-show-more": null;
  "reconciliations-available-of": { count: number; left: string | number; sum: string | number };
  "reconciliations-available": { left: string | number };
  "reconciliations-add-count": { count: string | number };
  "reconciliations-add": null;
  "reconciliations-applies": null;
}
