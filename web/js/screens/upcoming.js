/** Planned payments by due date: overdue, today, within a week and later (domain R17). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money, moneyText } from "../money.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { date } from "../parts/date.js";
import { choiceField, searchField } from "../parts/filters.js";
import { hasLabels, labelsShown } from "../parts/labels.js";
import { billingOf } from "../parts/links.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { daysAfter } from "../parts/period.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { UPCOMING } from "../queries/upcoming.js";
import { paged } from "../reading.js";
import { may, RECORDING, today } from "../session.js";
import { msg, msgView, texts } from "../texts.js";
import { dateText, words } from "../words.js";

await stylesheet("upcoming");
await texts("forms", "upcoming");

const DUE = [
  { value: "", text: msg("upcoming-any") },
  { value: "0", text: msg("upcoming-by-today") },
  { value: "7", text: msg("upcoming-in-week") },
  { value: "30", text: msg("upcoming-in-month") },
];
const ENDED = [
  { value: "", text: msg("upcoming-planned-only") },
  { value: "yes", text: msg("upcoming-with-ended") },
];
/** @typedef {import("../queries/upcoming.js").Upcoming_plannedPayments_nodes} Planned */

/** @type {Record<Planned["state"], string>} */
const STATES = { PLANNED: msg("upcoming-planned"), ADJUSTED: msg("upcoming-adjusted"), PROCESSED: msg("upcoming-processed"), DELETED: msg("upcoming-deleted") };

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, UPCOMING, (data) => data.plannedPayments);

  function load() {
    const due = DUE.find(({ value }) => value === visit.query.get("due"))?.value;
    list.read({
      search: visit.query.get("search"),
      includeEnded: visit.query.has("ended"),
      dueTo: due ? daysAfter(today(), Number(due)) : undefined,
    });
  }

  const process = {
    text: msg("upcoming-process"),
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
      title: msg("upcoming-actions"),
      cell: (/** @type {Planned} */ row) =>
        isToCome(row)
          ? html`<span class="row-actions"
              >${button({ text: msg("upcoming-edit"), object: nameOf(row), needs: RECORDING, run: () => modify(row) })}
              ${button({ text: msg("forms-delete"), object: nameOf(row), needs: RECORDING, danger: true, run: () => remove(row) })}</span
            >`
          : nothing,
    },
  ];

  function body() {
    if (!list.known) return list.failure ? nothing : html`<div class="card">${loading(msg("upcoming-loading"), 8)}</div>`;
    if (!list.rows.length) return html`<div class="card">${none()}</div>`;
    return html`${groupsOf(list.rows).map((each) => group(each, columns, list))} ${paging(list)}`;
  }

  function none() {
    if (visit.query.has("search")) {
      return empty(
        msg("upcoming-none-match"),
        msgView("upcoming-search-hint", { all: html`<a href="/upcoming">${msg("upcoming-show-all")}</a>` }),
      );
    }
    if (["due", "ended"].some((name) => visit.query.has(name))) {
      return empty(msg("upcoming-none-match"), html`<a href="/upcoming">${msg("upcoming-show-all")}</a>`);
    }
    return empty(msg("upcoming-none"), msgView("upcoming-none-how", { accounts: html`<a href="/accounts">${msg("forms-accounts-link")}</a>` }));
  }

  return {
    title: () => msg("upcoming-title"),
    load,
    keys: may(...RECORDING) ? [{ key: "p", does: msg("upcoming-process"), run: process.run }] : [],
    view: () => html`
      <div class="heading">
        <h1 tabindex="-1">${msg("upcoming-title")}</h1>
        <p class="soft" role="status">${list.total === null ? nothing : msg("upcoming-count", { count: list.total })}</p>
        <div class="actions">${button(process, "main")}</div>
      </div>
      <div class="filters">
        ${searchField(visit, { label: msg("upcoming-search"), placeholder: msg("upcoming-search-for"), changed: load })}
        ${choiceField(visit, { name: "due", label: msg("upcoming-due"), options: DUE, changed: load })}
        ${choiceField(visit, { name: "ended", label: msg("upcoming-show"), options: ENDED, changed: load })}
      </div>
      <div class="upcoming" aria-busy=${list.busy}>${list.failure ? html`<div class="card">${failed(list.failure, load)}</div>` : nothing} ${body()}</div>
    `,
  };
}

/** @param {Planned} row */
const nameOf = ({ account, amountCents, dueOn }) => msg("upcoming-named", { owner: account.ownerName, amount: moneyText(amountCents, account.currency), date: dateText(dueOn) });

/** @param {Planned} row */
const isToCome = ({ state }) => state === "PLANNED" || state === "ADJUSTED";

/** @param {Planned[]} rows */
function groupsOf(rows) {
  const now = today();
  const week = daysAfter(now, 7);
  const coming = rows.filter(isToCome);
  return [
    { title: msg("upcoming-overdue"), late: true, rows: coming.filter(({ dueOn }) => dueOn < now) },
    { title: msg("upcoming-today"), rows: coming.filter(({ dueOn }) => dueOn === now) },
    { title: msg("upcoming-within-week"), rows: coming.filter(({ dueOn }) => dueOn > now && dueOn <= week) },
    { title: msg("upcoming-later"), rows: coming.filter(({ dueOn }) => dueOn > week) },
    { title: msg("upcoming-ended"), rows: rows.filter((row) => !isToCome(row)) },
  ].filter((each) => each.rows.length);
}

/**
 * @param {{ title: string, late?: boolean, rows: Planned[] }} group
 * @param {import("../parts/table.js").Column<Planned>[]} columns
 * @param {{ rows: Planned[], more: boolean }} list sorted by due date: unread rows may belong to its last group
 */
function group({ title, late, rows }, columns, list) {
  const unfinished = list.more && (rows.some((row) => row === list.rows.at(-1)) || !isToCome(rows[0]));
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { amountCents, account } of rows) sums.set(account.currency, (sums.get(account.currency) ?? 0) + amountCents);
  return html`<section class=${late ? "overdue" : ""}>
    <h2>
      ${title} <span class="soft">${unfinished ? msg("upcoming-payments-shown", { count: rows.length }) : msg("upcoming-payments", { count: rows.length })},</span> ${[...sums].map(([currency, cents], index) => html`${index ? ` ${msg("upcoming-and")} ` : nothing}${money(cents, currency)}`)}
    </h2>
    <div class="card">${table({ caption: title, columns, rows, key: (row) => row.id })}</div>
  </section>`;
}

/** @type {import("../parts/table.js").Column<Planned>[]} */
const COLUMNS = [
  { title: msg("forms-owner"), cell: ({ account }) => html`<a data-row href=${billingOf(account.number)}>${account.ownerName}</a>` },
  { title: msg("upcoming-due"), cell: (row) => date(row.dueOn) },
  { title: msg("upcoming-for"), cell: (row) => html`${purpose(row)}${hasLabels(row) ? html`<p class="labels-line">${labelsShown(row)}</p>` : nothing}` },
  {
    title: msg("forms-method"),
    cell: ({ method, state, transaction }) => html`<span
      >${words(method)}<small>${state === "PLANNED" ? nothing : transaction ? msgView("upcoming-as", { state: STATES[state], number: html`<span class="number">${transaction.number}</span>` }) : STATES[state]}</small></span
    >`,
  },
  { title: msg("forms-amount"), money: true, cell: (row) => money(row.amountCents, row.account.currency) },
];

/** What a planned payment is for. @param {Planned} row */
function purpose({ reconciliations: { nodes, totalCount }, account, state }) {
  if (!totalCount) return html`<span class="soft">${state === "PROCESSED" || state === "DELETED" ? "—" : msg("upcoming-nothing-yet")}</span>`;
  return html`<ul class="purpose">
    ${nodes.map(
      ({ amountCents, debitItem }) => html`<li>
        <span>${debitItem.description} <small><a class="number" href=${billingOf(account.number, debitItem.transaction.number)}>${debitItem.transaction.number}</a></small></span>
        ${nodes.length > 1 ? money(amountCents, account.currency) : nothing}
      </li>`,
    )}
    ${totalCount > nodes.length ? html`<li>${msg("forms-and-more", { count: totalCount - nodes.length })}</li>` : nothing}
  </ul>`;
}
