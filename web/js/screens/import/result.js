/** What a file would come to, or came to: counts, and each row that is wrong with its line, its column and its text. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { csvRows } from "../../csv-rows.js";
import { button } from "../../parts/action.js";
import { table } from "../../parts/table.js";
import { counted } from "../../words.js";

const SHOWN = 50;

/** Where one goes on from each kind. @type {Record<string, { href: string, text: string }>} */
const NEXT = {
  ACCOUNTS: { href: "/accounts", text: "Go to the accounts" },
  LEDGER_CODES: { href: "/ledger-codes", text: "Go to the ledger codes" },
  INVOICES: { href: "/accounts?unreconciled=yes", text: "Go to the accounts with something unreconciled" },
  PAYMENTS: { href: "/accounts?unreconciled=yes", text: "Go to the accounts with something unreconciled" },
  RECONCILIATIONS: { href: "/accounts?unreconciled=yes", text: "Go to the accounts with something unreconciled" },
};

/**
 * Refusals with the rows that they are about, as far as they name one.
 * @param {{ message: string, field: string[] | null, row: number | null }[]} userErrors
 * @param {string} text
 */
export function problemsOf(userErrors, text) {
  const rows = userErrors.some(({ row }) => row !== null) ? csvRows(text) : [];
  return userErrors.map(({ message, field, row }, index) => {
    const place = row === null ? undefined : rows[row + 1]; // the first is the header
    const column = field?.at(-1);
    return {
      id: String(index),
      message,
      column: column === "csv" ? "" : column,
      place,
      text: place ? text.slice(place.start, place.end).trim() : "",
    };
  });
}

/**
 * @param {object} what
 * @param {import("../../import-kinds.js").ImportKind} what.kind
 * @param {any} what.result of the last look
 * @param {any} what.done of the import
 * @param {{ onlyGood: boolean, shown?: number }} what.wish
 * @param {boolean} what.keeps whether what breaks the rules is kept
 * @param {() => void} what.store
 * @param {((place: { start: number, end: number }) => void) | null} what.show null where the text is not shown
 * @param {() => void} what.draw
 */
export function importResult({ kind, result, done, wish, keeps, store, show, draw }) {
  if (done) return imported(kind, done);
  const { created, unchanged, faulty, badRows, problems } = result;
  const rows = problems.filter((/** @type {any} */ each) => each.place);
  const whole = problems.filter((/** @type {any} */ each) => !each.place);
  const bad = badRows ?? new Set(rows.map((/** @type {any} */ each) => each.place.line)).size;
  const good = created ?? 0;
  const unless =
    created === null
      ? "Mend the file first."
      : bad && !wish.onlyGood
        ? `Mend ${counted(bad, "row")} first, or choose to import only the good rows.`
        : good
          ? undefined
          : "There is nothing new to import.";
  const shown = rows.slice(0, wish.shown ?? SHOWN);
  return html`<section class="card import-result" aria-label="What it would come to">
    <div role="status"><h2>${bad || created === null ? "There is something to mend" : good ? "All rows are good" : "Nothing new"}</h2></div>
    ${created === null ? nothing : counts({ created, unchanged, faulty, bad, keeps })}
    ${whole.map((/** @type {any} */ each) => html`<p class="problem" role="alert">${each.message}</p>`)}
    ${bad && good
      ? html`<label class="box">
          <input
            type="checkbox"
            .checked=${wish.onlyGood}
            @change=${(/** @type {Event} */ event) => {
              wish.onlyGood = /** @type {HTMLInputElement} */ (event.target).checked;
              draw();
            }}
          />
          <span><b>Import only the good rows</b> <small>${counted(bad, "bad row")} ${bad === 1 ? "is" : "are"} left out. Mend ${bad === 1 ? "it" : "them"} afterwards and import the whole file again: what is there already stays as it is.</small></span>
        </label>`
      : nothing}
    <p>${button({ text: good ? `Import ${counted(good, "record")}` : "Import", run: store, unless }, "main")} ${unless ? html`<span class="soft">${unless}</span>` : nothing}</p>
  </section>
  ${shown.length ? errors(shown, rows.length, show, wish, draw) : nothing}`;
}

/** @param {any} figures */
const counts = ({ created, unchanged, faulty, bad, keeps }) => html`<dl class="facts">
  <div><dt>To be made</dt><dd>${created.toLocaleString()}</dd></div>
  <div><dt>There already, unchanged</dt><dd>${unchanged.toLocaleString()}</dd></div>
  ${keeps ? html`<div><dt>Among them kept as faulty</dt><dd>${faulty.toLocaleString()}</dd></div>` : nothing}
  <div><dt>Bad rows</dt><dd class=${bad ? "negative" : ""}>${bad.toLocaleString()}</dd></div>
</dl>`;

/**
 * @param {any[]} shown
 * @param {number} all
 * @param {((place: { start: number, end: number }) => void) | null} show
 * @param {{ shown?: number }} wish
 * @param {() => void} draw
 */
const errors = (shown, all, show, wish, draw) => html`<section class="below" aria-labelledby="bad-rows">
  <h2 id="bad-rows">Rows to mend</h2>
  <div class="card">
    ${table({
      caption: "Rows to mend",
      rows: shown,
      key: ({ id }) => id,
      columns: [
        {
          title: "Line",
          cell: ({ place }) =>
            show
              ? html`<button type="button" class="plain" data-row aria-label="Line ${place.line}: show it in the text" @click=${() => show(place)}>Line ${place.line.toLocaleString()}</button>`
              : html`Line ${place.line.toLocaleString()}`,
        },
        { title: "Column", cell: ({ column }) => (column ? html`<code>${column}</code>` : html`<span class="soft">the whole row</span>`) },
        { title: "What is wrong", cell: ({ message, text }) => html`<span>${message} <code class="row-text">${text}</code></span>` },
      ],
    })}
    ${all > shown.length
      ? html`<p class="more">
          <button
            type="button"
            class="button"
            @click=${() => {
              wish.shown = (wish.shown ?? SHOWN) + 200;
              draw();
            }}
          >
            Show more
          </button>
          <span class="soft">${shown.length} of ${all.toLocaleString()}</span>
        </p>`
      : nothing}
  </div>
</section>`;

/**
 * @param {import("../../import-kinds.js").ImportKind} kind
 * @param {any} done
 */
function imported(kind, { created, unchanged, faulty, badRows }) {
  const { href, text } = NEXT[kind.code];
  return html`<section class="card import-result" aria-label="What it came to">
    <div role="status"><h2 tabindex="-1">${kind.title} imported</h2></div>
    <p>
      ${counted(created, "record")} made, ${unchanged.toLocaleString()} there already${badRows ? `, ${counted(badRows, "bad row")} left out` : nothing}.
      ${faulty ? html`${counted(faulty, "reconciliation")} kept as faulty: see <a href="/integrity">Integrity</a>.` : nothing}
    </p>
    <p><a href=${href}>${text}</a></p>
  </section>`;
}
