// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "job-words-reconcile-all": null;
  "job-words-reconcile-account": null;
  "job-words-suggestions": null;
  "job-words-import": null;
  "job-words-undo": null;
  "job-words-documents": null;
  "job-words-send-documents": null;
  "job-words-queued": null;
  "job-words-running": null;
  "job-words-done": null;
  "job-words-cancelled": null;
  "job-words-failed": null;
  "job-words-no-amount": null;
}
