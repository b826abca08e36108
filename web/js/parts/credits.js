/** Lines shared by the dialogs of credits and refunds. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";

/**
 * The current balance, and the balance after by the dry run.
 * @param {number} before
 * @param {string} currency
 * @param {import("../mutation.js").Editing<{ account: { balanceCents: number } | null }>} edit
 */
export const balanceAfter = (before, currency, { preview, fresh }) => html`<div><dt>Current balance</dt><dd>${moneyText(before, currency)}</dd></div>
  ${preview && fresh ? html`<div><dt>Balance after</dt><dd>${moneyText(preview.account.balanceCents, currency)}</dd></div>` : nothing}`;
