/** Tables: caption, aligned columns, headings that sort on the server, rows for the keys j and k. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("table");

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} title
 * @property {(row: Row) => unknown} cell
 * @property {boolean} [money] right-aligned
 * @property {string} [order] the server's sort field
 * @property {string} [first] direction of the first click; ASC by default
 */

/**
 * On a narrow screen a row becomes a card, each cell with its column's title. The first column is the row's heading; the
 * link or button that opens the row has `data-row`, so that j and k find it.
 * @template Row
 * @param {object} what
 * @param {string} what.caption
 * @param {Column<NoInfer<Row>>[]} what.columns
 * @param {Row[]} what.rows
 * @param {(row: NoInfer<Row>) => string} what.key
 * @param {{ by: string, direction: string, to: (by: string, direction: string) => void }} [what.sort]
 * @param {unknown} [what.foot] rows of totals
 * @param {unknown} [what.running] shown above the headings on each printed page only
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
    <tbody @click=${openRow}>
      ${repeat(rows, key, (row) => html`<tr>${columns.map((column, index) => cell(column, row, index))}</tr>`)}
    </tbody>
    ${foot ? html`<tfoot>${foot}</tfoot>` : nothing}
  </table>`;
}

/**
 * The whole row is the target of a click, except for what does something else, and for text that somebody selects.
 * @param {Event} event
 */
function openRow(event) {
  const target = /** @type {Element} */ (event.target);
  if (event.defaultPrevented || target.closest("a, button, input, select, label, summary") || getSelection()?.toString()) return;
  /** @type {HTMLElement | null | undefined} */ (target.closest("tr")?.querySelector(":is(a, button)[data-row]"))?.click();
}

/**
 * @template Row
 * @param {Column<Row>} column
 * @param {Row} row
 * @param {number} index
 */
const cell = ({ title, money, cell: view }, row, index) =>
  index
    ? html`<td class=${money ? "amount" : ""} data-title=${title}>${view(row)}</td>`
    : html`<th scope="row">${view(row)}</th>`;

/**
 * @template Row
 * @param {Column<Row>} column
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
