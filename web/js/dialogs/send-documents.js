/** Send documents by e-mail: one of an account, all that a job made, or one more time; with who gets what before. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { areaField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { leftAccounts } from "../parts/left-accounts.js";
import { stylesheet } from "../parts/stylesheet.js";
import { SEND_DOCUMENT, SEND_DOCUMENTS, SEND_MAIL_AGAIN } from "../queries/mails.js";
import { msg, texts } from "../texts.js";

await stylesheet("operations", "statements");
await texts("mails");

/** How many of the accounts without an address the preview lists; the job's page has more. */
const SHOWN = 5;

/** @typedef {Omit<import("../../types/schema.js").SendDocumentInput, "toEmail" | "subject" | "message" | "dryRun" | "idempotencyKey">} Sent */

/** @param {Sent} what the document */
export const sendDocument = (what) =>
  openForm({
    title: msg("mails-send-title"),
    query: SEND_DOCUMENT,
    input: (typed) => ({ ...what, toEmail: typed("to") || undefined, subject: typed("subject") || undefined, message: typed("message") || undefined }),
    fields: (edit) => html`${textField({ name: "to", label: msg("mails-to"), type: "email", optional: true, hint: msg("mails-to-hint"), error: edit.error("toEmail"), focus: true })}
      ${textField({ name: "subject", label: msg("mails-subject"), optional: true, hint: msg("mails-usual-hint"), error: edit.error("subject") })}
      ${areaField({ name: "message", label: msg("mails-message"), optional: true, hint: msg("mails-usual-hint"), error: edit.error("message") })}
      ${edit.error("period", "transactionId", "memberId", "accountId") ? html`<p class="problem" role="alert">${edit.error("period", "transactionId", "memberId", "accountId")}</p>` : nothing}`,
    preview: ({ preview, fresh }) =>
      preview?.mail
        ? html`<div class="mail" aria-busy=${!fresh}>
            <p><small class="by">${msg("mails-to")}</small>${preview.mail.toEmail}</p>
            <p><small class="by">${msg("mails-subject")}</small>${preview.mail.subject}</p>
            <p><small class="by">${msg("mails-message")}</small>${preview.mail.message}</p>
          </div>`
        : nothing,
    save: msg("mails-send"),
    successMessage: ({ mail }) => msg("mails-will-be-sent", { to: mail?.toEmail ?? "" }),
    undoes: ({ mail }) => ({ what: msg("mails-one", { to: mail?.toEmail ?? "" }), withdraws: false }),
    next: () => ({ text: msg("mails-view"), href: "/statements" }),
  });

/** @param {string} jobId the job that made the documents */
export const sendDocuments = (jobId) =>
  openForm({
    title: msg("mails-send-all-title"),
    query: SEND_DOCUMENTS,
    input: (typed) => ({ jobId, subject: typed("subject") || undefined, message: typed("message") || undefined }),
    fields: (edit) => html`<p>${msg("mails-send-all-means")}</p>
      ${textField({ name: "subject", label: msg("mails-subject"), optional: true, hint: msg("mails-usual-of-all"), error: edit.error("subject"), focus: true })}
      ${areaField({ name: "message", label: msg("mails-message"), optional: true, hint: msg("mails-usual-of-all"), error: edit.error("message") })}
      ${edit.error("jobId") ? html`<p class="problem" role="alert">${edit.error("jobId")}</p>` : nothing}`,
    preview: ({ preview, fresh }) => {
      const job = preview?.job;
      if (!job) return fresh ? nothing : html`<p class="soft">${msg("mails-looking")}</p>`;
      return html`<p>${msg("mails-recipients", { count: job.total - job.errorCount })}</p>
        ${job.errorCount ? html`<p class="problem">${msg("mails-without-address", { count: job.errorCount })}</p>` : nothing} ${leftAccounts(job.errors.slice(0, SHOWN))}`;
    },
    disabledReason: ({ preview }) => (preview?.job && preview.job.total > preview.job.errorCount ? "" : msg("mails-nobody")),
    save: (preview) => (preview?.job ? msg("mails-send-count", { count: preview.job.total - preview.job.errorCount }) : msg("mails-send")),
    successMessage: () => msg("mails-all-begun"),
    next: ({ job }) => (job ? { text: msg("mails-progress"), href: `/jobs/${encodeURIComponent(job.id)}` } : undefined),
  });

/** @param {{ id: string, toEmail: string }} mail */
export const sendAgain = ({ id, toEmail }) =>
  openForm({
    title: msg("mails-again-title"),
    query: SEND_MAIL_AGAIN,
    input: (typed) => ({ mailId: id, toEmail: typed("to") === toEmail ? undefined : typed("to") || undefined }),
    fields: (edit) => html`<p>${msg("mails-again-means")}</p>
      ${textField({ name: "to", label: msg("mails-to"), type: "email", value: toEmail, error: edit.error("toEmail", "mailId"), focus: true })}`,
    save: msg("mails-again"),
    successMessage: ({ mail }) => msg("mails-will-be-sent", { to: mail?.toEmail ?? "" }),
    irreversible: () => true,
  });
