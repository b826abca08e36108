/** Planned payments by due date: overdue, today, within a week and later (domain R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money, moneyText } from "../money.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { date } from "../parts/date.js";
import { choiceField, searchField } from "../parts/filters.js";
import { billingOf } from "../parts/links.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { daysAfter } from "../parts/period.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { UPCOMING } from "../queries/upcoming.js";
import { paged } from "../reading.js";
import { may, RECORDING, today } from "../session.js";
import { counted, dateText, words } from "../words.js";

await stylesheet("upcoming");

const DUE = [
  { value: "", text: "Any due date" },
  { value: "0", text: "Due by today" },
  { value: "7", text: "Due within a week" },
  { value: "30", text: "Due within 30 days" },
];
const ENDED = [
  { value: "", text: "Planned only" },
  { value: "yes", text: "Include processed and deleted" },
];
/** @typedef {import("../queries/upcoming.js").Upcoming_plannedPayments_nodes} Planned */

/** @type {Record<Planned["state"], string>} */
const STATES = { PLANNED: "Planned", ADJUSTED: "Amount changed: arrives unreconciled", PROCESSED: "Processed", DELETED: "Deleted" };

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, UPCOMING, (data) => data.plannedPayments);

  function load() {
    const due = visit.query.get("due");
    list.read({
      search: visit.query.get("search"),
      includeEnded: visit.query.has("ended"),
      dueTo: due ? daysAfter(today(), Number(due)) : undefined,
    });
  }

  const process = {
    text: "Process due payments",
    key: "p",
    needs: RECORDING,
    run: () => opening(() => import("../dialogs/process-planned-payments.js"), (dialog) => dialog.processPlannedPayments()),
  };

  /** @param {Planned} row */
  const remove = (row) => opening(() => import("../dialogs/delete-planned-payment.js"), (dialog) => dialog.deletePlannedPayment(row));

  /** @param {Planned} row */
  const modify = (row) => opening(() => import("../dialogs/modify-planned-payment.js"), (dialog) => dialog.modifyPlannedPayment(row));

  const columns = [
    ...COLUMNS,
    {
      title: "Actions",
      cell: (/** @type {Planned} */ row) =>
        isToCome(row)
          ? html`<span class="row-actions"
              >${button({ text: "Edit", object: nameOf(row), needs: RECORDING, run: () => modify(row) })}
              ${button({ text: "Delete", object: nameOf(row), needs: RECORDING, danger: true, run: () => remove(row) })}</span
            >`
          : nothing,
    },
  ];

  function body() {
    if (!list.known) return list.failure ? nothing : html`<div class="card">${loading("upcoming payments", 8)}</div>`;
    if (!list.rows.length) return html`<div class="card">${none()}</div>`;
    return html`${groupsOf(list.rows).map((each) => group(each, columns, list))} ${paging(list)}`;
  }

  function none() {
    if (visit.query.has("search")) {
      return empty(
        "No planned payments match.",
        html`Search by owner, account, item, invoice or exact amount.
          <a href="/upcoming">Show all upcoming payments</a>`,
      );
    }
    if (["due", "ended"].some((name) => visit.query.has(name))) {
      return empty("No planned payments match.", html`<a href="/upcoming">Show all upcoming payments</a>`);
    }
    return empty("No upcoming payments.", html`Plan payments from an account. <a href="/accounts">Go to accounts</a>`);
  }

  return {
    title: () => "Upcoming payments",
    load,
    keys: may(...RECORDING) ? [{ key: "p", does: "Process due payments", run: process.run }] : [],
    view: () => html`
      <div class="heading">
        <h1 tabindex="-1">Upcoming payments</h1>
        <p class="soft" role="status">${list.total === null ? nothing : counted(list.total, "planned payment")}</p>
        <div class="actions">${button(process, "main")}</div>
      </div>
      <div class="filters">
        ${searchField(visit, { label: "Search by owner, account, item, invoice or amount", placeholder: "Owner, item or amount", changed: load })}
        ${choiceField(visit, { name: "due", label: "Due", options: DUE, changed: load })}
        ${choiceField(visit, { name: "ended", label: "Show", options: ENDED, changed: load })}
      </div>
      <div class="upcoming" aria-busy=${list.busy}>${list.failure ? html`<div class="card">${failed(list.failure, load)}</div>` : nothing} ${body()}</div>
    `,
  };
}

/** @param {Planned} row */
const nameOf = ({ account, amountCents, dueOn }) => `planned payment of ${account.ownerName}, ${moneyText(amountCents, account.currency)}, ${dateText(dueOn)}`;

/** @param {Planned} row */
const isToCome = ({ state }) => state === "PLANNED" || state === "ADJUSTED";

/** @param {Planned[]} rows */
function groupsOf(rows) {
  const now = today();
  const week = daysAfter(now, 7);
  const coming = rows.filter(isToCome);
  return [
    { title: "Overdue", rows: coming.filter(({ dueOn }) => dueOn < now) },
    { title: "Today", rows: coming.filter(({ dueOn }) => dueOn === now) },
    { title: "Within a week", rows: coming.filter(({ dueOn }) => dueOn > now && dueOn <= week) },
    { title: "Later", rows: coming.filter(({ dueOn }) => dueOn > week) },
    { title: "Processed and deleted", rows: rows.filter((row) => !isToCome(row)) },
  ].filter((each) => each.rows.length);
}

/**
 * @param {{ title: string, rows: Planned[] }} group
 * @param {import("../parts/table.js").Column<Planned>[]} columns
 * @param {{ rows: Planned[], more: boolean }} list sorted by due date: unread rows may belong to its last group
 */
function group({ title, rows }, columns, list) {
  const unfinished = list.more && (rows.some((row) => row === list.rows.at(-1)) || !isToCome(rows[0]));
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { amountCents, account } of rows) sums.set(account.currency, (sums.get(account.currency) ?? 0) + amountCents);
  return html`<section class=${title === "Overdue" ? "overdue" : ""}>
    <h2>
      ${title} <span class="soft">${counted(rows.length, "payment")}${unfinished ? " shown" : ""},</span> ${[...sums].map(([currency, cents], index) => html`${index ? " and " : nothing}${money(cents, currency)}`)}
    </h2>
    <div class="card">${table({ caption: title, columns, rows, key: (row) => row.id })}</div>
  </section>`;
}

/** @type {import("../parts/table.js").Column<Planned>[]} */
const COLUMNS = [
  { title: "Owner", cell: ({ account }) => html`<a data-row href=${billingOf(account.number)}>${account.ownerName}</a>` },
  { title: "Due", cell: (row) => date(row.dueOn) },
  { title: "For", cell: purpose },
  {
    title: "Method",
    cell: ({ method, state, transaction }) => html`<span
      >${words(method)}<small>${state === "PLANNED" ? nothing : STATES[state]}${transaction ? html` as <span class="number">${transaction.number}</span>` : nothing}</small></span
    >`,
  },
  { title: "Amount", money: true, cell: (row) => money(row.amountCents, row.account.currency) },
];

/** What a planned payment is for. @param {Planned} row */
function purpose({ reconciliations: { nodes, totalCount }, account, state }) {
  if (!totalCount) return html`<span class="soft">${state === "PROCESSED" || state === "DELETED" ? "—" : "Nothing yet"}</span>`;
  return html`<ul class="purpose">
    ${nodes.map(
      ({ amountCents, debitItem }) => html`<li>
        <span>${debitItem.description} <small><a class="number" href=${billingOf(account.number, debitItem.transaction.number)}>${debitItem.transaction.number}</a></small></span>
        ${nodes.length > 1 ? money(amountCents, account.currency) : nothing}
      </li>`,
    )}
    ${totalCount > nodes.length ? html`<li>and ${totalCount - nodes.length} more</li>` : nothing}
  </ul>`;
}
