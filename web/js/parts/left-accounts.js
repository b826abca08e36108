/** The accounts that a run leaves as they are: which, why, and the way there (domain R18a, R25c, R40a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { msg, texts } from "../texts.js";
import { openDialog } from "./dialog.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("operations");
await texts("parts");

/** @typedef {{ account: { number: string, ownerName: string }, message: string }} LeftAccount */

/**
 * Each account as a link, with its reason.
 * @param {LeftAccount[]} left
 * @param {(message: string) => string} [inWords] puts a reason in the page's words
 */
export const leftAccounts = (left, inWords = (message) => message) =>
  left.length
    ? html`<ul class="left-accounts">
        ${left.map(({ account, message }) => html`<li><a href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span>: ${inWords(message)}</li>`)}
      </ul>`
    : nothing;

/**
 * Say what a run left out, until it is closed or a link is followed: a toast would be gone before it is read.
 * @param {string} title
 * @param {string} text what to do about it
 * @param {LeftAccount[]} left
 * @param {(message: string) => string} [inWords]
 */
export function showLeftAccounts(title, text, left, inWords) {
  return openDialog(
    title,
    (dialog) => () =>
      html`<div class="dialog-body"><p>${text}</p>${leftAccounts(left, inWords)}</div>
        <footer><button type="button" class="button main" autofocus @click=${() => dialog.close()}>${msg("parts-close")}</button></footer>`,
  );
}
