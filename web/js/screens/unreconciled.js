/** All open items of both sides: due and unapplied (domain R27). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../money.js";
import { date } from "../parts/date.js";
import { readAll } from "../parts/read-all.js";
import { choiceField, searchField } from "../parts/filters.js";
import { billingOf, reconciliationsOf } from "../parts/links.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { periodField, periodInput } from "../parts/period.js";
import { STATUS_WORDS, statusIcon } from "../parts/status.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { exportRows } from "../parts/export-rows.js";
import { UNRECONCILED } from "../queries/unreconciled.js";
import { paged } from "../reading.js";
import { may, today } from "../session.js";
import { counted, words } from "../words.js";

await stylesheet("unreconciled");

const SIDES = { DEBIT: "Due", CREDIT: "Unapplied" };
const KINDS = ["INVOICE", "REFUND", "PAYMENT_CORRECTION", "PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION"];
const SHOWN = [
  { value: "", text: "Both sides" },
  { value: "debits", text: SIDES.DEBIT },
  { value: "credits", text: SIDES.CREDIT },
  { value: "errors", text: "Invalid reconciliations" },
  ...KINDS.map((value) => ({ value, text: `${words(value)}s` })),
];
const HEADINGS = ["Date", "Age in days", "Owner name", "Account number", "Member", "Kind", "Number", "Reference", "Position", "Description", "Status", "Amount", "Open", "Currency"];

/** @typedef {import("../queries/unreconciled.js").Unreconciled_unreconciledItems_nodes} Item */
/** @typedef {import("../queries/unreconciled.js").Unreconciled_unreconciledItems_totals[]} Totals */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  /** Totals of all matching items, by currency. @type {Totals} */
  let totals = [];
  /** How many accounts there are. */
  let accounts = 0;
  const list = paged(visit, UNRECONCILED, (data) => {
    totals = data.unreconciledItems.totals ?? [];
    accounts = data.accounts?.totalCount ?? accounts;
    return data.unreconciledItems;
  });
  const exportButtons = exportRows(visit.draw, {
    name: () => `unreconciled-items-${today()}`,
    async rows(onProgress) {
      const { rows } = await readAll(UNRECONCILED, { ...wanted(), totals: false }, (data) => data.unreconciledItems, onProgress);
      return [HEADINGS, ...rows.map(cells)];
    },
  });
  const sort = {
    get by() {
      return visit.query.get("sort") ?? "DATE";
    },
    get direction() {
      return visit.query.get("direction") ?? "ASC";
    },
    /** @type {(by: string, direction: string) => void} */
    to(by, direction) {
      visit.setQuery({ sort: by, direction });
      load();
    },
  };

  /** The query's variables, from the filters. */
  /** @returns {Omit<import("../queries/unreconciled.js").UnreconciledVariables, "first" | "after">} */
  function wanted() {
    const show = visit.query.get("show");
    const hasInvalidReconciliation = show === "errors" || undefined;
    const side = show === "debits" ? "DEBIT" : show === "credits" ? "CREDIT" : undefined;
    return {
      period: periodInput(visit.query.get("period") ?? "").input,
      filter: { side, hasInvalidReconciliation, kinds: show && !side && !hasInvalidReconciliation ? [/** @type {Item["transaction"]["kind"]} */ (show)] : undefined, search: visit.query.get("search") || undefined },
      orderBy: /** @type {import("../../types/schema.js").UnreconciledOrder} */ ({ field: sort.by, direction: sort.direction }),
    };
  }

  function load() {
    if (!periodInput(visit.query.get("period") ?? "").problem) list.read(wanted());
  }

  function body() {
    const { problem } = periodInput(visit.query.get("period") ?? "");
    if (problem && !list.known) return empty(problem, "Choose the dates above.");
    if (!list.known) return list.failure ? nothing : loading("unreconciled items", 8);
    if (list.rows.length) return html`${table({ caption: "Unreconciled items", columns, rows: list.rows, key: (row) => row.id, sort })} ${paging(list)}`;
    if (["search", "show", "period"].some((name) => visit.query.has(name))) {
      return empty("No open items match.", html`<a href="/unreconciled">Show all unreconciled items</a>`);
    }
    if (!accounts) {
      return empty("Nothing is recorded yet.", html`Accounts, invoices and payments come first. ${may("IMPORT_DATA") ? html`<a href="/import">Import them</a>, or <a href="/accounts">create an account</a>.` : html`<a href="/accounts">Create an account</a>`}`);
    }
    return empty("Everything is reconciled.", html`New open items will appear here. <a href="/accounts">Go to accounts</a>`);
  }

  return {
    title: () => "Unreconciled items",
    load,
    view: () => html`
      <div class="heading">
        <h1 tabindex="-1">Unreconciled items</h1>
        <p class="soft" role="status">${list.total === null ? nothing : counted(list.total, "item")}</p>
        <div class="actions">${list.rows.length ? exportButtons() : nothing}</div>
      </div>
      <div class="filters">
        ${searchField(visit, { label: "Search by owner, account, transaction, reference or amount", placeholder: "Owner, number, reference or amount", changed: load })}
        ${choiceField(visit, { name: "show", label: "Show", options: SHOWN, changed: load })}
        ${periodField(visit, { without: "", changed: load })}
      </div>
      ${figures(totals)}
      <div class="card unreconciled" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>
    `,
  };
}

/**
 * The totals of the whole list; without filters they equal the sum of all accounts.
 * @param {Totals} totals
 */
function figures(totals) {
  const all = totals.flatMap(({ currency, debitCount, unreconciledDebitCents, creditCount, unreconciledCreditCents }) => [
    { side: SIDES.DEBIT, currency, count: debitCount, cents: unreconciledDebitCents },
    { side: SIDES.CREDIT, currency, count: creditCount, cents: unreconciledCreditCents },
  ]).filter(({ count }) => count);
  if (!all.length) return nothing;
  return html`<div class="card figures">
    <dl>
      ${all.map(
        ({ side, currency, count, cents }) => html`<div><dt>${side}${totals.length > 1 ? ` in ${currency}` : ""}, ${counted(count, "item")}</dt><dd>${money(cents, currency)}</dd></div>`,
      )}
    </dl>
  </div>`;
}

/** @type {import("../parts/table.js").Column<Item>[]} */
const columns = [
  {
    title: "Owner",
    order: "OWNER_NAME",
    cell: ({ member, transaction: { number, account } }) => {
      const other = member && member.name !== account.ownerName ? ` for ${member.name}` : "";
      return html`<span class="owner" title=${account.ownerName + other}
        ><a data-row href=${billingOf(account.number, number)}>${account.ownerName}</a>${other ? html`<small>${other}</small>` : nothing}</span
      >`;
    },
  },
  {
    title: "Item",
    cell: ({ description, transaction: { id, kind, number, reference } }) => html`<span class="line" title=${description}
      ><a href=${reconciliationsOf(id)}>${words(kind)} <span class="number">${number}</span></a
      >${reference ? html`<small class="narrow"> Reference: ${reference}</small>` : nothing}${description === words(kind) ? nothing : html` <small>${description}</small>`}</span
    >`,
  },
  { title: "Reference", cell: ({ transaction: { reference } }) => (reference ? html`<span class="line short" title=${reference}>${reference}</span>` : nothing) },
  { title: "Date", order: "DATE", cell: (row) => date(row.transaction.date) },
  { title: "Age", money: true, cell: (row) => html`<span class="number">${counted(row.ageDays, "day")}</span>` },
  { title: "Status", cell: (row) => statusIcon(row.status, row.statusReason) },
  { title: "Amount", money: true, cell: (row) => money(row.amountCents, row.transaction.account.currency) },
  {
    title: "Open",
    money: true,
    order: "UNRECONCILED",
    first: "DESC",
    cell: (row) => html`<b>${money(row.unreconciledCents, row.transaction.account.currency)}</b>`,
  },
];

/**
 * Return an item as spreadsheet cells, in the order of `HEADINGS`.
 * @param {Item} item
 */
function cells({ ageDays, member, position, description, status: code, amountCents, unreconciledCents, transaction }) {
  const { date: day, kind, number, reference, account } = transaction;
  return [
    day,
    ageDays,
    account.ownerName,
    account.number,
    member?.name ?? "",
    words(kind),
    number,
    reference ?? "",
    position,
    description,
    STATUS_WORDS.find(({ value }) => value === code)?.text ?? "",
    decimalText(amountCents, account.currency),
    decimalText(unreconciledCents, account.currency),
    account.currency,
  ];
}
