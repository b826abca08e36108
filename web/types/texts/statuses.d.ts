// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "statuses-full": null;
  "statuses-partial": null;
  "statuses-none": null;
  "statuses-planned": null;
  "statuses-error": null;
  "statuses-processing": { status: string | number };
}
