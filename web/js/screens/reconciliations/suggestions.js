/** Suggested reconciliations of a transaction, each with its reason. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText, readably } from "../../money.js";
import { button } from "../../parts/action.js";
import { change } from "../../parts/form.js";
import { reconciliationsOf } from "../../parts/links.js";
import { failed, loading } from "../../parts/notices.js";
import { APPLY_SUGGESTION, SUGGESTION_QUALITY } from "../../queries/reconciliations.js";
import { reading } from "../../reading.js";
import { may, MEASURING, RECONCILING } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { bareName, itemName } from "./ledger.js";

await texts("reconciliations");

/** @typedef {import("../../queries/reconciliations.js").Suggestions_account_suggestions} Suggestion */

/**
 * Return the suggestions that involve a transaction on either side.
 * @param {Suggestion[]} suggestions of the account
 * @param {{ id: string }} transaction
 */
export const about = (suggestions, transaction) =>
  suggestions.filter(
    ({ creditItem, edges }) =>
      creditItem.transaction.id === transaction.id ||
      edges.some((edge) => edge.debitItem.transaction.id === transaction.id),
  );

/**
 * @param {Pick<import("../../reading.js").Reading<Suggestion[]>, "data" | "failure">} found
 * @param {import("./ledger.js").Transaction} transaction
 * @param {() => void} again
 */
export function suggestionsView(found, transaction, again) {
  if (found.failure) return failed(found.failure, again);
  if (!found.data) return loading(msg("reconciliations-loading-suggestions"), 2);
  if (!found.data.length) return html`<p class="soft none">${msg("reconciliations-no-suggestions")}</p>`;
  return html`<ul class="suggestions">${found.data.map((each) => suggestionView(each, transaction))}</ul>`;
}

/** What was measured, once for all screens: it changes slowly, and measuring takes long. @type {Quality | undefined} */
let measured;

/** @typedef {import("../../queries/reconciliations.js").SuggestionQuality_suggestionQuality} Quality */

/**
 * How often strong matches were right, read when the first one is shown.
 * @param {import("../../router.js").Visit} visit
 */
export function qualityOf(visit) {
  const found = reading(visit, SUGGESTION_QUALITY, (data) => (measured = data.suggestionQuality));
  return {
    /** @param {Suggestion[] | undefined} suggestions that are shown */
    read(suggestions) {
      if (!measured && may(...MEASURING) && suggestions?.some((each) => each.sure)) found.read({});
    },
    view() {
      if (!measured?.sure) return msg("reconciliations-with-reasons");
      const { sure, wrongSure, precisionLow } = measured;
      const least = Math.floor(precisionLow * 1000) / 10;
      return html`<span title=${msg("reconciliations-measured")}>${msg("reconciliations-right", { right: sure - wrongSure, count: sure, least })}</span>`;
    },
  };
}

/**
 * @param {Suggestion} suggestion
 * @param {import("./ledger.js").Transaction} transaction
 */
function suggestionView(suggestion, transaction) {
  const { sure, reason, counterEvidence, amountCents, creditItem, edges } = suggestion;
  const { currency } = transaction.account;
  return html`<li>
    <p><b class=${sure ? "sure" : "unsure"}>${sure ? msg("reconciliations-strong") : msg("reconciliations-possible")}</b> ${readably(reason)}</p>
    ${counterEvidence.length ? html`<ul class="against">${counterEvidence.map((each) => html`<li>${readably(each)}</li>`)}</ul>` : nothing}
    <ul>
      ${creditItem.transaction.id === transaction.id
        ? nothing
        : html`<li>${msgView("reconciliations-from", { transaction: html`<a href=${reconciliationsOf(creditItem.transaction.id)}>${bareName(creditItem.transaction)}</a>` })}</li>`}
      ${edges.map((edge) => html`<li>${msgView("reconciliations-for", { amount: html`<span class="money">${moneyText(edge.amountCents, currency)}</span>`, item: itemName(edge.debitItem) })}</li>`)}
    </ul>
    ${button({ text: msg("reconciliations-reconcile", { amount: moneyText(amountCents, currency) }), object: msg("reconciliations-reconcile-object", { name: bareName(creditItem.transaction), items: edges.map((edge) => itemName(edge.debitItem)).join(", ") }), needs: RECONCILING, run: () => apply(suggestion, currency) })}
  </li>`;
}

/**
 * Apply a suggestion at once: it says what it does, and Undo takes it back.
 * @param {Suggestion} suggestion
 * @param {string} currency
 */
function apply({ id, amountCents, creditItem }, currency) {
  const what = { amount: moneyText(amountCents, currency), name: bareName(creditItem.transaction) };
  return change({ query: APPLY_SUGGESTION, input: { suggestionId: id }, successMessage: () => msg("reconciliations-done", what) });
}
