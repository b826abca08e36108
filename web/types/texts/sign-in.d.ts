// Written by python -m tests.tools.page_types; do not edit.
interface PageTexts {
  "sign-in-title": null;
  "sign-in-motto": null;
  "sign-in-expired": null;
  "sign-in-email": null;
  "sign-in-password": null;
  "sign-in-submit": null;
  "sign-in-busy": null;
  "sign-in-with-provider": { name: string | number };
  "sign-in-with-passkey": null;
  "sign-in-sign-out-provider": { name: string | number };
  "sign-in-again": null;
  "sign-in-app-code": null;
  "sign-in-app-hint": null;
  "sign-in-recovery-code": null;
  "sign-in-passkey-hint": null;
  "sign-in-use-passkey": null;
  "sign-in-passkey-known": null;
  "sign-in-no-passkey": null;
  "sign-in-back": null;
  "sign-in-first-admin": null;
  "sign-in-create-admin": null;
  "sign-in-nobody-yet": null;
  "sign-in-link-cut": null;
  "sign-in-your-name": null;
  "sign-in-password-hint": null;
  "sign-in-create": null;
  "sign-in-creating": null;
  "sign-in-instead": null;
}
