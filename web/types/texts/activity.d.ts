// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "activity-title": null;
  "activity-about": null;
  "activity-everyone": null;
  "activity-operator": null;
  "activity-token": { name: string | number };
  "activity-and-more": { count: string | number };
  "activity-quoted": { text: string | number };
  "activity-of": { action: string | number; what: string | number };
  "activity-from-to": { from: string | number; to: string | number };
  "activity-pair": { from: string | number; to: string | number };
  "activity-due": { date: string | number };
  "activity-of-account": { number: string | number };
  "activity-name": { action: string | number; moment: string | number; person: string | number; what: string | number };
  "activity-first-and-more": { count: string | number; first: string | number };
  "activity-by": { action: string | number; person: string | number };
  "activity-on-account": { account: string | number };
  "activity-view-all": null;
  "activity-partly-undone": null;
  "activity-undone": null;
  "activity-undo-rest": null;
  "activity-undo": null;
  "activity-rest-of": { name: string | number };
  "activity-no-account": { number: string | number };
  "activity-full-number": null;
  "activity-the-activity": null;
  "activity-no-match": null;
  "activity-show-all": null;
  "activity-none": null;
  "activity-earlier": null;
  "activity-filter": null;
  "activity-account-number": null;
  "activity-user": null;
  "activity-action": null;
  "activity-all-actions": null;
  "activity-one-batch": null;
  "activity-distinct": { count: string | number; name: string | number };
}
