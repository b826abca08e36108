/** Everything that is open on either side: what is still to be paid, and money that is not used yet (domain R27). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { decimalText, money } from "../money.js";
import { date } from "../parts/date.js";
import { everything } from "../parts/everything.js";
import { choiceField, searchField } from "../parts/filters.js";
import { billingOf, reconciliationsOf } from "../parts/links.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { periodField, periodInput } from "../parts/period.js";
import { status, STATUS_WORDS } from "../parts/status.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { takingAlong } from "../parts/taking-along.js";
import { UNRECONCILED } from "../queries/unreconciled.js";
import { paged } from "../reading.js";
import { today } from "../session.js";
import { counted, words } from "../words.js";

await stylesheet("unreconciled");

const SIDES = { DEBIT: "Open to pay", CREDIT: "Money not used" };
const KINDS = ["INVOICE", "REFUND", "PAYMENT_CORRECTION", "PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION"];
const SHOWN = [
  { value: "", text: "Both sides" },
  { value: "debits", text: SIDES.DEBIT },
  { value: "credits", text: SIDES.CREDIT },
  ...KINDS.map((value) => ({ value, text: `${words(value)}s` })),
];
const HEADINGS = ["Date", "Age in days", "Owner", "Account", "For", "Kind", "Number", "Position", "Description", "Status", "Amount", "Open", "Currency"];

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  /** What everything comes to that the filter finds, by currency. @type {any[]} */
  let totals = [];
  const list = paged(visit, UNRECONCILED, (data) => {
    totals = data.unreconciledItems.totals;
    return data.unreconciledItems;
  });
  const take = takingAlong(visit.draw, {
    name: () => `unreconciled-items-${today()}`,
    async rows(told) {
      const { rows } = await everything(UNRECONCILED, { ...wanted(), totals: false }, (data) => data.unreconciledItems, told);
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

  /** What the filters ask for. */
  function wanted() {
    const show = visit.query.get("show");
    const side = show === "debits" ? "DEBIT" : show === "credits" ? "CREDIT" : undefined;
    return {
      period: periodInput(visit.query.get("period") ?? "").input,
      filter: { side, kinds: show && !side ? [show] : undefined, search: visit.query.get("search") || undefined },
      orderBy: { field: sort.by, direction: sort.direction },
    };
  }

  function load() {
    if (!periodInput(visit.query.get("period") ?? "").problem) list.read(wanted());
  }

  function body() {
    const { problem } = periodInput(visit.query.get("period") ?? "");
    if (problem && !list.known) return empty(problem, "Choose the days above.");
    if (!list.known) return list.failure ? nothing : loading("unreconciled items", 8);
    if (list.rows.length) return html`${table({ caption: "Unreconciled items", columns, rows: list.rows, key: (row) => row.id, sort })} ${paging(list)}`;
    if (["search", "show", "period"].some((name) => visit.query.has(name))) {
      return empty("Nothing that is open matches.", html`<a href="/unreconciled">Show all unreconciled items</a>`);
    }
    return empty("Everything is reconciled.", html`What is recorded next and stays open is listed here. <a href="/accounts">Go to the accounts</a>`);
  }

  return {
    title: () => "Unreconciled items",
    load,
    view: () => html`
      <div class="heading">
        <h1 tabindex="-1">Unreconciled items</h1>
        <p class="soft" role="status">${list.total === null ? nothing : counted(list.total, "item")}</p>
        <div class="actions">${list.rows.length ? take() : nothing}</div>
      </div>
      <div class="filters">
        ${searchField(visit, { label: "Search by owner, account, transaction or amount", placeholder: "Owner, number or amount", changed: load })}
        ${choiceField(visit, { name: "show", label: "Show", options: SHOWN, changed: load })}
        ${periodField(visit, { without: "", changed: load })}
      </div>
      ${figures(totals)}
      <div class="card unreconciled" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>
    `,
  };
}

/**
 * What the whole list comes to: of all accounts it is what they have open, so that one ties to the other.
 * @param {any[]} totals
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

/** @type {import("../parts/table.js").Column[]} */
const columns = [
  {
    title: "Owner",
    order: "OWNER_NAME",
    cell: ({ member, transaction: { number, account } }) => html`<a data-row href=${billingOf(account.number, number)}>${account.ownerName}</a
      >${member && member.name !== account.ownerName ? html`<small>for ${member.name}</small>` : nothing}`,
  },
  {
    title: "What",
    cell: ({ description, transaction: { id, kind, number } }) => html`<span class="two"
      ><a href=${reconciliationsOf(id)}>${words(kind)} <span class="number">${number}</span></a
      >${description === words(kind) ? nothing : html`<small>${description}</small>`}</span
    >`,
  },
  {
    title: "Date and age",
    order: "DATE",
    cell: (row) => html`<span class="two">${date(row.transaction.date)}<small class="number">${counted(row.ageDays, "day")}</small></span>`,
  },
  { title: "Status", cell: (row) => status(row.status, row.statusReason) },
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
 * An item as the cells of a spreadsheet, as `HEADINGS` say.
 * @param {any} item
 */
function cells({ ageDays, member, position, description, status: code, amountCents, unreconciledCents, transaction }) {
  const { date: day, kind, number, account } = transaction;
  return [
    day,
    ageDays,
    account.ownerName,
    account.number,
    member?.name ?? "",
    words(kind),
    number,
    position,
    description,
    STATUS_WORDS.find(({ value }) => value === code)?.text ?? "",
    decimalText(amountCents, account.currency),
    decimalText(unreconciledCents, account.currency),
    account.currency,
  ];
}
