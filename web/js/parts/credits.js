/** Lines shared by the dialogs of credits and refunds. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { msg, texts } from "../texts.js";

await texts("forms");

/**
 * The current balance, and the balance after by the dry run.
 * @param {number} before
 * @param {string} currency
 * @param {import("../mutation.js").Editing<{ account: { balanceCents: number } | null }>} edit
 */
export const balanceAfter = (before, currency, { preview, fresh }) => html`<div><dt>${msg("forms-current-balance")}</dt><dd>${moneyText(before, currency)}</dd></div>
  ${preview && fresh ? html`<div><dt>${msg("forms-balance-after")}</dt><dd>${moneyText(preview.account.balanceCents, currency)}</dd></div>` : nothing}`;
