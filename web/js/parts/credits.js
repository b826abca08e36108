/** What the dialogs of credits and refunds say alike. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";

/**
 * What the account owes after it, by the dry run.
 * @param {number} before
 * @param {string} currency
 * @param {import("../mutation.js").Editing} edit
 */
export const balanceAfter = (before, currency, { preview, fresh }) => html`<div><dt>Balance now</dt><dd>${moneyText(before, currency)}</dd></div>
  ${preview && fresh ? html`<div><dt>Balance after</dt><dd>${moneyText(preview.account.balanceCents, currency)}</dd></div>` : nothing}`;
