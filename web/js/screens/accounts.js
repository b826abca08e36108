/** The list of accounts with amounts due and unapplied. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money } from "../money.js";
import { opening } from "../opening.js";
import { button, menu } from "../parts/action.js";
import { choiceField, searchField } from "../parts/filters.js";
import { empty, failed, forbidden, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { runningJobs } from "../parts/running-jobs.js";
import { table } from "../parts/table.js";
import { ACCOUNT_NAMES, ACCOUNTS } from "../queries/accounts.js";
import { paged } from "../reading.js";
import { go } from "../router.js";
import { may, RECORDING, RUNNING } from "../session.js";
import { msg, msgView, texts } from "../texts.js";

await texts("accounts", "forms");

const OPEN = [
  { value: "", text: msg("accounts-all") },
  { value: "yes", text: msg("accounts-with-open") },
  { value: "no", text: msg("accounts-reconciled") },
];

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const billing = may("CLIENT_BILLING");
  const query = /** @type {typeof ACCOUNTS} */ (billing ? ACCOUNTS : ACCOUNT_NAMES); // without amounts
  const list = paged(visit, query, (data) => data.accounts);
  const create = {
    text: msg("accounts-new"),
    key: "n",
    needs: RECORDING,
    async run() {
      const done = await opening(() => import("../dialogs/create-account.js"), (dialog) => dialog.createAccount(list.rows[0]?.currency));
      if (done) go(`/accounts/${encodeURIComponent(done.account.number)}`);
    },
  };

  const jobs = runningJobs(visit);
  const operations = menu(msg("accounts-operations"));
  const more = [
    {
      text: msg("accounts-reconcile-all"),
      needs: RUNNING,
      async run() {
        const id = await opening(() => import("../dialogs/reconcile-all.js"), (dialog) => dialog.reconcileAll());
        if (id) go(`/jobs/${encodeURIComponent(id)}`);
      },
    },
    {
      text: msg("accounts-statements"),
      needs: RUNNING,
      run() {
        const chosen = new URLSearchParams(["search", "unreconciled"].flatMap((name) => (visit.query.get(name) ? [[name, visit.query.get(name) ?? ""]] : [])));
        go(`/statements${chosen.size ? `?${chosen}` : ""}`);
      },
    },
    { text: msg("shell-jobs"), needs: RUNNING, run: () => go("/jobs") },
    { text: msg("shell-ledger-codes"), run: () => go("/ledger-codes") },
  ];

  const sort = {
    get by() {
      return visit.query.get("sort") ?? "OWNER_NAME";
    },
    get direction() {
      return visit.query.get("direction") ?? "ASC";
    },
    /** @type {(by: string, direction: string) => void} */
    to(by, direction) {
      visit.setQuery({ sort: by, direction });
      read();
    },
  };

  function load() {
    if (billing) jobs.load();
    read();
  }

  function read() {
    const wanted = visit.query.get("unreconciled");
    list.read({
      search: visit.query.get("search"),
      filter: wanted && billing ? { hasUnreconciled: wanted === "yes" } : null,
      orderBy: /** @type {import("../../types/schema.js").AccountOrder} */ ({ field: sort.by, direction: sort.direction }),
    });
  }

  function rows() {
    if (!list.known) return list.failure ? nothing : loading(msg("accounts-loading"), 8);
    if (!list.rows.length) return none();
    return html`${table({
      caption: msg("shell-accounts"),
      rows: list.rows,
      key: (row) => row.number,
      sort,
      columns: [
        {
          title: msg("forms-owner"),
          order: "OWNER_NAME",
          cell: (row) => html`<a data-row href="/accounts/${encodeURIComponent(row.number)}">${row.ownerName}</a>`,
        },
        { title: msg("accounts-number"), order: "NUMBER", cell: (row) => html`<span class="number">${row.number}</span>` },
        ...(billing ? amounts : []),
      ],
    })}
    ${paging(list)}`;
  }

  function none() {
    if (visit.query.get("search")) {
      return empty(
        msg("accounts-none-found", { search: visit.query.get("search") ?? "" }),
        billing
          ? msg("accounts-try")
          : msg("accounts-try-name"),
      );
    }
    if (visit.query.get("unreconciled")) return empty(msg("accounts-none-match"), html`<a href="/accounts">${msg("accounts-show-all")}</a>`);
    return empty(
      msg("accounts-none"),
      html`${may("IMPORT_DATA") ? msgView("accounts-first-import", { import: html`<a href="/import">${msg("accounts-import")}</a>` }) : msg("accounts-first")}
        ${button(create, "main")}`,
    );
  }

  return {
    title: () => msg("shell-accounts"),
    load,
    keys: may(...RECORDING) ? [{ key: "n", does: msg("accounts-new"), run: create.run }] : [],
    view: () => html`
      <div class="heading">
        <h1 tabindex="-1">${msg("shell-accounts")}</h1>
        <p class="soft" role="status">${list.total === null ? nothing : msg("accounts-count", { count: list.total })}</p>
        <div class="actions">${operations(more)} ${button(create)}</div>
      </div>
      ${jobs.view()}
      <div class="filters">
        ${searchField(visit, {
          label: billing ? msg("accounts-search") : msg("accounts-search-names"),
          placeholder: billing ? msg("accounts-search-for") : msg("accounts-search-for-names"),
          changed: read,
        })}
        ${billing ? choiceField(visit, { name: "unreconciled", label: msg("accounts-show"), options: OPEN, changed: read }) : nothing}
      </div>
      <div class="card" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${rows()}</div>
      ${billing ? nothing : forbidden(msg("accounts-billing"), ["CLIENT_BILLING"])}
    `,
  };
}

/** @type {import("../parts/table.js").Column<import("../queries/accounts.js").Accounts_accounts_nodes>[]} */
const amounts = [
  { title: msg("accounts-due"), money: true, order: "UNRECONCILED_DEBIT", first: "DESC", cell: (row) => money(row.unreconciledDebitCents, row.currency) },
  { title: msg("forms-unapplied"), money: true, order: "UNRECONCILED_CREDIT", first: "DESC", cell: (row) => money(row.unreconciledCreditCents, row.currency) },
  { title: msg("accounts-balance"), money: true, order: "BALANCE", first: "DESC", cell: (row) => money(row.balanceCents, row.currency) },
];
