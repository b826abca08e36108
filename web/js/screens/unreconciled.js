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
import { msg, msgView, texts } from "../texts.js";
import { described, isUsual, words } from "../words.js";

await stylesheet("unreconciled");
await texts("forms", "unreconciled");

const SIDES = { DEBIT: msg("unreconciled-due"), CREDIT: msg("forms-unapplied") };
const SHOWN = [
  { value: "", text: msg("unreconciled-both") },
  { value: "debits", text: SIDES.DEBIT },
  { value: "credits", text: SIDES.CREDIT },
  { value: "errors", text: msg("unreconciled-invalid") },
  { value: "INVOICE", text: msg("unreconciled-invoices") },
  { value: "REFUND", text: msg("unreconciled-refunds") },
  { value: "PAYMENT_CORRECTION", text: msg("unreconciled-corrections") },
  { value: "PAYMENT", text: msg("unreconciled-payments") },
  { value: "DEPOSIT", text: msg("unreconciled-deposits") },
  { value: "CREDIT", text: msg("unreconciled-credits") },
  { value: "CANCELLATION", text: msg("unreconciled-cancellations") },
];
const HEADINGS = [msg("forms-date"), msg("unreconciled-age-days"), msg("unreconciled-owner-name"), msg("unreconciled-account-number"), msg("forms-member"), msg("unreconciled-kind"), msg("unreconciled-number"), msg("forms-reference"), msg("unreconciled-position"), msg("forms-description"), msg("unreconciled-status"), msg("forms-amount"), msg("unreconciled-open"), msg("unreconciled-currency")];

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

  /** The query's variables, from the filters. @returns {Omit<import("../queries/unreconciled.js").UnreconciledVariables, "first" | "after">} */
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
    if (problem && !list.known) return empty(problem, msg("unreconciled-choose-dates"));
    if (!list.known) return list.failure ? nothing : loading(msg("unreconciled-loading"), 8);
    if (list.rows.length) return html`${table({ caption: msg("shell-unreconciled"), columns, rows: list.rows, key: (row) => row.id, sort })} ${paging(list)}`;
    if (["search", "show", "period"].some((name) => visit.query.has(name))) {
      return empty(msg("unreconciled-none-match"), html`<a href="/unreconciled">${msg("unreconciled-show-all")}</a>`);
    }
    if (!accounts) {
      return empty(msg("unreconciled-nothing"), firstSteps());
    }
    return empty(msg("unreconciled-all-done"), msgView("unreconciled-all-done-how", { accounts: html`<a href="/accounts">${msg("forms-accounts-link")}</a>` }));
  }

  return {
    title: () => msg("shell-unreconciled"),
    load,
    view: () => html`
      <div class="heading">
        <h1 tabindex="-1">${msg("shell-unreconciled")}</h1>
        <p class="soft" role="status">${list.total === null ? nothing : msg("unreconciled-count", { count: list.total })}</p>
        <div class="actions">${list.rows.length ? exportButtons() : nothing}</div>
      </div>
      <div class="filters">
        ${searchField(visit, { label: msg("unreconciled-search"), placeholder: msg("unreconciled-search-for"), changed: load })}
        ${choiceField(visit, { name: "show", label: msg("unreconciled-show"), options: SHOWN, changed: load })}
        ${periodField(visit, { without: "", changed: load })}
      </div>
      ${figures(totals)}
      <div class="card unreconciled" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>
    `,
  };
}

/** What comes before anything can be open. */
function firstSteps() {
  if (!may("IMPORT_DATA")) return msgView("unreconciled-nothing-how", { create: html`<a href="/accounts">${msg("unreconciled-create")}</a>` });
  return msgView("unreconciled-nothing-import", {
    import: html`<a href="/import">${msg("unreconciled-import")}</a>`,
    create: html`<a href="/accounts">${msg("unreconciled-or-create")}</a>`,
  });
}

/**
 * What a total is of.
 * @param {string} side
 * @param {string} items how many
 * @param {string} currency "" where there is one alone
 */
const sideText = (side, items, currency) =>
  currency ? msg("unreconciled-side-in", { side, currency, items }) : msg("unreconciled-side", { side, items });

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
        ({ side, currency, count, cents }) => html`<div><dt>${sideText(side, msg("unreconciled-count", { count }), totals.length > 1 ? currency : "")}</dt><dd>${money(cents, currency)}</dd></div>`,
      )}
    </dl>
  </div>`;
}

/** @type {import("../parts/table.js").Column<Item>[]} */
const columns = [
  {
    title: msg("forms-owner"),
    order: "OWNER_NAME",
    cell: ({ member, transaction: { number, account } }) => {
      const other = member && member.name !== account.ownerName ? ` ${msg("unreconciled-for", { member: member.name })}` : "";
      return html`<span class="owner" title=${account.ownerName + other}
        ><a data-row href=${billingOf(account.number, number)}>${account.ownerName}</a>${other ? html`<small>${other}</small>` : nothing}</span
      >`;
    },
  },
  {
    title: msg("unreconciled-item"),
    cell: ({ description, transaction: { id, kind, number, reference } }) => html`<span class="line" title=${described(description, kind)}
      ><a href=${reconciliationsOf(id)}>${words(kind)} <span class="number">${number}</span></a
      >${reference ? html`<small class="narrow"> ${msg("unreconciled-reference", { reference })}</small>` : nothing}${isUsual(description, kind) ? nothing : html` <small>${description}</small>`}</span
    >`,
  },
  { title: msg("forms-reference"), cell: ({ transaction: { reference } }) => (reference ? html`<span class="line short" title=${reference}>${reference}</span>` : nothing) },
  { title: msg("forms-date"), order: "DATE", cell: (row) => date(row.transaction.date) },
  { title: msg("unreconciled-age"), money: true, cell: (row) => html`<span class="number">${msg("unreconciled-days", { count: row.ageDays })}</span>` },
  { title: msg("unreconciled-status"), cell: (row) => statusIcon(row.status, row.statusReason) },
  { title: msg("forms-amount"), money: true, cell: (row) => money(row.amountCents, row.transaction.account.currency) },
  {
    title: msg("unreconciled-open"),
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
