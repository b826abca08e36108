/** Tables: a caption, columns that line up, headings that sort where the server sorts, rows that j and k go through. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {(row: any) => unknown} cell
 * @property {boolean} [money] right-aligned
 * @property {string} [order] the server's name for sorting by it
 * @property {string} [first] the direction of the first click, ASC if not given
 */

/**
 * On a narrow screen a row becomes a card, each cell with its column's title. The first column heads its row; what
 * opens the row (a link, a button) says `data-row` so that j and k find it.
 * @param {object} what
 * @param {string} what.caption
 * @param {Column[]} what.columns
 * @param {any[]} what.rows
 * @param {(row: any) => string} what.key
 * @param {{ by: string, direction: string, to: (by: string, direction: string) => void }} [what.sort]
 * @param {unknown} [what.foot] rows of totals
 * @param {unknown} [what.running] what stands above the headings on each printed page, and nowhere else
 */
export function table({ caption, columns, rows, key, sort, foot, running }) {
  return html`<table class="table">
    <caption class="visually-hidden">${caption}</caption>
    <thead>
      ${running ? html`<tr class="print-only" aria-hidden="true"><th colspan=${columns.length}>${running}</th></tr>` : nothing}
      <tr>
        ${columns.map((column) => heading(column, sort))}
      </tr>
    </thead>
    <tbody>
      ${repeat(rows, key, (row) => html`<tr>${columns.map((column, index) => cell(column, row, index))}</tr>`)}
    </tbody>
    ${foot ? html`<tfoot>${foot}</tfoot>` : nothing}
  </table>`;
}

/**
 * @param {Column} column
 * @param {any} row
 * @param {number} index
 */
const cell = ({ title, money, cell: view }, row, index) =>
  index
    ? html`<td class=${money ? "amount" : ""} data-title=${title}>${view(row)}</td>`
    : html`<th scope="row">${view(row)}</th>`;

/**
 * @param {Column} column
 * @param {{ by: string, direction: string, to: (by: string, direction: string) => void }} [sort]
 */
function heading({ title, money, order, first = "ASC" }, sort) {
  const style = money ? "amount" : "";
  if (!sort || !order) return html`<th scope="col" class=${style}>${title}</th>`;
  const sorted = sort.by === order;
  const other = sort.direction === "ASC" ? "DESC" : "ASC";
  return html`<th scope="col" class=${style} aria-sort=${sorted ? (sort.direction === "ASC" ? "ascending" : "descending") : nothing}>
    <button class="sort" @click=${() => sort.to(order, sorted ? other : first)}>
      ${title}<svg viewBox="0 0 12 12" aria-hidden="true"><path d=${sorted && sort.direction === "DESC" ? "M2 4l4 5 4-5z" : "M2 8l4-5 4 5z"} /></svg>
    </button>
  </th>`;
}
