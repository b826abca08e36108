/** Helpers of the reports' tables. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money } from "../money.js";

/**
 * Number rows that have no id of their own.
 * @template Row
 * @param {Row[]} rows
 */
export const placed = (rows) => rows.map((row, place) => ({ ...row, place: String(place) }));

/**
 * A ledger code with its title, or the text for none.
 * @param {{ code: string, title: string } | null} ledgerCode
 * @param {string} none
 */
export const codeText = (ledgerCode, none) => (ledgerCode ? html`${ledgerCode.code} <small>${ledgerCode.title}</small>` : none);

/**
 * Return the group of a row, for `?of=`.
 * @param {{ code: string } | null} ledgerCode
 * @param {boolean} [unreconciled]
 */
export const groupOf = (ledgerCode, unreconciled = false) => (unreconciled ? "unreconciled" : ledgerCode ? `code:${ledgerCode.code}` : "no-code");

/**
 * A line of totals: its title across the first columns, then an amount or nothing for each other one.
 * @param {string} title
 * @param {number} span how many columns the title takes
 * @param {{ title: string, cents?: number }[]} cells
 * @param {string} currency
 */
export const totalsLine = (title, span, cells, currency) => html`<tr>
  <th scope="row" colspan=${span}>${title}</th>
  ${cells.map((cell) =>
    cell.cents === undefined ? html`<td class="no-sum"></td>` : html`<td class="amount" data-title=${cell.title}>${money(cell.cents, currency)}</td>`,
  )}
</tr>`;

/**
 * @template Row
 * @param {Row[]} rows
 * @param {(row: Row) => number} cents
 */
export const sumOf = (rows, cents) => rows.reduce((sum, row) => sum + cents(row), 0);

/** A link where there is an address. @param {string | undefined} href @param {unknown} text */
export const linked = (href, text) => (href ? html`<a data-row href=${href}>${text}</a>` : (text ?? nothing));
