/** The preview or result of an import: counts, and each invalid row with line, column and text. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { csvRows } from "../../csv-rows.js";
import { numberText } from "../../locale.js";
import { button } from "../../parts/action.js";
import { duplicateNote, duplicateWarning } from "../../parts/duplicates.js";
import { table } from "../../parts/table.js";
import { msg, msgView, texts } from "../../texts.js";
import { duplicatesView, inPageWords, understoodView } from "./how.js";

await texts("import");

const SHOWN = 50;

/** Where to go after importing each kind. @type {Record<string, { href: string, text: string }>} */
const NEXT = {
  ACCOUNTS: { href: "/accounts", text: msg("shell-to-accounts") },
  LEDGER_CODES: { href: "/ledger-codes", text: msg("import-to-ledger-codes") },
  INVOICES: { href: "/accounts?unreconciled=yes", text: msg("import-to-unreconciled") },
  PAYMENTS: { href: "/accounts?unreconciled=yes", text: msg("import-to-unreconciled") },
  CREDITS: { href: "/accounts?unreconciled=yes", text: msg("import-to-unreconciled") },
  REFUNDS: { href: "/accounts?unreconciled=yes", text: msg("import-to-unreconciled") },
  RECONCILIATIONS: { href: "/accounts?unreconciled=yes", text: msg("import-to-unreconciled") },
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
      ? msg("import-fix-first")
      : bad && !options.onlyGood
        ? msg("import-fix-rows", { count: bad })
        : good
          ? undefined
          : msg("import-nothing-new");
  const shown = rows.slice(0, options.shown ?? SHOWN);
  return html`<section class="card import-result" aria-label=${msg("import-preview")}>
    <div role="status"><h2>${created === null ? msg("import-needs-fixing") : bad ? msg("import-rows-need-fixing") : good ? msg("import-all-valid") : msg("import-no-news")}</h2></div>
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
          <span><b>${msg("import-only-valid")}</b> <small>${msg("import-only-valid-means", { count: bad })}</small></span>
        </label>`
      : nothing}
    <p>${button({ text: good ? msg("import-records", { count: good }) : msg("import-store"), run: store, disabledReason }, "main")} ${disabledReason ? html`<span class="soft">${disabledReason}</span>` : nothing}</p>
  </section>
  ${shown.length ? errors(shown, rows.length, show, options, draw) : nothing}`;
}

/** @param {{ created: number, unchanged: number, faulty: number, bad: number, keeps: boolean }} figures */
const counts = ({ created, unchanged, faulty, bad, keeps }) => html`<dl class="facts">
  <div><dt>${msg("import-new")}</dt><dd>${numberText(created)}</dd></div>
  <div><dt>${msg("import-already")}</dt><dd>${numberText(unchanged)}</dd></div>
  ${keeps ? html`<div><dt>${msg("import-kept-invalid")}</dt><dd>${numberText(faulty)}</dd></div>` : nothing}
  <div><dt>${msg("import-invalid-rows")}</dt><dd class=${bad ? "negative" : ""}>${numberText(bad)}</dd></div>
</dl>`;

/**
 * @param {(Problem & { place: import("../../csv-rows.js").CsvRow })[]} shown
 * @param {number} all
 * @param {((place: { start: number, end: number }) => void) | null} show
 * @param {{ shown?: number }} options
 * @param {() => void} draw
 */
const errors = (shown, all, show, options, draw) => html`<section class="below" aria-labelledby="bad-rows">
  <h2 id="bad-rows">${msg("import-rows-to-fix")}</h2>
  <div class="card">
    ${table({
      caption: msg("import-rows-to-fix"),
      rows: shown,
      key: ({ id }) => id,
      columns: [
        {
          title: msg("import-line-title"),
          cell: ({ place }) =>
            show
              ? html`<button type="button" class="plain" data-row aria-label=${msg("import-line-show", { line: place.line })} @click=${() => show(place)}>${msg("import-line", { line: place.line })}</button>`
              : msg("import-line", { line: place.line }),
        },
        { title: msg("import-column"), cell: ({ column }) => (column ? html`<code>${column}</code>` : html`<span class="soft">${msg("import-whole-row")}</span>`) },
        { title: msg("import-problem"), cell: ({ message, text }) => html`<span>${message} <code class="row-text">${text}</code></span>` },
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
            ${msg("import-show-more")}
          </button>
          <span class="soft">${msg("import-shown-of", { shown: shown.length, total: all })}</span>
        </p>`
      : nothing}
  </div>
</section>`;

/**
 * @param {import("../../import-kinds.js").ImportKind} kind
 * @param {Payload} done
 */
function imported(kind, { batch, created, unchanged, faulty, badRows, possibleDuplicates = [] }) {
  const { href, text } = kind.code === "PAYMENTS" && batch ? { href: `/match?batch=${encodeURIComponent(batch.id)}`, text: msg("import-match-payments") } : NEXT[kind.code];
  const counts = { count: created ?? 0, unchanged: numberText(unchanged ?? 0) };
  return html`<section class="card import-result" aria-label=${msg("import-result")}>
    <div role="status"><h2 tabindex="-1">${msg("import-imported", { kind: kind.title })}</h2></div>
    <p>
      ${badRows ? msg("import-created-skipping", { ...counts, skipped: msg("import-skipped", { count: badRows }) }) : msg("import-created", counts)}${duplicateNote(possibleDuplicates)}
      ${faulty ? msgView("import-faulty", { count: faulty, integrity: html`<a href="/integrity">${msg("shell-integrity")}</a>` }) : nothing}
    </p>
    <p><a href=${href}>${text}</a></p>
  </section>`;
}
