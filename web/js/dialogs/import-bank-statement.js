/** Import a bank's file: it is read at once, and what it would bring is shown before anything is stored (domain R42a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { base64Of, bytesOf, UNREADABLE } from "../csv-rows.js";
import { numberText } from "../locale.js";
import { moneyText } from "../money.js";
import { BANK_FORMATS } from "../parts/bank-formats.js";
import { openForm } from "../parts/form.js";
import { lookup } from "../parts/lookup.js";
import { stylesheet } from "../parts/stylesheet.js";
import { IMPORT_BANK_STATEMENT } from "../queries/bank.js";
import { IMPORT_LIMIT } from "../queries/import.js";
import { howInput, howView, inPageWords, noChoices, understoodView } from "../screens/import/how.js";
import { msg, texts } from "../texts.js";
import { dateText } from "../words.js";

await stylesheet("operations", "import", "bank");
await texts("bank");

/** @typedef {import("../queries/bank.js").ImportBankStatement_importBankStatement} Payload */

/** The columns of a bank's table, as the server names them. */
const COLUMNS = "booked_on,amount,debit,credit,direction,payer_name,payer_account,text,structured_reference,bank_id,value_on,currency,fee,balance,kind,status";
const BANK_TABLE = { code: "BANK_STATEMENT", columns: COLUMNS.split(",").map((column) => /** @type {[string]} */ ([column])) };
/** How files begin that are no tables: XML, MT940, OFX 1. */
const NO_TABLE = /^\s*(<|\{1:|:\d\d[A-Z]?:|OFXHEADER)/;
/** Bytes of a request besides the file. */
const AROUND = 2_000;

/** @param {{ id: string, name: string, currency: string }} account */
export function importBankStatement({ id, name, currency }) {
  const file = { name: "", text: "", base64: "", problem: "" };
  const how = noChoices();
  const limit = lookup(IMPORT_LIMIT, {});
  const text = (/** @type {number | null} */ cents) => (cents === null ? msg("bank-not-given") : moneyText(cents, currency));

  /** The file that was chosen last. @type {File | undefined} */
  let latest;

  /** @param {File | undefined} chosen @param {import("../mutation.js").Editing} edit */
  async function take(chosen, edit) {
    if (!chosen) return;
    latest = chosen;
    const read = await bytesOf(chosen);
    if (latest !== chosen) return; // another one was chosen meanwhile
    const bytes = new Uint8Array(read ?? []);
    file.name = chosen.name;
    file.problem = read ? "" : UNREADABLE;
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) file.problem = msg("bank-workbook");
    file.base64 = base64Of(bytes);
    file.text = new TextDecoder().decode(bytes.subarray(0, 100_000)).replaceAll("\r\n", "\n");
    how.columns = {};
    const most = limit.data?.viewer.maxBodyBytes;
    if (most !== undefined && file.base64.length > most - AROUND) file.problem = msg("bank-too-long");
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
      <span>${msg("bank-choose-or-drop")}</span>
      <input type="file" autofocus @change=${(/** @type {Event} */ event) => take(/** @type {HTMLInputElement} */ (event.target).files?.[0], edit)} />
    </label>
    <p class="soft">${msg("bank-formats")}</p>
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
        <div><dt>${msg("bank-found", { format: BANK_FORMATS[format], first: dateText(firstDay), last: dateText(lastDay) })}</dt><dd>${msg("bank-count-lines", { count: lineCount })}</dd></div>
        <div><dt>${msg("bank-opening")}</dt><dd>${text(openingCents)}</dd></div>
        <div><dt>${msg("bank-closing")}</dt><dd>${text(closingCents)}</dd></div>
      </dl>`,
    )}
    <dl>
      <div><dt>${msg("bank-new-lines")}</dt><dd>${numberText(created ?? 0)}</dd></div>
      <div><dt>${msg("bank-here-already")}</dt><dd>${numberText(unchanged ?? 0)}</dd></div>
    </dl>
  </div>`;

  return openForm({
    title: msg("bank-import-title", { account: name }),
    style: "wide",
    query: IMPORT_BANK_STATEMENT,
    onOpen: (edit) => limit.read(edit.typed),
    input(_, problem) {
      if (!file.base64) problem("contentBase64", msg("bank-choose-file"));
      if (file.problem) problem("contentBase64", file.problem);
      const { columns, dates, decimals, mapping, saveMappingAs } = howInput(how);
      return { bankAccountId: id, contentBase64: file.base64, fileName: file.name || undefined, columns, dates, decimals, mapping, saveMappingAs };
    },
    fields: (edit) => {
      const refused = file.problem || edit.error("contentBase64", "bankAccountId", "columns", "mapping", "saveMappingAs", "dates", "decimals");
      return html`${chooser(edit)} ${table(edit)} ${refused ? html`<p class="problem" role="alert">${inPageWords(refused).text}</p>` : nothing}`;
    },
    preview: ({ preview, fresh }) => {
      if (!file.base64 || file.problem) return html`<p class="soft">${msg("bank-nothing-stored")}</p>`;
      if (preview && fresh) return found(preview);
      return fresh ? nothing : html`<p class="soft" role="status">${msg("bank-reading", { file: file.name })}</p>`;
    },
    disabledReason: ({ preview, fresh }) => (!file.base64 ? msg("bank-choose-file") : preview && fresh ? "" : msg("bank-see-first")),
    save: (preview) => (preview?.created ? msg("bank-import-lines", { count: preview.created }) : msg("bank-import-save")),
    successMessage: ({ created, unchanged, job }) => {
      if (job) return msg("bank-imported-later");
      return unchanged ? msg("bank-imported-some", { count: created, unchanged: numberText(unchanged) }) : msg("bank-imported-lines", { count: created });
    },
    next({ job, batch, created }) {
      if (job) return { text: msg("bank-view-progress"), href: `/jobs/${encodeURIComponent(job.id)}` };
      return batch && created ? { text: msg("bank-match-lines"), href: `/match?batch=${encodeURIComponent(batch.id)}` } : undefined;
    },
    undoes: ({ created }) => ({ what: msg("bank-import-undone", { count: created }), withdraws: true }),
  });
}
