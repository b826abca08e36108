// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "billing-external-id": { id: string | number };
}
