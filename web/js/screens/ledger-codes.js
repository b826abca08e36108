/** The ledger codes: what is sold, by the code under which it stands in the books. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { button } from "../parts/action.js";
import { choiceField } from "../parts/filters.js";
import { change } from "../parts/form.js";
import { empty, failed, loading } from "../parts/notices.js";
import { table } from "../parts/table.js";
import { LEDGER_CODES, UPDATE_LEDGER_CODE } from "../queries/ledger-codes.js";
import { reading } from "../reading.js";
import { may, RECORDING } from "../session.js";
import { counted } from "../words.js";

const SHOWN = [
  { value: "", text: "Those in use" },
  { value: "all", text: "Archived ones too" },
];

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const found = reading(visit, (data) => data.ledgerCodes);
  const load = () => void found.read(LEDGER_CODES, { includeArchived: visit.query.get("show") === "all" });
  const create = {
    text: "New ledger code",
    key: "n",
    needs: RECORDING,
    run: async () => void (await import("../dialogs/ledger-code.js")).createLedgerCode(),
  };

  /** @param {any} code */
  const rename = async (code) => void (await import("../dialogs/ledger-code.js")).renameLedgerCode(code);

  /** @param {any} code */
  const archive = ({ id, archived }) =>
    change({
      query: UPDATE_LEDGER_CODE,
      input: { id, archived: !archived },
      said: ({ ledgerCode }) => (archived ? `${ledgerCode.code} is in use again.` : `${ledgerCode.code} archived: it takes no new items, and stays in the reports.`),
    });

  /** @type {import("../parts/table.js").Column[]} */
  const columns = [
    { title: "Code", cell: (code) => html`<b class="number">${code.code}</b>` },
    { title: "Title", cell: (code) => code.title },
    { title: "State", cell: (code) => (code.archived ? html`<span class="soft">Archived</span>` : "In use") },
    {
      title: "Actions",
      money: true,
      cell: (code) => html`<span class="row-actions">
        ${button({ text: "Rename", run: () => rename(code), needs: RECORDING })}
        ${button({ text: code.archived ? "Use again" : "Archive", run: () => archive(code), needs: RECORDING })}
      </span>`,
    },
  ];

  function body() {
    if (!found.data) return found.failure ? nothing : loading("ledger codes", 5);
    if (!found.data.length) {
      return empty(
        "There are no ledger codes yet.",
        html`Invoice items stand under one. ${may("IMPORT_DATA") ? html`<a href="/import?kind=LEDGER_CODES">Import a CSV file</a>, or begin with one. ` : nothing}${button(create, "main")}`,
      );
    }
    return table({ caption: "Ledger codes", rows: found.data, key: (code) => code.id, columns });
  }

  return {
    title: () => "Ledger codes",
    load,
    keys: may(...RECORDING) ? [{ key: "n", does: create.text, run: create.run }] : [],
    view: () => html`<p class="crumb"><a href="/accounts">All accounts</a></p>
      <div class="heading">
        <h1 tabindex="-1">Ledger codes</h1>
        <p class="soft" role="status">${found.data ? counted(found.data.length, "ledger code") : nothing}</p>
        <div class="actions">${button(create)}</div>
      </div>
      <div class="filters">${choiceField(visit, { name: "show", label: "Show", options: SHOWN, changed: load })}</div>
      <div class="card" aria-busy=${found.busy}>${found.failure ? failed(found.failure, load) : nothing} ${body()}</div>`,
  };
}
