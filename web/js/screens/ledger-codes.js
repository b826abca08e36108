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
import { msg, msgView, texts } from "../texts.js";

await texts("forms", "ledger-codes");

const SHOWN = [
  { value: "", text: msg("ledger-codes-active") },
  { value: "all", text: msg("ledger-codes-with-archived") },
];

/** @typedef {import("../queries/ledger-codes.js").LedgerCodes_ledgerCodes} LedgerCode */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const found = reading(visit, LEDGER_CODES, (data) => data.ledgerCodes);
  const load = () => void found.read({ includeArchived: visit.query.get("show") === "all" });
  const create = {
    text: msg("ledger-codes-new"),
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
      successMessage: ({ ledgerCode }) => (archived ? msg("ledger-codes-restored", { code: ledgerCode.code }) : msg("ledger-codes-archived-done", { code: ledgerCode.code })),
    });

  /** @type {import("../parts/table.js").Column<LedgerCode>[]} */
  const columns = [
    { title: msg("ledger-codes-code"), cell: (code) => html`<b>${code.code}</b>` },
    { title: msg("ledger-codes-title"), cell: (code) => code.title },
    { title: msg("ledger-codes-state"), cell: (code) => (code.archived ? html`<span class="soft">${msg("ledger-codes-archived")}</span>` : msg("ledger-codes-active")) },
    {
      title: msg("ledger-codes-actions"),
      money: true,
      cell: (code) => html`<span class="row-actions">
        ${button({ text: msg("ledger-codes-rename"), object: code.code, run: () => rename(code), needs: RECORDING })}
        ${button({ text: code.archived ? msg("ledger-codes-restore") : msg("ledger-codes-archive"), object: code.code, run: () => archive(code), needs: RECORDING })}
      </span>`,
    },
  ];

  function body() {
    if (!found.data) return found.failure ? nothing : loading(msg("ledger-codes-loading"), 5);
    if (!found.data.length) {
      return empty(
        msg("ledger-codes-none"),
        html`${may("IMPORT_DATA") ? msgView("ledger-codes-none-import", { import: html`<a href="/import?kind=LEDGER_CODES">${msg("ledger-codes-import")}</a>` }) : msg("ledger-codes-none-how")} ${button(create, "main")}`,
      );
    }
    return table({ caption: msg("shell-ledger-codes"), rows: found.data, key: (code) => code.id, columns });
  }

  return {
    title: () => msg("shell-ledger-codes"),
    load,
    keys: may(...RECORDING) ? [{ key: "n", does: create.text, run: create.run }] : [],
    view: () => html`<p class="crumb"><a href="/accounts">${msg("forms-all-accounts")}</a></p>
      <div class="heading">
        <h1 tabindex="-1">${msg("shell-ledger-codes")}</h1>
        <p class="soft" role="status">${found.data ? msg("ledger-codes-count", { count: found.data.length }) : nothing}</p>
        <div class="actions">${button(create)}</div>
      </div>
      <div class="filters">${choiceField(visit, { name: "show", label: msg("ledger-codes-show"), options: SHOWN, changed: load })}</div>
      <div class="card" aria-busy=${found.busy}>${found.failure ? failed(found.failure, load) : nothing} ${body()}</div>`,
  };
}
