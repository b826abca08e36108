/** Processing the planned payments that are due: which payments will be made, before they are (domain R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { PROCESS_PLANNED_PAYMENTS } from "../queries/upcoming.js";
import { counted, words } from "../words.js";

/** @returns {Promise<any>} the payload, or undefined */
export function processPlannedPayments() {
  return openForm({
    title: "Process what is due",
    query: PROCESS_PLANNED_PAYMENTS,
    input: (typed) => ({ on: typed("on") || undefined }),
    fields: (edit) =>
      dateField({ name: "on", label: "Due by", optional: true, error: edit.error("on"), hint: "Today, if left empty. It is the payments' date, too.", focus: true }),
    preview: ({ preview, message }) => (preview ? foreseen(preview) : html`<p class="soft">${message ? "Nothing can be shown." : "Looking what is due…"}</p>`),
    unless: ({ preview, fresh }) => (preview && !fresh ? "First it is looked what is due." : ""),
    save: (preview) => (preview?.transactionCount ? `Make ${counted(preview.transactionCount, "payment")}` : ""),
    said: ({ transactionCount }) => `${counted(transactionCount, "planned payment")} processed.`,
  });
}

/** @param {any} payload of the dry run */
function foreseen({ transactionCount, transactions }) {
  if (!transactionCount) return html`<p>Nothing is due by that day.</p>`;
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { amountCents, account } of transactions) sums.set(account.currency, (sums.get(account.currency) ?? 0) + amountCents);
  const rest = transactionCount - transactions.length;
  return html`<dl class="freed">
    ${transactions.map(
      (/** @type {any} */ { amountCents, method, unreconciledCents, account }) => html`<div>
        <dt>
          ${account.ownerName} <small>${words(method)}${unreconciledCents ? ", arrives unreconciled" : ""}</small>
        </dt>
        <dd>${moneyText(amountCents, account.currency)}</dd>
      </div>`,
    )}
    ${rest ? html`<div><dt>and ${counted(rest, "more", "more")}</dt></div>` : nothing}
    ${[...sums].map(
      ([currency, cents]) => html`<div class="sum">
        <dt>${rest ? "Those listed" : "All"}${sums.size > 1 ? ` in ${currency}` : ""}</dt>
        <dd>${moneyText(cents, currency)}</dd>
      </div>`,
    )}
  </dl>`;
}
