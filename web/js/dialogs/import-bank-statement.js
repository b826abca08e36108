/** Import a bank's file: it is read at once, and what it would bring is shown before anything is stored (domain R42a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { base64Of } from "../csv-rows.js";
import { numberText } from "../locale.js";
import { moneyText } from "../money.js";
import { BANK_FORMATS } from "../parts/bank-formats.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { stylesheet } from "../parts/stylesheet.js";
import { IMPORT_BANK_STATEMENT } from "../queries/bank.js";
import { IMPORT_LIMIT } from "../queries/import.js";
import { howInput, howView, inPageWords, noChoices, understoodView } from "../screens/import/how.js";
import { counted, dateText } from "../words.js";

await stylesheet("operations", "import", "bank");

/** @typedef {import("../queries/bank.js").ImportBankStatement_importBankStatement} Payload */

/** The columns of a bank's table, as the server names them. */
const COLUMNS = "booked_on amount debit credit direction payer_name payer_account text structured_reference bank_id value_on currency fee balance kind status";
const BANK_TABLE = { code: "BANK_STATEMENT", columns: COLUMNS.split(" ").map((column) => /** @type {[string]} */ ([column])) };
/** How files begin that are no tables: XML, MT940, OFX 1. */
const NO_TABLE = /^\s*(<|\{1:|:\d\d[A-Z]?:|OFXHEADER)/;
/** Bytes of a request besides the file. */
const AROUND = 2_000;

/** @param {{ id: string, name: string, currency: string }} account */
export function importBankStatement({ id, name, currency }) {
  const file = { name: "", text: "", base64: "", problem: "" };
  const how = noChoices();
  const limit = lookup(IMPORT_LIMIT, {});
  const text = (/** @type {number | null} */ cents) => (cents === null ? "not given" : moneyText(cents, currency));

  /** @param {File | undefined} chosen @param {import("../mutation.js").Editing} edit */
  async function take(chosen, edit) {
    if (!chosen) return;
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    file.name = chosen.name;
    file.problem = bytes[0] === 0x50 && bytes[1] === 0x4b ? "This is a workbook or a zip archive. Save a workbook as CSV, or take the statement out of the archive." : "";
    file.base64 = base64Of(bytes);
    file.text = new TextDecoder().decode(bytes.subarray(0, 100_000)).replaceAll("\r\n", "\n");
    how.columns = {};
    const most = limit.data?.viewer.maxBodyBytes;
    if (most !== undefined && file.base64.length > most - AROUND) file.problem = "This file is too long for one request. Ask the bank for shorter periods, or run tieout import on the server.";
    edit.typed();
  }

  /** @param {import("../parts/form.js").Edit<Payload>} edit */
  const chooser = (edit) => html`<div
    class="drop"
    @dragover=${(/** @type {DragEvent} */ event) => event.preventDefault()}
    @drop=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      void take(event.dataTransfer?.files[0], edit);
    }}
  >
    <label class="file">
      <span>Choose the bank's file, or drop it here</span>
      <input type="file" autofocus @change=${(/** @type {Event} */ event) => take(/** @type {HTMLInputElement} */ (event.target).files?.[0], edit)} />
    </label>
    <p class="soft">camt.052, 053 and 054, OFX and QFX, MT940, CSV, and the reports of Stripe and PayPal.</p>
  </div>`;

  /** @param {import("../parts/form.js").Edit<Payload>} edit */
  function table(edit) {
    if (!file.text || file.problem || NO_TABLE.test(file.text)) return nothing;
    return howView({ how, text: file.text, kind: BANK_TABLE, mappings: limit.data?.fileMappings ?? [], changed: edit.typed });
  }

  /** @param {Payload} payload */
  const found = ({ created, unchanged, statements, understood }) => html`<div class="statement-found" role="status">
    ${understoodView(understood)}
    ${statements.map(
      ({ format, firstDay, lastDay, openingCents, closingCents, lineCount }) => html`<dl>
        <div><dt>${BANK_FORMATS[format]}, ${dateText(firstDay)} – ${dateText(lastDay)}</dt><dd>${counted(lineCount, "line")}</dd></div>
        <div><dt>Opening balance</dt><dd>${text(openingCents)}</dd></div>
        <div><dt>Closing balance</dt><dd>${text(closingCents)}</dd></div>
      </dl>`,
    )}
    <dl>
      <div><dt>New lines</dt><dd>${numberText(created ?? 0)}</dd></div>
      <div><dt>Here already</dt><dd>${numberText(unchanged ?? 0)}</dd></div>
    </dl>
  </div>`;

  return openForm({
    title: `Import a statement of ${name}`,
    style: "wide",
    query: IMPORT_BANK_STATEMENT,
    onOpen: (edit) => limit.read(edit.typed),
    input(_, problem) {
      if (!file.base64) problem("contentBase64", "Choose a file.");
      if (file.problem) problem("contentBase64", file.problem);
      const { columns, dates, decimals, mapping, saveMappingAs } = howInput(how);
      return { bankAccountId: id, contentBase64: file.base64, fileName: file.name || undefined, columns, dates, decimals, mapping, saveMappingAs };
    },
    fields: (edit) => {
      const refused = file.problem || edit.error("contentBase64", "bankAccountId", "columns", "mapping", "saveMappingAs", "dates", "decimals");
      return html`${chooser(edit)} ${table(edit)} ${refused ? html`<p class="problem" role="alert">${inPageWords(refused).text}</p>` : nothing}`;
    },
    preview: ({ preview, fresh }) => {
      if (!file.base64 || file.problem) return html`<p class="soft">Nothing is stored before you have seen what the file holds.</p>`;
      if (preview && fresh) return found(preview);
      return fresh ? nothing : html`<p class="soft" role="status">Reading ${file.name}…</p>`;
    },
    disabledReason: ({ preview, fresh }) => (!file.base64 ? "Choose a file." : preview && fresh ? "" : "See what the file holds first."),
    save: (preview) => (preview?.created ? `Import ${counted(preview.created, "line")}` : "Import"),
    successMessage: ({ created, unchanged, job }) =>
      job ? "The file is imported in the background. All of its lines will show at once." : `${counted(created, "line")} imported${unchanged ? `, ${numberText(unchanged)} were here already` : ""}.`,
    next({ job, batch, created }) {
      if (job) return { text: "View progress", href: `/jobs/${encodeURIComponent(job.id)}` };
      return batch && created ? { text: "Match these lines", href: `/match?batch=${encodeURIComponent(batch.id)}` } : undefined;
    },
    undoes: ({ created }) => ({ what: `the import of ${counted(created, "bank line")}`, withdraws: true }),
  });
}
