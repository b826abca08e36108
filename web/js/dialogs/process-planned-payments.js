/** Process due planned payments, with a preview of the payments (domain R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { dateField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { PROCESS_PLANNED_PAYMENTS } from "../queries/upcoming.js";
import { msg, texts } from "../texts.js";
import { words } from "../words.js";

await texts("forms", "planned");

/** Show what is due, and process it. */
export function processPlannedPayments() {
  return openForm({
    title: msg("planned-process"),
    query: PROCESS_PLANNED_PAYMENTS,
    input: (typed) => ({ on: typed("on") || undefined }),
    fields: (edit) =>
      dateField({ name: "on", label: msg("planned-due-by"), optional: true, error: edit.error("on"), hint: msg("planned-due-by-hint"), focus: true }),
    preview: ({ preview, message }) => (preview ? foreseen(preview) : html`<p class="soft">${message ? msg("planned-no-preview") : msg("planned-checking-due")}</p>`),
    disabledReason: ({ preview, fresh }) => (preview && !fresh ? msg("planned-checking-due-still") : ""),
    save: (preview) => (preview?.transactionCount ? msg("planned-process-count", { count: preview.transactionCount }) : ""),
    successMessage: ({ transactionCount }) => msg("planned-processed", { count: transactionCount }),
    undoes: ({ transactionCount }) => ({ what: msg("planned-the-processed", { count: transactionCount }), withdraws: true }),
  });
}

/** @param {import("../queries/upcoming.js").ProcessPlannedPayments_processPlannedPayments} payload of the dry run */
function foreseen({ transactionCount, transactions }) {
  if (!transactionCount) return html`<p>${msg("planned-nothing-by-date")}</p>`;
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { amountCents, account } of transactions) sums.set(account.currency, (sums.get(account.currency) ?? 0) + amountCents);
  const rest = transactionCount - transactions.length;
  return html`<dl class="freed">
    ${transactions.map(
      ({ amountCents, method, unreconciledCents, account }) => html`<div>
        <dt>
          ${account.ownerName} <small>${unreconciledCents ? msg("planned-arrives-as", { method: method ? words(method) : "" }) : method ? words(method) : nothing}</small>
        </dt>
        <dd>${moneyText(amountCents, account.currency)}</dd>
      </div>`,
    )}
    ${rest ? html`<div><dt>${msg("forms-and-more", { count: rest })}</dt></div>` : nothing}
    ${[...sums].map(
      ([currency, cents]) => html`<div class="sum">
        <dt>${totalOf(currency, rest > 0, sums.size > 1)}</dt>
        <dd>${moneyText(cents, currency)}</dd>
      </div>`,
    )}
  </dl>`;
}

/**
 * What a sum is of.
 * @param {string} currency
 * @param {boolean} listed whether it is of those listed alone
 * @param {boolean} among whether there are sums in other currencies
 */
function totalOf(currency, listed, among) {
  if (listed) return among ? msg("planned-total-listed-in", { currency }) : msg("planned-total-listed");
  return among ? msg("planned-total-in", { currency }) : msg("forms-total");
}
