/** What was sent by e-mail, newest first, with what became of it. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { moment } from "../../parts/date.js";
import { failed } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { table } from "../../parts/table.js";
import { RECORDING } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { personName } from "../../words.js";

await texts("mails");

/** @typedef {import("../../queries/mails.js").Mails_mails_nodes} Mail */
/** @typedef {import("../../../types/schema.js").MailState} MailState */
/** @typedef {import("../../../types/schema.js").MailFailure} MailFailure */

/** @type {Record<MailState, string>} */
const STATES = {
  WAITING: msg("mails-waiting"),
  SENDING: msg("mails-sending"),
  SENT: msg("mails-sent"),
  FAILED: msg("mails-failed"),
  UNKNOWN: msg("mails-unknown"),
};

/** @type {Record<MailFailure, string>} */
const FAILURES = {
  UNREACHABLE: msg("mails-unreachable"),
  TIMEOUT: msg("mails-timeout"),
  UNSUPPORTED: msg("mails-unsupported"),
  SIGN_IN_REFUSED: msg("mails-sign-in-refused"),
  CONNECTION_REFUSED: msg("mails-connection-refused"),
  CONNECTION_LOST: msg("mails-connection-lost"),
  SENDER_REFUSED: msg("mails-sender-refused"),
  RECIPIENT_REFUSED: msg("mails-recipient-refused"),
  TEXT_REFUSED: msg("mails-text-refused"),
  NO_ANSWER: msg("mails-no-answer"),
  STOPPED: msg("mails-stopped"),
  NO_DOCUMENT: msg("mails-no-document"),
};

const ENDED = new Set(["SENT", "FAILED", "UNKNOWN"]);

/** @param {Mail} mail */
function stateOf({ state, failure, sentAt, nextAttemptAt, withdrawnAt }) {
  if (withdrawnAt) return html`<span class="soft">${msg("mails-withdrawn")}</span><small class="by">${moment(withdrawnAt)}</small>`;
  const at = state === "WAITING" ? failure && nextAttemptAt : sentAt;
  return html`<span class=${failure ? "problem" : ""}>${STATES[state]}</span>${at ? html`<small class="by">${moment(at)}</small>` : nothing}${failure ? html`<small class="by">${FAILURES[failure]}</small>` : nothing}`;
}

/** @type {import("../../parts/table.js").Column<Mail>[]} */
const COLUMNS = [
  { title: msg("mails-account"), cell: ({ account }) => html`<a data-row href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span>` },
  { title: msg("mails-subject"), cell: ({ subject, toEmail }) => html`<span>${subject}<small class="by">${toEmail}</small></span>` },
  { title: msg("mails-requested"), cell: ({ recordedAt, recordedBy }) => html`<span>${moment(recordedAt)}<small class="by">${personName(recordedBy)}</small></span>` },
  { title: msg("mails-state"), cell: stateOf },
  {
    title: msg("mails-actions"),
    money: true,
    cell: (mail) =>
      !mail.withdrawnAt && ENDED.has(mail.state)
        ? html`<span class="row-actions">${button({ text: msg("mails-again"), object: mail.subject, run: () => void opening(() => import("../../dialogs/send-documents.js"), (dialog) => dialog.sendAgain(mail)), needs: RECORDING })}</span>`
        : nothing,
  },
];

/**
 * @param {import("../../reading.js").Paged<Mail, { account?: string | null, job?: string | null }>} list
 * @param {() => void} load
 */
export function mailsView(list, load) {
  if (list.failure) return html`<div class="card">${failed(list.failure, load)}</div>`;
  if (!list.rows.length) return nothing;
  return html`<section class="below" aria-labelledby="mails">
    <h2 id="mails">${msg("mails-title")}</h2>
    <div class="card">${table({ caption: msg("mails-title"), rows: list.rows, key: (mail) => mail.id, columns: COLUMNS })} ${paging(list)}</div>
  </section>`;
}
