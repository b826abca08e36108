/** What a transaction's open money may be for, each with its reason. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { ask } from "../../graphql.js";
import { moneyText, withMoney } from "../../money.js";
import { button } from "../../parts/action.js";
import { confirm } from "../../parts/dialog.js";
import { change } from "../../parts/form.js";
import { reconciliationsOf } from "../../parts/links.js";
import { failed, loading } from "../../parts/notices.js";
import { toast } from "../../parts/toast.js";
import { APPLY_SUGGESTION } from "../../queries/reconciliations.js";
import { RECONCILING } from "../../session.js";
import { itemName, nameOf } from "./ledger.js";

/**
 * Those that are about a transaction: its own money, or what would pay it.
 * @param {any[]} suggestions of the account
 * @param {any} transaction
 */
export const about = (suggestions, transaction) =>
  suggestions.filter(
    ({ creditItem, edges }) =>
      creditItem.transaction.id === transaction.id ||
      edges.some((/** @type {any} */ edge) => edge.debitItem.transaction.id === transaction.id),
  );

/**
 * @param {import("../../reading.js").Reading<any[]>} found
 * @param {any} transaction
 * @param {() => void} again
 */
export function suggestionsView(found, transaction, again) {
  if (found.failure) return failed(found.failure, again);
  if (!found.data) return loading("suggestions", 2);
  if (!found.data.length) return html`<p class="soft none">There is nothing to suggest for what is open.</p>`;
  return html`<ul class="suggestions">${found.data.map((each) => suggestionView(each, transaction))}</ul>`;
}

/**
 * @param {any} suggestion
 * @param {any} transaction
 */
function suggestionView(suggestion, transaction) {
  const { sure, reason, amountCents, creditItem, edges } = suggestion;
  const { currency } = transaction.account;
  return html`<li>
    <p><b class=${sure ? "sure" : "unsure"}>${sure ? "Sure" : "Possible"}</b> ${withMoney(reason)}</p>
    <ul>
      ${creditItem.transaction.id === transaction.id
        ? nothing
        : html`<li>from <a href=${reconciliationsOf(creditItem.transaction.id)}>${nameOf(creditItem.transaction)}</a></li>`}
      ${edges.map((/** @type {any} */ edge) => html`<li><span class="money">${moneyText(edge.amountCents, currency)}</span> for ${itemName(edge.debitItem)}</li>`)}
    </ul>
    ${button({ text: `Reconcile ${moneyText(amountCents, currency)}`, needs: RECONCILING, run: () => apply(suggestion, currency) })}
  </li>`;
}

/**
 * Asks the server what would happen, shows it, and does it.
 * @param {any} suggestion
 * @param {string} currency
 */
async function apply({ id, reason, creditItem }, currency) {
  let said;
  try {
    said = (await ask(APPLY_SUGGESTION, { input: { suggestionId: id, dryRun: true } })).applySuggestion;
  } catch (failure) {
    return toast(/** @type {Error} */ (failure).message, undefined, true);
  }
  if (said.userErrors.length) return toast(said.userErrors.map((/** @type {any} */ each) => each.message).join(" "), undefined, true);
  const sum = said.reconciliations.reduce((/** @type {number} */ total, /** @type {any} */ each) => total + each.amountCents, 0);
  const text = html`<p>${withMoney(reason)}</p>
    <ul>
      ${said.reconciliations.map((/** @type {any} */ each) => html`<li>${moneyText(each.amountCents, currency)} for ${itemName(each.debitItem)}</li>`)}
    </ul>`;
  const amount = moneyText(sum, currency);
  if (!(await confirm(`Use ${amount} of ${nameOf(creditItem.transaction)}?`, text, `Reconcile ${amount}`))) return undefined;
  return change({ query: APPLY_SUGGESTION, input: { suggestionId: id }, said: () => `${amount} of ${nameOf(creditItem.transaction)} reconciled.` });
}
