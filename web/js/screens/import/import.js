/** Import a CSV file: choose it, preview the result and the invalid rows, then import it. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { bytesOf, csvRows, readFile, UNREADABLE } from "../../csv-rows.js";
import { asFailure, ask } from "../../graphql.js";
import { IMPORT_KINDS } from "../../import-kinds.js";
import { tenthsText } from "../../locale.js";
import { newIdempotencyKey } from "../../mutation.js";
import { button } from "../../parts/action.js";
import { choiceField } from "../../parts/filters.js";
import { failed } from "../../parts/notices.js";
import { progress } from "../../parts/progress.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { toast } from "../../parts/toast.js";
import { IMPORT_LARGE_RECORDS, IMPORT_LIMIT, IMPORT_RECORDS, PUBLISHING } from "../../queries/import.js";
import { isUnfinished } from "../../job-words.js";
import { reading } from "../../reading.js";
import { may } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { saving } from "../../unsaved.js";
import { importColumns } from "./columns.js";
import { howInput, howView, inPageWords, noChoices } from "./how.js";
import { importResult, problemsOf } from "./result.js";

await stylesheet("field", "boxes", "import", "job");
await texts("import");

/** Bytes of a request besides the file. */
const AROUND = 1_000;

/** How often the job of a large file is asked for. */
const AGAIN_MS = 1_000;

/** Files up to this length can be edited on the page. */
const EDITABLE = 200_000;

/** What is done with the file's rows. @typedef {{ text: string, rows: (count: number) => string }} Work */

/** @type {Work} */
const CHECKING = { text: msg("import-checking"), rows: (count) => msg("import-checking-rows", { count }) };
/** @type {Work} */
const IMPORTING = { text: msg("import-importing"), rows: (count) => msg("import-importing-rows", { count }) };

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const file = { name: "", text: "", base64: "", rows: 0, problem: "" };
  let how = noChoices();
  const options = { onlyGood: false, keepErrors: false };
  /** The last preview; null after a change. @type {import("./result.js").Checked | null} */
  let result = null;
  /** The result of the import. @type {import("./result.js").Payload | null} */
  let done = null;
  /** @type {{ failure: import("../../graphql.js").Failure, again: () => void } | null} */
  let trouble = null;
  /** What is running, since when, and how far. @type {{ what: Work, since: number, done?: number, total?: number } | null} */
  let busy = null;
  let key = newIdempotencyKey();
  let turn = 0;
  /** The maximum length of a file and the kept mappings; undefined until known, then the server refuses longer files. */
  const limit = reading(visit, IMPORT_LIMIT, ({ viewer, fileMappings }) => ({ bytes: viewer.maxBodyBytes - AROUND, mappings: fileMappings }));
  /** @type {HTMLTextAreaElement | null} */
  let editor = null;

  const kind = () => IMPORT_KINDS.find(({ code }) => code === visit.query.get("kind")) ?? IMPORT_KINDS[0];

  /** Reset the results after a change of the file or the options. */
  function changed() {
    turn++;
    result = null;
    done = null;
    trouble = null;
    busy = null;
    key = newIdempotencyKey();
    visit.draw();
  }

  /** Check the file again after a change of how it is read. */
  function again() {
    changed();
    return look();
  }

  function otherKind() {
    how = noChoices();
    changed();
  }

  /** @param {string} text */
  function setText(text) {
    file.text = text;
    file.base64 = ""; // what was edited is sent as it stands
    file.rows = Math.max(csvRows(text).length - 1, 0);
    changed();
  }

  /** The file that was chosen last. @type {File | undefined} */
  let latest;

  /** @param {File | undefined} chosen */
  async function take(chosen) {
    if (!chosen) return;
    latest = chosen;
    const bytes = await bytesOf(chosen);
    if (latest !== chosen) return; // another one was chosen meanwhile
    const read = bytes ? readFile(bytes) : { problem: UNREADABLE };
    file.name = chosen.name;
    file.problem = read.problem ?? "";
    options.onlyGood = false;
    how.columns = {};
    setText(read.text ?? "");
    file.base64 = read.base64 ?? "";
    if (!file.problem) await look();
  }

  /** Preview the import, valid and invalid rows alike. */
  async function look() {
    if (busy || !file.text.trim()) return;
    if (limit.data !== undefined && (file.base64.length || new Blob([JSON.stringify(file.text)]).size) > limit.data.bytes) {
      file.problem = msg("import-too-big", { size: bytesText(limit.data.bytes) });
      return visit.draw();
    }
    file.problem = "";
    const { payload, newest } = await send(CHECKING, { errorPolicy: "REJECT_FAILED_ROWS", dryRun: true }, look);
    if (!payload || !newest) return;
    result = { ...payload, problems: problemsOf(payload.userErrors, file.text) };
    visit.draw();
    const how = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.how"));
    if (how && result.problems.some(({ message }) => inPageWords(message).readOtherwise)) how.open = true;
  }

  async function store() {
    const { title } = kind();
    const { payload, newest } = await send(IMPORTING, { errorPolicy: options.onlyGood ? "REJECT_FAILED_ROWS" : "REJECT_EVERYTHING", idempotencyKey: key }, store);
    if (!payload) return;
    if (payload.created === null && !payload.userErrors.length) return publish(payload);
    // report what was stored, even if the file was changed meanwhile
    if (payload.created !== null) toast(msg("import-done", { kind: title, count: payload.created }), undoes(payload));
    if (!newest) return;
    if (payload.created === null) {
      result = { ...payload, problems: problemsOf(payload.userErrors, file.text) };
      return visit.draw();
    }
    done = payload;
    visit.draw();
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector(".import-result h2"))?.focus());
  }

  /** @param {import("./result.js").Payload} payload */
  const undoes = ({ batch, created }) => batch ? { batchIds: [batch.id], what: msg("import-undone", { count: created ?? 0 }), withdraws: true } : undefined;

  visit.hold({ holds: () => Boolean(file.text.trim()) && !done, discard: () => setText("") });

  /**
   * Follow the job that publishes a large file, to its end. Who may not see jobs only learns that it runs.
   * @param {import("./result.js").Payload & { job?: { id: string } | null }} payload
   */
  async function publish({ job, ...payload }) {
    const counts = result ?? payload;
    const mine = ++turn;
    const signal = visit.signal();
    if (!job) {
      toast(msg("import-in-background", { kind: kind().title, count: file.rows }));
      return changed();
    }
    busy = { what: IMPORTING, since: Date.now() };
    try {
      for (;;) {
        const { job: now } = await ask(PUBLISHING, { id: job.id }, signal);
        if (mine !== turn || signal.aborted || !now) return;
        if (!isUnfinished(now.state)) return ended(now, counts);
        busy = { ...busy, done: now.done, total: now.total };
        visit.draw();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } catch (failure) {
      if (mine !== turn || signal.aborted) return;
      busy = null;
      trouble = { failure: asFailure(failure), again: () => publish({ job, ...payload }) };
      visit.draw();
    }
  }

  /**
   * @param {NonNullable<import("../../queries/import.js").Publishing_job>} job
   * @param {import("./result.js").Payload} counts what the check of the file came to; the job tells what came of its rows
   */
  function ended(job, counts) {
    busy = null;
    if (job.state === "DONE") {
      done = { ...counts, ...job.imported, batch: job.batch };
      toast(msg("import-done", { kind: kind().title, count: done.created ?? 0 }), undoes(done));
    } else {
      file.problem = msg("import-nothing", { reason: job.failure ?? msg("import-cancelled") });
      result = null;
    }
    visit.draw();
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector(".import-result h2"))?.focus());
  }

  /**
   * @param {Work} what
   * @param {Partial<import("../../../types/schema.js").ImportRecordsInput>} more
   * @param {() => void} retry
   * @returns {Promise<{ payload: (import("./result.js").Payload & { job?: { id: string } | null }) | null, newest: boolean }>} no payload if it failed; not the newest if the file or an option changed since
   */
  async function send(what, more, retry) {
    const mine = ++turn;
    trouble = null;
    busy = { what, since: Date.now() };
    const ticking = setInterval(visit.draw, 1_000);
    visit.draw();
    try {
      const input = { kind: kind().code, ...(file.base64 ? { contentBase64: file.base64 } : { csv: file.text }), ...howInput(how), keepErrors: keeps(), ...more };
      const follows = may("VIEW_CLIENT_ACCOUNTS") && may("CLIENT_BILLING");
      const asked = follows ? ask(IMPORT_LARGE_RECORDS, { input }) : ask(IMPORT_RECORDS, { input });
      const { importRecords } = await (input.dryRun ? asked : saving(asked));
      return { payload: importRecords, newest: mine === turn };
    } catch (failure) {
      if (mine === turn) trouble = { failure: asFailure(failure), again: retry };
      return { payload: null, newest: mine === turn };
    } finally {
      clearInterval(ticking);
      if (mine === turn) busy = null;
      visit.draw();
    }
  }

  const keeps = () => options.keepErrors && kind().code === "RECONCILIATIONS";

  /** Select a row in the text. @param {{ start: number, end: number }} place */
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
        <span>${msg("import-choose-or-drop")}</span>
        <input
          type="file"
          accept=".csv,text/csv,text/plain"
          @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.target);
            take(input.files?.[0]);
            input.value = ""; // the same file can be chosen again after a correction
          }}
        />
      </label>
      ${file.name ? html`<p><b>${file.name}</b> <span class="soft">${msg("import-size-rows", { size: bytesText(new Blob([file.text]).size), count: file.rows })}</span></p>` : nothing}
    </div>
    ${file.text.length > EDITABLE ? html`<p class="soft">${msg("import-too-large-to-edit")}</p>` : editorView()}`;

  const editorView = () => html`<div class="field">
    <label for="csv">${file.name ? msg("import-file-contents") : msg("import-paste")}</label>
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
            .checked=${options.keepErrors}
            @change=${(/** @type {Event} */ event) => {
              options.keepErrors = /** @type {HTMLInputElement} */ (event.target).checked;
              changed();
            }}
          />
          <span
            ><b>${msg("import-keep-errors")}</b>
            <small>${msg("import-keep-errors-means")}</small></span
          >
        </label>`
      : nothing;

  function body() {
    if (busy) {
      const seconds = Math.round((Date.now() - busy.since) / 1_000);
      return html`<div class="card sending" role="status">
        <p>${busy.what.rows(file.rows)}</p>
        ${busy.total ? progress(busy.done ?? 0, busy.total, msg("import-progress", { done: busy.done ?? 0, count: busy.total })) : html`<progress aria-label=${busy.what.text}></progress>`}
        <p class="soft" aria-hidden="true">${seconds ? msg("import-seconds", { count: seconds }) : nothing}</p>
      </div>`;
    }
    if (trouble) return html`<div class="card">${failed(trouble.failure, trouble.again)}<p class="more soft">${msg("import-still-here")}</p></div>`;
    if (done || result) return importResult({ kind: kind(), result, done, how, again, options, keeps: keeps(), store, show: file.text.length > EDITABLE ? null : reveal, draw: visit.draw });
    return nothing;
  }

  /** @param {{ start: number, end: number }} place */
  function reveal(place) {
    editor ??= /** @type {HTMLTextAreaElement | null} */ (document.getElementById("csv"));
    show(place);
  }

  return {
    title: () => msg("import-title"),
    load() {
      limit.read({});
      if (done) changed(); // undone or returned to: start over
    },
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("import-title")}</h1>
        <p class="soft">${msg("import-order")}</p>
      </div>
      <div class="import">
        <div>
          <section class="card import-file" aria-label=${msg("import-file")}>
            ${choiceField(visit, { name: "kind", label: msg("import-contents"), options: IMPORT_KINDS.map(({ code, title }) => ({ value: code, text: title })), changed: otherKind })}
            ${chooser()} ${howView({ how, text: file.text, kind: kind(), mappings: limit.data?.mappings ?? [], changed })} ${errorsKept()}
            ${file.problem ? html`<p class="problem" role="alert">${file.problem}</p>` : nothing}
            <p>${button({ text: msg("import-check"), run: look, disabledReason: file.text.trim() ? undefined : msg("import-choose-first") }, done || result ? "" : "main")}</p>
          </section>
          ${body()}
        </div>
        <section class="card import-columns" aria-label=${msg("import-columns")}>${importColumns(kind(), limit.data === undefined ? undefined : bytesText(limit.data.bytes))}</section>
      </div>`,
  };
}

/** @param {number} bytes */
const bytesText = (bytes) => (bytes < 1_000_000 ? msg("import-kilobytes", { size: Math.ceil(bytes / 1_000) }) : msg("import-megabytes", { size: tenthsText(Math.floor(bytes / 100_000) / 10) }));
