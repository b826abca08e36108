/** The preview or result of an import: counts, and each invalid row with line, column and text. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { csvRows } from "../../csv-rows.js";
import { numberText } from "../../locale.js";
import { button } from "../../parts/action.js";
import { duplicateNote, duplicateWarning } from "../../parts/duplicates.js";
import { table } from "../../parts/table.js";
import { duplicatesView, inPageWords, understoodView } from "./how.js";
import { counted } from "../../words.js";

const SHOWN = 50;

/** Where to go after importing each kind. @type {Record<string, { href: string, text: string }>} */
const NEXT = {
  ACCOUNTS: { href: "/accounts", text: "Go to accounts" },
  LEDGER_CODES: { href: "/ledger-codes", text: "Go to ledger codes" },
  INVOICES: { href: "/accounts?unreconciled=yes", text: "Go to accounts with unreconciled items" },
  PAYMENTS: { href: "/accounts?unreconciled=yes", text: "Go to accounts with unreconciled items" },
  CREDITS: { href: "/accounts?unreconciled=yes", text: "Go to accounts with unreconciled items" },
  REFUNDS: { href: "/accounts?unreconciled=yes", text: "Go to accounts with unreconciled items" },
  RECONCILIATIONS: { href: "/accounts?unreconciled=yes", text: "Go to accounts with unreconciled items" },
};

/** @typedef {import("../../queries/import.js").ImportLargeRecords_importRecords["duplicateRows"]} DuplicateRows */
/** @typedef {import("../../queries/import.js").ImportRecords_importRecords & { duplicateRows?: DuplicateRows, possibleDuplicates?: readonly import("../../parts/duplicates.js").Duplicate[] }} Payload */
/** @typedef {ReturnType<typeof problemsOf>[number]} Problem */
/** @typedef {Payload & { problems: Problem[] }} Checked */

/**
 * Return the errors with the rows they are about, if any.
 * @param {Payload["userErrors"]} userErrors
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
 * @param {Checked | null} what.result the last preview
 * @param {Payload | null} what.done the result of the import
 * @param {import("./how.js").How} what.how how the file is read
 * @param {() => void} what.again checks the file again
 * @param {{ onlyGood: boolean, shown?: number }} what.options
 * @param {boolean} what.keeps whether reconciliations that break the rules are kept
 * @param {() => void} what.store
 * @param {((place: { start: number, end: number }) => void) | null} what.show null if the text is not shown
 * @param {() => void} what.draw
 */
export function importResult({ kind, result, done, how, again, options, keeps, store, show, draw }) {
  if (done) return imported(kind, done);
  if (!result) return nothing;
  const { created, unchanged, faulty, badRows, problems } = result;
  const rows = problems.flatMap((each) => (each.place ? [{ ...each, place: each.place }] : []));
  const whole = problems.filter((each) => !each.place);
  const bad = badRows ?? new Set(rows.map((each) => each.place.line)).size;
  const good = created ?? 0;
  const disabledReason =
    created === null
      ? "Fix the file first."
      : bad && !options.onlyGood
        ? `Fix ${counted(bad, "row")} first, or import only the valid rows.`
        : good
          ? undefined
          : "Nothing new to import.";
  const shown = rows.slice(0, options.shown ?? SHOWN);
  return html`<section class="card import-result" aria-label="Preview">
    <div role="status"><h2>${created === null ? "The file needs fixing" : bad ? "Some rows need fixing" : good ? "All rows are valid" : "Nothing new"}</h2></div>
    ${created === null ? nothing : counts({ created, unchanged: unchanged ?? 0, faulty: faulty ?? 0, bad, keeps })}
    ${understoodView(result.understood)} ${duplicatesView(how, result, again)} ${duplicateWarning(result.possibleDuplicates ?? [])}
    ${whole.map((each) => html`<p class="problem" role="alert">${inPageWords(each.message).text}</p>`)}
    ${bad && good
      ? html`<label class="box">
          <input
            type="checkbox"
            .checked=${options.onlyGood}
            @change=${(/** @type {Event} */ event) => {
              options.onlyGood = /** @type {HTMLInputElement} */ (event.target).checked;
              draw();
            }}
          />
          <span><b>Import only the valid rows</b> <small>${counted(bad, "invalid row")} ${bad === 1 ? "is" : "are"} skipped. Fix ${bad === 1 ? "it" : "them"} later and import the whole file again; existing records are not changed.</small></span>
        </label>`
      : nothing}
    <p>${button({ text: good ? `Import ${counted(good, "record")}` : "Import", run: store, disabledReason }, "main")} ${disabledReason ? html`<span class="soft">${disabledReason}</span>` : nothing}</p>
  </section>
  ${shown.length ? errors(shown, rows.length, show, options, draw) : nothing}`;
}

/** @param {{ created: number, unchanged: number, faulty: number, bad: number, keeps: boolean }} figures */
const counts = ({ created, unchanged, faulty, bad, keeps }) => html`<dl class="facts">
  <div><dt>New</dt><dd>${numberText(created)}</dd></div>
  <div><dt>Already imported</dt><dd>${numberText(unchanged)}</dd></div>
  ${keeps ? html`<div><dt>Of these, kept as invalid</dt><dd>${numberText(faulty)}</dd></div>` : nothing}
  <div><dt>Invalid rows</dt><dd class=${bad ? "negative" : ""}>${numberText(bad)}</dd></div>
</dl>`;

/**
 * @param {(Problem & { place: import("../../csv-rows.js").CsvRow })[]} shown
 * @param {number} all
 * @param {((place: { start: number, end: number }) => void) | null} show
 * @param {{ shown?: number }} options
 * @param {() => void} draw
 */
const errors = (shown, all, show, options, draw) => html`<section class="below" aria-labelledby="bad-rows">
  <h2 id="bad-rows">Rows to fix</h2>
  <div class="card">
    ${table({
      caption: "Rows to fix",
      rows: shown,
      key: ({ id }) => id,
      columns: [
        {
          title: "Line",
          cell: ({ place }) =>
            show
              ? html`<button type="button" class="plain" data-row aria-label="Line ${place.line}: show in the file contents" @click=${() => show(place)}>Line ${numberText(place.line)}</button>`
              : html`Line ${numberText(place.line)}`,
        },
        { title: "Column", cell: ({ column }) => (column ? html`<code>${column}</code>` : html`<span class="soft">whole row</span>`) },
        { title: "Problem", cell: ({ message, text }) => html`<span>${message} <code class="row-text">${text}</code></span>` },
      ],
    })}
    ${all > shown.length
      ? html`<p class="more">
          <button
            type="button"
            class="button"
            @click=${() => {
              options.shown = (options.shown ?? SHOWN) + 200;
              draw();
            }}
          >
            Show more
          </button>
          <span class="soft">${shown.length} of ${numberText(all)}</span>
        </p>`
      : nothing}
  </div>
</section>`;

/**
 * @param {import("../../import-kinds.js").ImportKind} kind
 * @param {Payload} done
 */
function imported(kind, { batch, created, unchanged, faulty, badRows, possibleDuplicates = [] }) {
  const { href, text } = kind.code === "PAYMENTS" && batch ? { href: `/match?batch=${encodeURIComponent(batch.id)}`, text: "Match these payments" } : NEXT[kind.code];
  return html`<section class="card import-result" aria-label="Result">
    <div role="status"><h2 tabindex="-1">${kind.title} imported</h2></div>
    <p>
      ${counted(created ?? 0, "record")} created, ${numberText(unchanged ?? 0)} already imported${badRows ? `, ${counted(badRows, "invalid row")} skipped` : nothing}.${duplicateNote(possibleDuplicates)}
      ${faulty ? html`${counted(faulty, "reconciliation")} kept as invalid. See <a href="/integrity">Integrity</a>.` : nothing}
    </p>
    <p><a href=${href}>${text}</a></p>
  </section>`;
}
