/** Warn of money that may be recorded twice (domain R39c). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { msg, msgView, texts } from "../texts.js";
import { dateText, words } from "../words.js";
import { billingOf } from "./links.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("operations");
await texts("forms", "recording");

/** @typedef {{ number: string, date: string, amountCents: number, currency: string, reference: string | null, kind: string, account: { number: string, ownerName: string } }} Duplicate */

const SHOWN = 3;

/**
 * The warning in a form, before it is saved: what resembles this money.
 * @param {readonly Duplicate[]} duplicates
 */
export const duplicateWarning = (duplicates) =>
  duplicates.length
    ? html`<p class="problem">${msg("recording-twice", { count: duplicates.length })}</p>
        <ul class="lines">
          ${duplicates.slice(0, SHOWN).map(
            (each) => html`<li>
              <span
                >${msgView("recording-twice-one", {
                  number: html`<a href=${billingOf(each.account.number, each.number)} target="_blank" class="number">${each.number}</a>`,
                  kind: words(each.kind).toLowerCase(),
                  date: dateText(each.date),
                  owner: each.account.ownerName,
                })}${each.reference ? `, ${each.reference}` : nothing}</span
              ><span class="money">${moneyText(each.amountCents, each.currency)}</span>
            </li>`,
          )}
          ${duplicates.length > SHOWN ? html`<li class="soft">${msg("forms-and-more", { count: duplicates.length - SHOWN })}</li>` : nothing}
        </ul>`
    : nothing;

/**
 * The end of the message after saving.
 * @param {readonly Duplicate[]} duplicates
 */
export const duplicateNote = (duplicates) =>
  duplicates.length ? ` ${msg("recording-twice-note", { number: duplicates[0].number, date: dateText(duplicates[0].date) })}` : "";
