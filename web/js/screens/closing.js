/** Closed periods, and what is still open before the next one is closed. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { asFailure, ask } from "../graphql.js";
import { moneyText } from "../money.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { date, moment } from "../parts/date.js";
import { billingOf } from "../parts/links.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { daysAfter, isDay, lastMonthEnd } from "../parts/period.js";
import { statusIcon } from "../parts/status.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { BOOKS_CLOSINGS, CLOSING_CHECKS, CLOSING_DIFFERENCE } from "../queries/closing.js";
import { paged, reading } from "../reading.js";
import { may, today } from "../session.js";
import { msg, texts } from "../texts.js";
import { dateText, personName } from "../words.js";

await stylesheet("closing");
await texts("closing");

/** The earliest business date. */
const FIRST_DAY = "1900-01-01";

/** @typedef {import("../queries/closing.js").BooksClosings_booksClosings_nodes} Closing */
/** @typedef {{ text: string, ask: string, href?: string, found?: string }} Check */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, BOOKS_CLOSINGS, (data) => data.booksClosings);
  const checks = reading(visit, CLOSING_CHECKS, (data) => data);
  const billing = may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING");
  /** The bank accounts whose balance differs from the books', by what. @type {{ id: string, name: string, money: string }[] | null} */
  let differing = null;

  /** The day that the next closing would close. */
  function through() {
    const asked = visit.query.get("through");
    return isDay(asked) ? asked : lastMonthEnd(today());
  }

  function load() {
    list.read({});
    if (billing) void readChecks(visit.signal());
  }

  /** @param {AbortSignal} signal */
  async function readChecks(signal) {
    const on = through();
    if (!(await checks.read({ period: { range: { from: FIRST_DAY, to: on } }, before: daysAfter(on, 1) }))) return;
    try {
      const accounts = checks.data?.bankAccounts.nodes ?? [];
      const reports = await Promise.all(accounts.map(({ id }) => ask(CLOSING_DIFFERENCE, { id, on }, signal)));
      differing = accounts.flatMap(({ id, name }, index) => {
        const { currency, differenceCents } = reports[index].bankReconciliationReport;
        return differenceCents ? [{ id, name, money: moneyText(differenceCents, currency) }] : [];
      });
    } catch (problem) {
      if (!signal.aborted) checks.failure = asFailure(problem);
    }
    visit.draw();
  }

  const close = {
    text: msg("closing-close"),
    key: "n",
    needs: ["CLOSE_BOOKS"],
    run: () => void opening(() => import("../dialogs/close-books.js"), (dialog) => dialog.closeBooks(through())),
  };

  /** @param {Closing} closing */
  const reopen = ({ through: day }) => void opening(() => import("../dialogs/close-books.js"), (dialog) => dialog.reopenBooks(day));

  /** @type {import("../parts/table.js").Column<Closing>[]} */
  const columns = [
    { title: msg("closing-closed-through"), cell: (closing) => html`<b>${date(closing.through)}</b>` },
    { title: msg("closing-reconciliations"), cell: ({ reconciliations }) => (reconciliations ? msg("closing-closed-too") : html`<span class="soft">${msg("closing-open")}</span>`) },
    { title: msg("closing-closed"), cell: (closing) => html`${moment(closing.recordedAt)}<small class="by">${personName(closing.recordedBy)}</small>` },
    {
      title: msg("closing-reopened"),
      cell: (closing) => closing.reopenedAt ? html`${moment(closing.reopenedAt)}<small class="by">${msg("closing-reopened-why", { person: personName(closing.reopenedBy ?? ""), reason: closing.reopenedReason ?? "" })}</small>` : nothing,
    },
    {
      title: msg("closing-reports"),
      cell: ({ through: day, recordedAt }) => html`<a href=${`/reports/payment-by-item?period=${day.slice(0, 7)}&since=${recordedAt}`} aria-label=${msg("closing-what-changed-through", { date: dateText(day) })}>${msg("closing-what-changed")}</a>`,
    },
    {
      title: msg("closing-actions"),
      money: true,
      cell: (closing) => closing.reopenedAt ? nothing : html`<span class="row-actions">${button({ text: msg("closing-reopen"), object: msg("closing-period-through", { date: dateText(closing.through) }), run: () => reopen(closing), needs: ["CLOSE_BOOKS"] })}</span>`,
    },
  ];

  function periods() {
    if (!list.known) return list.failure ? nothing : loading(msg("closing-closings"), 3);
    if (!list.rows.length) return empty(msg("closing-empty"), html`${msg("closing-empty-how")} ${button(close, "main")}`);
    return html`${table({ caption: msg("closing-caption"), columns, rows: list.rows, key: ({ id }) => id })} ${paging(list)}`;
  }

  /** @param {NonNullable<typeof checks.data>} data @returns {Check[]} */
  function found(data) {
    const money = (data.unreconciledItems.totals ?? []).filter((each) => each.creditCount);
    const waiting = data.processingPayments;
    const slow = waiting.nodes.at(0);
    return [
      {
        text: msg("closing-money"),
        ask: msg("closing-money-ask"),
        href: `/unreconciled?show=credits&period=${FIRST_DAY}..${through()}`,
        found: money.map((each) => msg("closing-money-open", { count: each.creditCount, amount: moneyText(each.unreconciledCreditCents, each.currency) })).join(" + "),
      },
      { text: msg("closing-lines"), ask: msg("closing-lines-ask"), href: "/bank", found: data.bankLines.totalCount ? msg("closing-lines-open", { count: data.bankLines.totalCount }) : "" },
      {
        text: msg("closing-balances"),
        ask: msg("closing-balances-ask"),
        href: differing?.length ? `/reports/bank-reconciliation?bank=${differing[0].id}&on=${through()}` : "/reports/bank-reconciliation",
        found: differing === null ? msg("closing-checking") : differing.map(({ name, money: difference }) => msg("closing-balance-differs", { account: name, difference })).join(" + "),
      },
      { text: msg("closing-invalid"), ask: msg("closing-invalid-ask"), href: "/unreconciled?show=errors", found: data.errors.totalCount ? msg("closing-items", { count: data.errors.totalCount }) : "" },
      { text: msg("closing-slow"), ask: msg("closing-slow-ask"), href: slow ? billingOf(slow.account.number, slow.number) : "/match", found: waiting.totalCount ? msg("closing-processing", { count: waiting.totalCount }) : "" },
    ];
  }

  const isClosed = () => list.rows.some((each) => !each.reopenedAt && each.through >= through());

  const checklist = () =>
    !billing
      ? nothing
      : html`<section class="card checklist" aria-labelledby="before" aria-busy=${checks.busy}>
          <h2 id="before">${msg("closing-before", { date: dateText(through()) })}</h2>
          ${checks.failure && !list.failure ? failed(checks.failure, load) : nothing}
          ${checks.data
            ? html`<ul>${found(checks.data).map(
                (each) => html`<li>
                  <span class=${each.found ? "PARTIALLY_RECONCILED" : "FULLY_RECONCILED"} aria-hidden="true">${statusIcon(each.found ? "PARTIALLY_RECONCILED" : "FULLY_RECONCILED")}</span>
                  ${each.found ? html`<a data-row href=${each.href}>${each.ask}</a> <b>${each.found}</b>` : html`<span>${each.text}</span> <span class="soft">${msg("closing-yes")}</span>`}
                </li>`,
              )}</ul>`
            : checks.failure ? nothing : loading(msg("closing-what-is-open"), 5)}
        </section>`;

  return {
    title: () => msg("closing-title"),
    load,
    keys: may("CLOSE_BOOKS") ? [{ key: "n", does: close.text, run: close.run }] : [],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("closing-title")}</h1>
        <p class="soft" role="status">${closedText(list.rows)}</p>
        <div class="actions">${list.rows.length ? button(close, "main") : nothing}</div>
      </div>
      ${isClosed() ? nothing : checklist()}
      <div class="card below" aria-busy=${list.busy}>${list.failure ? failed(list.failure, load) : nothing} ${periods()}</div>`,
  };
}

/** @param {Closing[]} closings */
function closedText(closings) {
  const days = closings.filter((each) => !each.reopenedAt).map((each) => each.through).sort();
  return days.length ? msg("closing-through", { date: dateText(days[days.length - 1]) }) : nothing;
}
