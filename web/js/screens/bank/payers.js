/** Who pays by bank and for which accounts, as remembered when lines were explained (domain R44a). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { searchField } from "../../parts/filters.js";
import { billingOf } from "../../parts/links.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { table } from "../../parts/table.js";
import { PAYERS } from "../../queries/payers.js";
import { paged } from "../../reading.js";
import { RECONCILING } from "../../session.js";
import { counted } from "../../words.js";

/** @typedef {import("../../queries/payers.js").Payers_payers_nodes} Payer */

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, PAYERS, (data) => data.payers);
  const load = () => void list.read({ search: visit.query.get("search") || undefined });

  function body() {
    if (!list.known) return list.failure ? nothing : loading("payers", 6);
    if (list.rows.length) return html`${table({ caption: "Payers", columns, rows: list.rows, key: ({ id }) => id })} ${paging(list)}`;
    if (visit.query.get("search")) return empty(`No payer matches “${visit.query.get("search")}”.`, html`<a href="/payers">Show all payers</a>`);
    return empty("No payers yet.", html`Who pays is remembered when you explain a bank line by a payment. <a href="/bank">Go to the bank accounts</a>`);
  }

  return {
    title: () => "Payers",
    load,
    view: () => html`<p class="crumb"><a href="/bank">All bank accounts</a></p>
      <div class="heading">
        <h1 tabindex="-1">Payers</h1>
        <p class="soft" role="status">${list.total === null ? nothing : counted(list.total, "payer")}</p>
      </div>
      <div class="filters">${searchField(visit, { label: "Search by name or account number", placeholder: "Name or account number", changed: load })}</div>
      <div class="card" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>`,
  };
}

/** @param {Payer} payer */
const payerText = ({ name, payerAccount }) => name ?? payerAccount ?? "This payer";

/** @param {Payer} payer */
const correct = (payer) => void opening(() => import("../../dialogs/correct-payer.js"), (dialog) => dialog.correctPayer(payer, payerText(payer)));

/** @param {Payer} payer */
const forget = (payer) => void opening(() => import("../../dialogs/correct-payer.js"), (dialog) => dialog.forgetPayer(payer, payerText(payer)));

/** @type {import("../../parts/table.js").Column<Payer>[]} */
const columns = [
  { title: "Name", cell: ({ name, payerAccount }) => html`<b>${name ?? "No name"}</b>${payerAccount ? html`<small class="by">${payerAccount}</small>` : nothing}` },
  {
    title: "Pays for",
    cell: ({ accounts }) =>
      accounts.length
        ? accounts.map(({ number, ownerName }, index) => html`${index ? ", " : ""}<a href=${billingOf(number)}>${ownerName}</a>`)
        : html`<span class="soft">No account</span>`,
  },
  { title: "Bank lines", money: true, cell: ({ timesSeen }) => html`<span class="number">${timesSeen}</span>` },
  {
    title: "Actions",
    money: true,
    cell: (payer) => html`<span class="row-actions">
      ${button({ text: "Correct", object: payerText(payer), needs: RECONCILING, run: () => correct(payer) })}
      ${button({ text: "Forget", object: payerText(payer), needs: RECONCILING, run: () => forget(payer) })}
    </span>`,
  },
];
