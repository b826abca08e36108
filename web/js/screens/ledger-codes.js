/** The list of ledger codes. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { opening } from "../opening.js";
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
  { value: "", text: "Active" },
  { value: "all", text: "Include archived" },
];

/** @typedef {import("../queries/ledger-codes.js").LedgerCodes_ledgerCodes} LedgerCode */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const found = reading(visit, LEDGER_CODES, (data) => data.ledgerCodes);
  const load = () => void found.read({ includeArchived: visit.query.get("show") === "all" });
  const create = {
    text: "New ledger code",
    key: "n",
    needs: RECORDING,
    run: () => void opening(() => import("../dialogs/ledger-code.js"), (dialog) => dialog.createLedgerCode()),
  };

  /** @param {LedgerCode} code */
  const rename = (code) => void opening(() => import("../dialogs/ledger-code.js"), (dialog) => dialog.renameLedgerCode(code));

  /** @param {LedgerCode} code */
  const archive = ({ id, archived }) =>
    change({
      query: UPDATE_LEDGER_CODE,
      input: { id, archived: !archived },
      successMessage: ({ ledgerCode }) => (archived ? `${ledgerCode.code} restored.` : `${ledgerCode.code} archived. It can't be used for new items but stays in reports.`),
    });

  /** @type {import("../parts/table.js").Column<LedgerCode>[]} */
  const columns = [
    { title: "Code", cell: (code) => html`<b>${code.code}</b>` },
    { title: "Title", cell: (code) => code.title },
    { title: "State", cell: (code) => (code.archived ? html`<span class="soft">Archived</span>` : "Active") },
    {
      title: "Actions",
      money: true,
      cell: (code) => html`<span class="row-actions">
        ${button({ text: "Rename", object: code.code, run: () => rename(code), needs: RECORDING })}
        ${button({ text: code.archived ? "Restore" : "Archive", object: code.code, run: () => archive(code), needs: RECORDING })}
      </span>`,
    },
  ];

  function body() {
    if (!found.data) return found.failure ? nothing : loading("ledger codes", 5);
    if (!found.data.length) {
      return empty(
        "No ledger codes yet.",
        html`Every invoice item needs one. ${may("IMPORT_DATA") ? html`<a href="/import?kind=LEDGER_CODES">Import a CSV file</a>, or create one. ` : nothing}${button(create, "main")}`,
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
