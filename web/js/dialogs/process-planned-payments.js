/** Process due planned payments, with a preview of the payments (domain R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { PROCESS_PLANNED_PAYMENTS } from "../queries/upcoming.js";
import { counted, words } from "../words.js";

export function processPlannedPayments() {
  return openForm({
    title: "Process due payments",
    query: PROCESS_PLANNED_PAYMENTS,
    input: (typed) => ({ on: typed("on") || undefined }),
    fields: (edit) =>
      dateField({ name: "on", label: "Due by", optional: true, error: edit.error("on"), hint: "Defaults to today. Also the date of the payments.", focus: true }),
    preview: ({ preview, message }) => (preview ? foreseen(preview) : html`<p class="soft">${message ? "No preview available." : "Checking what is due…"}</p>`),
    disabledReason: ({ preview, fresh }) => (preview && !fresh ? "Checking what is due." : ""),
    save: (preview) => (preview?.transactionCount ? `Process ${counted(preview.transactionCount, "payment")}` : ""),
    successMessage: ({ transactionCount }) => `${counted(transactionCount, "planned payment")} processed.`,
    undoes: ({ transactionCount }) => ({ what: counted(transactionCount, "processed payment"), withdraws: true }),
  });
}

/** @param {import("../queries/upcoming.js").ProcessPlannedPayments_processPlannedPayments} payload of the dry run */
function foreseen({ transactionCount, transactions }) {
  if (!transactionCount) return html`<p>Nothing is due by that date.</p>`;
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { amountCents, account } of transactions) sums.set(account.currency, (sums.get(account.currency) ?? 0) + amountCents);
  const rest = transactionCount - transactions.length;
  return html`<dl class="freed">
    ${transactions.map(
      ({ amountCents, method, unreconciledCents, account }) => html`<div>
        <dt>
          ${account.ownerName} <small>${method ? words(method) : nothing}${unreconciledCents ? ", arrives unreconciled" : ""}</small>
        </dt>
        <dd>${moneyText(amountCents, account.currency)}</dd>
      </div>`,
    )}
    ${rest ? html`<div><dt>and ${counted(rest, "more", "more")}</dt></div>` : nothing}
    ${[...sums].map(
      ([currency, cents]) => html`<div class="sum">
        <dt>${rest ? "Total of those listed" : "Total"}${sums.size > 1 ? ` in ${currency}` : ""}</dt>
        <dd>${moneyText(cents, currency)}</dd>
      </div>`,
    )}
  </dl>`;
}
