/** Who pays by bank and for which accounts, as remembered when lines were explained (domain R44a). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { numberText } from "../../locale.js";
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
import { msg, texts } from "../../texts.js";

await texts("bank");

/** @typedef {import("../../queries/payers.js").Payers_payers_nodes} Payer */

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, PAYERS, (data) => data.payers);
  const load = () => void list.read({ search: visit.query.get("search") || undefined });

  function body() {
    if (!list.known) return list.failure ? nothing : loading(msg("bank-the-payers"), 6);
    if (list.rows.length) return html`${table({ caption: msg("bank-payers"), columns, rows: list.rows, key: ({ id }) => id })} ${paging(list)}`;
    if (visit.query.get("search")) return empty(msg("bank-no-payer", { search: visit.query.get("search") ?? "" }), html`<a href="/payers">${msg("bank-show-all-payers")}</a>`);
    return empty(msg("bank-no-payers"), html`${msg("bank-no-payers-how")} <a href="/bank">${msg("bank-to-accounts")}</a>`);
  }

  return {
    title: () => msg("bank-payers"),
    load,
    view: () => html`<p class="crumb"><a href="/bank">${msg("bank-all-accounts")}</a></p>
      <div class="heading">
        <h1 tabindex="-1">${msg("bank-payers")}</h1>
        <p class="soft" role="status">${list.total === null ? nothing : msg("bank-payer-count", { count: list.total })}</p>
      </div>
      <div class="filters">${searchField(visit, { label: msg("bank-payer-search"), placeholder: msg("bank-payer-hint"), changed: load })}</div>
      <div class="card" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>`,
  };
}

/** @param {Payer} payer */
const payerText = ({ name, payerAccount }) => name ?? payerAccount ?? msg("bank-this-payer");

/** @param {Payer} payer */
const correct = (payer) => void opening(() => import("../../dialogs/correct-payer.js"), (dialog) => dialog.correctPayer(payer, payerText(payer)));

/** @param {Payer} payer */
const forget = (payer) => void opening(() => import("../../dialogs/correct-payer.js"), (dialog) => dialog.forgetPayer(payer, payerText(payer)));

/** @type {import("../../parts/table.js").Column<Payer>[]} */
const columns = [
  { title: msg("bank-name"), cell: ({ name, payerAccount }) => html`<b>${name ?? msg("bank-no-name")}</b>${payerAccount ? html`<small class="by">${payerAccount}</small>` : nothing}` },
  {
    title: msg("bank-pays-for"),
    cell: ({ accounts }) =>
      accounts.length
        ? accounts.map(({ number, ownerName }, index) => html`${index ? ", " : ""}<a href=${billingOf(number)}>${ownerName}</a>`)
        : html`<span class="soft">${msg("bank-no-account")}</span>`,
  },
  { title: msg("bank-payer-lines"), money: true, cell: ({ timesSeen }) => html`<span class="number">${numberText(timesSeen)}</span>` },
  {
    title: msg("bank-actions"),
    money: true,
    cell: (payer) => html`<span class="row-actions">
      ${button({ text: msg("bank-correct"), object: payerText(payer), needs: RECONCILING, run: () => correct(payer) })}
      ${button({ text: msg("bank-forget"), object: payerText(payer), needs: RECONCILING, run: () => forget(payer) })}
    </span>`,
  },
];
