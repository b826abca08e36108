/** Bringing a CSV file in: choose it, see what it would come to and which rows are wrong, then import it. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { csvRows, readUtf8 } from "../../csv-rows.js";
import { ask } from "../../graphql.js";
import { IMPORT_KINDS } from "../../import-kinds.js";
import { newIdempotencyKey } from "../../mutation.js";
import { button } from "../../parts/action.js";
import { choiceField } from "../../parts/filters.js";
import { failed } from "../../parts/notices.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { toast } from "../../parts/toast.js";
import { IMPORT_LIMIT, IMPORT_RECORDS } from "../../queries/import.js";
import { reading } from "../../reading.js";
import { counted } from "../../words.js";
import { importColumns } from "./columns.js";
import { importResult, problemsOf } from "./result.js";

await stylesheet("field", "boxes", "import", "job");

/** What a request holds beside the file. */
const AROUND = 1_000;

/** A text up to this long is shown in full, and can be corrected here. */
const EDITABLE = 200_000;

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const file = { name: "", text: "", rows: 0, problem: "" };
  const wish = { onlyGood: false, keepErrors: false };
  /** What the last look came to; null where the file is another since. @type {any} */
  let result = null;
  /** What the import came to. @type {any} */
  let done = null;
  /** @type {{ failure: import("../../graphql.js").Failure, again: () => void } | null} */
  let trouble = null;
  /** Since when something is under way, and what. @type {{ what: string, since: number } | null} */
  let busy = null;
  let key = newIdempotencyKey();
  let turn = 0;
  /** How long a file may be; undefined where the server has not told it yet, and then it is the server that refuses. */
  /** @type {import("../../reading.js").Reading<number>} */
  const limit = reading(visit, ({ viewer }) => viewer.maxBodyBytes - AROUND);
  /** @type {HTMLTextAreaElement | null} */
  let editor = null;

  const kind = () => IMPORT_KINDS.find(({ code }) => code === visit.query.get("kind")) ?? IMPORT_KINDS[0];

  /** Another file, another kind, another way: what was found is no longer so. */
  function changed() {
    turn++;
    result = null;
    done = null;
    trouble = null;
    busy = null;
    key = newIdempotencyKey();
    visit.draw();
  }

  /** @param {string} text */
  function setText(text) {
    file.text = text;
    file.rows = Math.max(csvRows(text).length - 1, 0);
    changed();
  }

  /** @param {File | undefined} chosen */
  async function take(chosen) {
    if (!chosen) return;
    const read = readUtf8(await chosen.arrayBuffer());
    file.name = chosen.name;
    file.problem = read.problem ?? "";
    wish.onlyGood = false;
    setText(read.text ?? "");
    if (!file.problem) await look();
  }

  /** Tries it, storing nothing: good rows beside bad ones, so that both are known. */
  async function look() {
    if (busy || !file.text.trim()) return;
    if (limit.data !== undefined && new Blob([JSON.stringify(file.text)]).size > limit.data) {
      file.problem = `The page sends up to ${bytesText(limit.data)}. Split the file, or import it on the server by tieout import.`;
      return visit.draw();
    }
    file.problem = "";
    const { payload, newest } = await send("Checking", { errorPolicy: "REJECT_FAILED_ROWS", dryRun: true }, look);
    if (!payload || !newest) return;
    result = { ...payload, problems: problemsOf(payload.userErrors, file.text) };
    visit.draw();
  }

  async function store() {
    const { title } = kind();
    const { payload, newest } = await send("Importing", { errorPolicy: wish.onlyGood ? "REJECT_FAILED_ROWS" : "REJECT_EVERYTHING", idempotencyKey: key }, store);
    if (!payload) return;
    // what is stored is told, whatever was typed or chosen meanwhile
    if (payload.created !== null) toast(`${title}: ${payload.created.toLocaleString()} imported.`, payload.batch?.id);
    if (!newest) return;
    if (payload.created === null) {
      result = { ...payload, problems: problemsOf(payload.userErrors, file.text) };
      return visit.draw();
    }
    done = payload;
    visit.draw();
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector(".import-result h2"))?.focus());
  }

  /**
   * @param {string} what
   * @param {Record<string, unknown>} how
   * @param {() => void} again
   * @returns {Promise<{ payload: any, newest: boolean }>} no payload where it failed; not the newest where the file, or what it is, was changed since
   */
  async function send(what, how, again) {
    const mine = ++turn;
    trouble = null;
    busy = { what, since: Date.now() };
    const ticking = setInterval(visit.draw, 1_000);
    visit.draw();
    try {
      const input = { kind: kind().code, csv: file.text, keepErrors: keeps(), ...how };
      const { importRecords } = await ask(IMPORT_RECORDS, { input });
      return { payload: importRecords, newest: mine === turn };
    } catch (failure) {
      if (mine === turn) trouble = { failure: /** @type {any} */ (failure), again };
      return { payload: null, newest: mine === turn };
    } finally {
      clearInterval(ticking);
      if (mine === turn) busy = null;
      visit.draw();
    }
  }

  const keeps = () => wish.keepErrors && kind().code === "RECONCILIATIONS";

  /** Shows a row in the text. @param {{ start: number, end: number }} place */
  function show({ start, end }) {
    if (!editor) return;
    editor.focus();
    editor.setSelectionRange(start, end);
    const lines = file.text.slice(0, start).split("\n").length;
    editor.scrollTop = (lines - 3) * (editor.scrollHeight / file.text.split("\n").length);
    editor.scrollIntoView({ block: "center" });
  }

  const chooser = () => html`<div
      class="drop"
      @dragover=${(/** @type {DragEvent} */ event) => event.preventDefault()}
      @drop=${(/** @type {DragEvent} */ event) => {
        event.preventDefault();
        take(event.dataTransfer?.files[0]);
      }}
    >
      <label class="file">
        <span>Choose a CSV file, or drop it here</span>
        <input
          type="file"
          accept=".csv,text/csv,text/plain"
          @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.target);
            take(input.files?.[0]);
            input.value = ""; // the same file, corrected, may be chosen again
          }}
        />
      </label>
      ${file.name ? html`<p><b>${file.name}</b> <span class="soft">${bytesText(new Blob([file.text]).size)}, ${counted(file.rows, "row")}</span></p>` : nothing}
    </div>
    ${file.text.length > EDITABLE ? html`<p class="soft">The file is too long to be shown here. Correct it in your spreadsheet, and choose it again.</p>` : editorView()}`;

  const editorView = () => html`<div class="field">
    <label for="csv">${file.name ? "Its text: correct it here, if need be" : "Or paste rows here, with the header"}</label>
    <textarea
      id="csv"
      rows="8"
      spellcheck="false"
      autocomplete="off"
      wrap="off"
      .value=${file.text}
      @input=${(/** @type {Event} */ event) => {
        editor = /** @type {HTMLTextAreaElement} */ (event.target);
        file.problem = "";
        setText(editor.value);
      }}
      @focus=${(/** @type {Event} */ event) => (editor = /** @type {HTMLTextAreaElement} */ (event.target))}
    ></textarea>
  </div>`;

  const errorsKept = () =>
    kind().code === "RECONCILIATIONS"
      ? html`<label class="box">
          <input
            type="checkbox"
            .checked=${wish.keepErrors}
            @change=${(/** @type {Event} */ event) => {
              wish.keepErrors = /** @type {HTMLInputElement} */ (event.target).checked;
              changed();
            }}
          />
          <span
            ><b>Keep reconciliations that break the rules</b>
            <small>For books that come from elsewhere as they are: they are kept as faulty, count nowhere, and their items show a reconciliation error. Integrity lists them; deleting and recreating them mends it.</small></span
          >
        </label>`
      : nothing;

  function body() {
    if (busy) {
      const seconds = Math.round((Date.now() - busy.since) / 1_000);
      return html`<div class="card sending" role="status">
        <p>${busy.what} ${counted(file.rows, "row")}…</p>
        <progress aria-label=${busy.what}></progress>
        <p class="soft" aria-hidden="true">${seconds ? `${counted(seconds, "second")} so far. A hundred thousand rows may take a minute or two.` : nothing}</p>
      </div>`;
    }
    if (trouble) return html`<div class="card">${failed(trouble.failure, trouble.again)}<p class="more soft">Your file is still here; nothing of it was lost.</p></div>`;
    if (done || result) return importResult({ kind: kind(), result, done, wish, keeps: keeps(), store, show: file.text.length > EDITABLE ? null : reveal, draw: visit.draw });
    return nothing;
  }

  /** @param {{ start: number, end: number }} place */
  function reveal(place) {
    editor ??= /** @type {HTMLTextAreaElement | null} */ (document.getElementById("csv"));
    show(place);
  }

  return {
    title: () => "Import",
    load() {
      limit.read(IMPORT_LIMIT);
      if (done) changed(); // taken back since, or come back to: it can be looked at anew
    },
    view: () => html`<div class="heading">
        <h1 tabindex="-1">Import</h1>
        <p class="soft">Bring your books along as CSV files: accounts and ledger codes first, then invoices and payments, then reconciliations.</p>
      </div>
      <div class="import">
        <div>
          <section class="card import-file" aria-label="The file">
            ${choiceField(visit, { name: "kind", label: "The file holds", options: IMPORT_KINDS.map(({ code, title }) => ({ value: code, text: title })), changed })}
            ${chooser()} ${errorsKept()}
            ${file.problem ? html`<p class="problem" role="alert">${file.problem}</p>` : nothing}
            <p>${button({ text: "Check the file", run: look, unless: file.text.trim() ? undefined : "Choose a file or paste rows first." }, done || result ? "" : "main")}</p>
          </section>
          ${body()}
        </div>
        <section class="card import-columns" aria-label="What it holds">${importColumns(kind(), limit.data === undefined ? undefined : bytesText(limit.data))}</section>
      </div>`,
  };
}

/** @param {number} bytes */
const bytesText = (bytes) => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(Math.floor(bytes / 100_000) / 10).toFixed(1)} MB`);
