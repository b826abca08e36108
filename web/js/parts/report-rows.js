/** What the reports' tables have in common. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money } from "../money.js";

/** Rows that have no id of their own, each with its place. @param {any[]} rows */
export const placed = (rows) => rows.map((row, place) => ({ ...row, place: String(place) }));

/**
 * A ledger code with its title; with none, what is said instead.
 * @param {{ code: string, title: string } | null} ledgerCode
 * @param {string} none
 */
export const codeText = (ledgerCode, none) => (ledgerCode ? html`${ledgerCode.code} <small>${ledgerCode.title}</small>` : none);

/**
 * The group of a row, for `?of=`.
 * @param {{ code: string } | null} ledgerCode
 * @param {boolean} [unreconciled]
 */
export const groupOf = (ledgerCode, unreconciled = false) => (unreconciled ? "unreconciled" : ledgerCode ? `code:${ledgerCode.code}` : "no-code");

/**
 * A line of totals: its title over the first columns, then an amount or nothing for each further one.
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
 * @param {any[]} rows
 * @param {(row: any) => number} cents
 */
export const sumOf = (rows, cents) => rows.reduce((sum, row) => sum + cents(row), 0);

/** A link where there is an address. @param {string | undefined} href @param {unknown} text */
export const linked = (href, text) => (href ? html`<a data-row href=${href}>${text}</a>` : (text ?? nothing));
