/** The organisation's own accounts at banks and payment processors, and what is left to explain on each (domain R42). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { numberText } from "../../locale.js";
import { money } from "../../money.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { date } from "../../parts/date.js";
import { bankOf } from "../../parts/links.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { table } from "../../parts/table.js";
import { BANK_ACCOUNTS } from "../../queries/bank.js";
import { paged } from "../../reading.js";
import { go } from "../../router.js";
import { may, RECORDING } from "../../session.js";
import { msg, texts } from "../../texts.js";

await texts("bank");

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, BANK_ACCOUNTS, (data) => data.bankAccounts);
  const load = () => void list.read({});
  const create = {
    text: msg("bank-new-account"),
    key: "n",
    needs: RECORDING,
    async run() {
      const done = await opening(() => import("../../dialogs/create-bank-account.js"), (dialog) => dialog.createBankAccount(list.rows[0]?.currency));
      if (done) go(bankOf(done.bankAccount.id));
    },
  };

  function body() {
    if (!list.known) return list.failure ? nothing : loading(msg("bank-bank-accounts"), 4);
    if (!list.rows.length) {
      return empty(
        msg("bank-none"),
        html`${msg("bank-none-how")} ${button(create, "main")}`,
      );
    }
    return html`${table({ caption: msg("bank-accounts"), columns, rows: list.rows, key: ({ id }) => id })} ${paging(list)}`;
  }

  return {
    title: () => msg("bank-title"),
    load,
    keys: may(...RECORDING) ? [{ key: "n", does: create.text, run: create.run }] : [],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("bank-title")}</h1>
        <p class="soft" role="status">${list.total === null ? nothing : msg("bank-account-count", { count: list.total })}</p>
        <div class="actions">${list.rows.length ? html`<a class="button" href="/payers">${msg("bank-payers")}</a> ${button(create)}` : nothing}</div>
      </div>
      <div class="card" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>`,
  };
}

/** @type {import("../../parts/table.js").Column<import("../../queries/bank.js").BankAccounts_bankAccounts_nodes>[]} */
const columns = [
  { title: msg("bank-name"), cell: ({ id, name, iban, number, currency }) => html`<a data-row href=${bankOf(id)}>${name}</a><small class="by">${[iban ?? number, currency].filter(Boolean).join(" · ")}</small>` },
  {
    title: msg("bank-at-bank"),
    money: true,
    cell: ({ currency, statements: { nodes: [last] } }) =>
      last
        ? html`${last.closingCents === null ? nothing : money(last.closingCents, currency)}<small class="by">${date(last.lastDay)}</small>`
        : html`<span class="soft">${msg("bank-no-statement-short")}</span>`,
  },
  { title: msg("bank-lines-open"), money: true, cell: ({ openLines }) => html`<span class=${openLines ? "number" : "number zero"}>${numberText(openLines)}</span>` },
  { title: msg("bank-to-explain"), money: true, cell: ({ openCents, currency }) => money(openCents, currency) },
];
