/** The journal for the ledger: what a period posts, its file for the bookkeeping program, and what was exported. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { ask } from "../graphql.js";
import { accountMeaning, descriptionWords } from "../journal-words.js";
import { money } from "../money.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { date, moment } from "../parts/date.js";
import { choiceField } from "../parts/filters.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { daysText, periodField, periodInput } from "../parts/period.js";
import { downloadText } from "../parts/spreadsheet.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { toast } from "../parts/toast.js";
import { JOURNAL_FILE, JOURNAL_OF_PERIOD, JOURNALS, PERIOD_FILE } from "../queries/journals.js";
import { CURRENCIES } from "../queries/reports.js";
import { paged } from "../reading.js";
import { may } from "../session.js";
import { msg, texts } from "../texts.js";
import { personName } from "../words.js";

await stylesheet("reports");
await texts("journal");

/** @typedef {import("../queries/journals.js").JournalOfPeriod_journal} Journal */
/** @typedef {import("../queries/journals.js").JournalOfPeriod_journal_lines_nodes} Line */
/** @typedef {import("../queries/journals.js").Journals_journals_nodes} Exported */
/** @typedef {import("../../types/schema.js").JournalFormat} JournalFormat */

const WITHOUT = "last-calendar-month";
const FORMATS = [
  { value: "CSV", text: "CSV", ending: "csv" },
  { value: "QUICKBOOKS", text: "QuickBooks Online", ending: "csv" },
  { value: "XERO", text: "Xero", ending: "csv" },
  { value: "SAGE50", text: msg("journal-sage-us"), ending: "csv" },
  { value: "SAGE50_CANADA", text: msg("journal-sage-canada"), ending: "txt" },
];

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  /** @type {Journal | null} */
  let found = null;
  /** Currencies in use; null until known. @type {string[] | null} */
  let currencies = null;
  const lines = paged(visit, JOURNAL_OF_PERIOD, pick);
  const exported = paged(visit, JOURNALS, (data) => data.journals);

  /** @param {import("../queries/journals.js").JournalOfPeriod} data */
  function pick({ journal }) {
    found = journal;
    return journal.lines;
  }

  const problem = () => periodInput(visit.query.get("period") ?? WITHOUT).problem;
  const wanted = () => ({
    period: periodInput(visit.query.get("period") ?? WITHOUT).input ?? { preset: /** @type {const} */ ("LAST_CALENDAR_MONTH") },
    currency: visit.query.get("currency") ?? currencies?.[0],
  });
  const form = () => FORMATS.find(({ value }) => value === visit.query.get("format")) ?? FORMATS[0];

  async function load() {
    void exported.read({});
    if (problem()) return;
    const signal = visit.signal();
    try {
      currencies = (await ask(CURRENCIES, {}, signal)).currencies;
    } catch {
      // the journal is loaded next and shows the error
    }
    if (!signal.aborted && currencies?.length !== 0) await lines.read(wanted());
    else visit.draw();
  }

  /** Download a file. @param {string} name without extension @param {(format: JournalFormat) => Promise<string | undefined>} read */
  async function download(name, read) {
    const { value, ending } = form();
    try {
      const text = await read(/** @type {JournalFormat} */ (value));
      if (text !== undefined) downloadText(`${name}.${ending}`, text);
    } catch (failure) {
      toast(/** @type {Error} */ (failure).message, undefined, true);
    }
  }

  const downloadPeriod = () =>
    download(`journal-${found?.firstDay}-to-${found?.lastDay}`, async (format) => (await ask(PERIOD_FILE, { ...wanted(), format })).journal.file);

  /** @param {{ id: string, number: string | null }} journal */
  const downloadExported = ({ id, number }) =>
    download(`journal-${number}`, async (format) => {
      const { node } = await ask(JOURNAL_FILE, { id, format });
      return node && "file" in node ? node.file : undefined;
    });

  const exporting = {
    text: msg("journal-export"),
    key: "n",
    needs: ["CLOSE_BOOKS"],
    run: () =>
      void opening(
        () => import("../dialogs/export-journal.js"),
        async (dialog) => {
          const done = await dialog.exportJournal(wanted());
          if (done?.journal) await downloadExported(done.journal);
        },
      ),
  };

  /** @param {string} account */
  function accountCell(account) {
    const meaning = accountMeaning(account);
    return html`<b>${account}</b>${meaning ? html`<small class="by">${meaning}</small>` : nothing}`;
  }

  /** @type {(currency: string) => import("../parts/table.js").Column<Line>[]} */
  const columns = (currency) => [
    { title: msg("journal-date"), cell: (line) => date(line.date) },
    { title: msg("journal-account"), cell: (line) => accountCell(line.account) },
    { title: msg("journal-description"), cell: (line) => descriptionWords(line.description) },
    { title: msg("journal-debit"), money: true, cell: (line) => (line.debitCents ? money(line.debitCents, currency) : nothing) },
    { title: msg("journal-credit"), money: true, cell: (line) => (line.creditCents ? money(line.creditCents, currency) : nothing) },
  ];

  /** @type {import("../parts/table.js").Column<Exported>[]} */
  const exportedColumns = [
    { title: msg("journal-title"), cell: ({ number, correction }) => html`<b>${number}</b>${correction ? html` <span class="soft">${msg("journal-correction")}</span>` : nothing}` },
    { title: msg("journal-period"), cell: ({ firstDay, lastDay }) => daysText(firstDay, lastDay) },
    { title: msg("journal-exported"), cell: ({ recordedAt, recordedBy }) => html`${recordedAt ? moment(recordedAt) : nothing}<small class="by">${recordedBy ? personName(recordedBy) : nothing}</small>` },
    { title: msg("journal-amount"), money: true, cell: ({ debitCents, currency }) => money(debitCents, currency) },
    {
      title: msg("journal-actions"),
      money: true,
      cell: (journal) => html`<span class="row-actions">${button({ text: msg("journal-download"), object: msg("journal-number", { number: journal.number ?? "" }), run: () => downloadExported(journal) })}</span>`,
    },
  ];

  function filters() {
    return html`<div class="filters">
      ${periodField(visit, { without: WITHOUT, changed: load })}
      ${currencies && currencies.length > 1
        ? choiceField(visit, { name: "currency", label: msg("journal-currency"), options: currencies.map((value) => ({ value, text: value })), changed: load })
        : nothing}
      ${choiceField(visit, { name: "format", label: msg("journal-file-for"), options: FORMATS, changed: visit.draw })}
    </div>`;
  }

  function body() {
    if (currencies?.length === 0) return html`<div class="card">${empty(msg("journal-nothing-yet"), html`<a href="/accounts">${msg("shell-to-accounts")}</a>`)}</div>`;
    if (problem()) return html`<div class="card">${empty(problem() ?? "", msg("journal-choose-dates"))}</div>`;
    if (!lines.known || !found) return html`<div class="card">${lines.failure ? failed(lines.failure, load) : loading(msg("journal-the-journal"), 8)}</div>`;
    const { currency, debitCents, creditCents } = found;
    return html`${lines.failure ? html`<div class="card">${failed(lines.failure, load)}</div>` : nothing}
      <div class="card figures"><dl>
        <div><dt>${msg("journal-debits")}</dt><dd>${money(debitCents, currency)}</dd></div>
        <div><dt>${msg("journal-credits")}</dt><dd>${money(creditCents, currency)}</dd></div>
      </dl></div>
      <div class="card">
        ${lines.rows.length
          ? html`${table({ caption: msg("journal-lines-of"), columns: columns(currency), rows: lines.rows, key: (line) => `${line.reference} ${line.account} ${line.description}` })} ${paging(lines)}`
          : empty(msg("journal-posts-nothing"), msg("journal-other-dates"))}
      </div>`;
  }

  const former = () => html`<section aria-labelledby="former">
    <h2 id="former">${msg("journal-former")}</h2>
    <div class="card" aria-busy=${exported.busy}>
      ${exported.failure && !lines.failure ? failed(exported.failure, load) : nothing}
      ${!exported.known
        ? exported.failure ? nothing : loading(msg("journal-exported-journals"), 3)
        : exported.rows.length
          ? html`${table({ caption: msg("journal-former"), columns: exportedColumns, rows: exported.rows, key: ({ id }) => id })} ${paging(exported)}`
          : empty(msg("journal-none"), msg("journal-none-how"))}
    </div>
  </section>`;

  return {
    title: () => msg("journal-title"),
    load,
    keys: may("CLOSE_BOOKS") ? [{ key: "n", does: msg("journal-export-title"), run: exporting.run }] : [],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("journal-title")}</h1>
        <p class="soft" role="status">${found ? msg("journal-days-lines", { days: daysText(found.firstDay, found.lastDay), count: lines.total ?? 0 }) : nothing}</p>
        <div class="actions">${found ? html`${button({ text: msg("journal-download"), run: downloadPeriod })} ${button(exporting, "main")}` : nothing}</div>
      </div>
      ${filters()}
      <p class="counts">${msg("journal-counts")}</p>
      <div class="report" aria-busy=${lines.busy}>${body()}</div>
      ${former()}`,
  };
}
