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
import { counted } from "../words.js";

const OPEN = [
  { value: "", text: "All accounts" },
  { value: "yes", text: "With unreconciled items" },
  { value: "no", text: "Fully reconciled" },
];

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const billing = may("CLIENT_BILLING");
  const query = /** @type {typeof ACCOUNTS} */ (billing ? ACCOUNTS : ACCOUNT_NAMES); // without amounts
  const list = paged(visit, query, (data) => data.accounts);
  const create = {
    text: "New account",
    key: "n",
    needs: RECORDING,
    async run() {
      const done = await opening(() => import("../dialogs/create-account.js"), (dialog) => dialog.createAccount(list.rows[0]?.currency ?? "USD"));
      if (done) go(`/accounts/${encodeURIComponent(done.account.number)}`);
    },
  };

  const jobs = runningJobs(visit);
  const operations = menu("Operations");
  const more = [
    {
      text: "Reconcile all accounts",
      needs: RUNNING,
      async run() {
        const id = await opening(() => import("../dialogs/reconcile-all.js"), (dialog) => dialog.reconcileAll());
        if (id) go(`/jobs/${encodeURIComponent(id)}`);
      },
    },
    { text: "Jobs", needs: RUNNING, run: () => go("/jobs") },
    { text: "Ledger codes", run: () => go("/ledger-codes") },
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
    if (!list.known) return list.failure ? nothing : loading("accounts", 8);
    if (!list.rows.length) return none();
    return html`${table({
      caption: "Accounts",
      rows: list.rows,
      key: (row) => row.number,
      sort,
      columns: [
        {
          title: "Owner",
          order: "OWNER_NAME",
          cell: (row) => html`<a data-row href="/accounts/${encodeURIComponent(row.number)}">${row.ownerName}</a>`,
        },
        { title: "Number", order: "NUMBER", cell: (row) => html`<span class="number">${row.number}</span>` },
        ...(billing ? amounts : []),
      ],
    })}
    ${paging(list)}`;
  }

  function none() {
    if (visit.query.get("search")) {
      return empty(
        `No account matches “${visit.query.get("search")}”.`,
        billing
          ? "Try part of an owner's or member's name, the account number, a receipt ID or a reference."
          : "Try part of an owner's or member's name, or the account number.",
      );
    }
    if (visit.query.get("unreconciled")) return empty("No accounts match.", html`<a href="/accounts">Show all accounts</a>`);
    return empty(
      "No accounts yet.",
      html`${may("IMPORT_DATA") ? html`<a href="/import">Import a CSV file</a>, or create your first account. ` : "Create your first account. "}
        ${button(create, "main")}`,
    );
  }

  return {
    title: () => "Accounts",
    load,
    keys: may(...RECORDING) ? [{ key: "n", does: "New account", run: create.run }] : [],
    view: () => html`
      <div class="heading">
        <h1 tabindex="-1">Accounts</h1>
        <p class="soft" role="status">${list.total === null ? nothing : counted(list.total, "account")}</p>
        <div class="actions">${operations(more)} ${button(create)}</div>
      </div>
      ${jobs.view()}
      <div class="filters">
        ${searchField(visit, {
          label: `Search by owner, member, number${billing ? ", receipt, reference, amount" : ""} or email`,
          placeholder: billing ? "Owner, number, receipt or amount" : "Owner, member or number",
          changed: read,
        })}
        ${billing ? choiceField(visit, { name: "unreconciled", label: "Show", options: OPEN, changed: read }) : nothing}
      </div>
      <div class="card" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${rows()}</div>
      ${billing ? nothing : forbidden("billing", ["CLIENT_BILLING"])}
    `,
  };
}

/** @type {import("../parts/table.js").Column<import("../queries/accounts.js").Accounts_accounts_nodes>[]} */
const amounts = [
  { title: "Due", money: true, order: "UNRECONCILED_DEBIT", first: "DESC", cell: (row) => money(row.unreconciledDebitCents, row.currency) },
  { title: "Unapplied", money: true, order: "UNRECONCILED_CREDIT", first: "DESC", cell: (row) => money(row.unreconciledCreditCents, row.currency) },
  { title: "Balance", money: true, order: "BALANCE", first: "DESC", cell: (row) => money(row.balanceCents, row.currency) },
];
