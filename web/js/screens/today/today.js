/** Today: what waits, each a link with its count and money, and who did what since yesterday. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { ask } from "../../graphql.js";
import { JOB_WORDS } from "../../job-words.js";
import { numberText } from "../../locale.js";
import { moneyText, sumText } from "../../money.js";
import { AGES } from "../../parts/aging.js";
import { moment } from "../../parts/date.js";
import { billingOf } from "../../parts/links.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { daysAfter, lastMonthEnd } from "../../parts/period.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { TODAY, TODAY_CLOSED, TODAY_CURRENCIES, TODAY_LIKELY, TODAY_OVERDUE, TODAY_WEBHOOKS } from "../../queries/today.js";
import { reading } from "../../reading.js";
import { may, today } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { dateText, personName } from "../../words.js";
import { firstSteps } from "./first-steps.js";
import { sinceYesterday } from "./since-yesterday.js";

await stylesheet("today");
await texts("today");

/** Jobs that failed are listed for so long. */
const FAILED_MS = 7 * 86_400_000;
/** Money that is processing longer than so many days is listed. */
const SLOW_DAYS = 7;
/** Currencies of which overdue amounts are shown. */
const CURRENCIES_MAX = 4;

/** @typedef {{ href: string, text: string, count?: string, money?: string, more?: unknown }} Waiting */
/** @typedef {import("../../queries/today.js").Today} Found */

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const found = reading(visit, TODAY, (data) => data);
  const likely = reading(visit, TODAY_LIKELY, (data) => data.unreconciledItems);
  const done = sinceYesterday(visit);
  /** @type {import("../../queries/today.js").TodayOverdue_agingReport[]} */
  let overdue = [];
  /** The last month's last day, if books are closed here and that month is not. @type {string | null} */
  let unclosed = null;

  /** The addresses of paused webhooks. @type {string[]} */
  let paused = [];

  async function load() {
    done.load();
    void readLater(visit.signal());
    if (await found.read({ dueTo: today(), slowBefore: daysAfter(today(), -SLOW_DAYS) })) if (found.data?.unreconciledItems.totals?.some((each) => each.creditCount)) void likely.read({});
  }

  /** What comes later stands last and is shown at once, so that nothing moves under the hand. @param {AbortSignal} signal */
  async function readLater(signal) {
    const reports = may("VIEW_REPORTS");
    const later = await Promise.all([
      reports ? readOverdue(signal) : overdue,
      reports ? readClosed(signal) : unclosed,
      may("MANAGE_ACCESS") ? readPaused(signal) : paused,
    ]);
    [overdue, unclosed, paused] = later;
    visit.draw();
  }

  /** The last day that should be closed and is not. @param {AbortSignal} signal */
  async function readClosed(signal) {
    try {
      const { nodes } = (await ask(TODAY_CLOSED, {}, signal)).booksClosings;
      const through = nodes.filter((each) => !each.reopenedAt).map((each) => each.through).sort().at(-1) ?? "";
      const day = lastMonthEnd(today());
      return (nodes.length || may("CLOSE_BOOKS")) && through < day ? day : null;
    } catch {
      return unclosed; // the screen of closings shows the error
    }
  }

  /** @param {AbortSignal} signal */
  async function readPaused(signal) {
    try {
      return (await ask(TODAY_WEBHOOKS, {}, signal)).webhooks.nodes.filter((each) => each.state === "PAUSED").map((each) => each.url);
    } catch {
      return paused; // the screen of webhooks shows the error
    }
  }

  /** What is overdue in each currency; without it the rest of the screen stands. @param {AbortSignal} signal */
  async function readOverdue(signal) {
    try {
      const { currencies } = await ask(TODAY_CURRENCIES, {}, signal);
      const reports = await Promise.all(currencies.slice(0, CURRENCIES_MAX).map((currency) => ask(TODAY_OVERDUE, { currency }, signal)));
      return reports.map((each) => each.agingReport);
    } catch {
      return overdue; // the report itself shows the error
    }
  }

  /** @param {Found} data @returns {Waiting[]} */
  const waiting = (data) => [...openMoney(data), ...bankLines(data), ...errors(data), ...slowPayments(data), ...plannedPayments(data), ...failedJobs(data), ...overdueAmounts(), ...unclosedMonth(), ...pausedWebhooks()];

  /** @param {Found} data @returns {Waiting[]} */
  function openMoney({ unreconciledItems: { totals } }) {
    const all = (totals ?? []).filter((each) => each.creditCount);
    if (!all.length) return [];
    const count = all.reduce((sum, each) => sum + each.creditCount, 0);
    const money = sumText(all.map(({ currency, unreconciledCreditCents: cents }) => ({ currency, cents })));
    return [{ href: "/match", text: msg("today-open-money"), count: numberText(count), money, more: likelyText() }];
  }

  /** @param {Found} data @returns {Waiting[]} */
  function bankLines({ bankAccounts: { nodes } }) {
    const open = nodes.filter((each) => each.openLines);
    if (!open.length) return [];
    const count = open.reduce((sum, each) => sum + each.openLines, 0);
    return [{ href: "/bank", text: msg("today-bank-lines"), count: numberText(count), money: sumText(open.map(({ currency, openCents: cents }) => ({ currency, cents }))) }];
  }

  /** @param {Found} data @returns {Waiting[]} */
  function errors({ errors: { totalCount } }) {
    if (!totalCount) return [];
    return [{ href: "/unreconciled?show=errors", text: msg("today-invalid"), count: msg("today-items", { count: totalCount }), more: msg("today-invalid-how") }];
  }

  /** @param {Found} data @returns {Waiting[]} */
  function slowPayments({ slow: { totalCount, nodes } }) {
    if (!totalCount) return [];
    const [{ account, number }] = nodes;
    const more = html`${nodes.map(
      (each) => html`${msgView("today-slow-one", { number: html`<a href=${billingOf(each.account.number, each.number)}>${each.number}</a>`, owner: each.account.ownerName, date: dateText(each.date) })} `,
    )}${totalCount > nodes.length ? `${msg("today-and-more", { count: totalCount - nodes.length })} ` : nothing}${msg("today-slow-how")}`;
    const money = totalCount > nodes.length ? "" : sumText(nodes.map(({ amountCents: cents, currency }) => ({ currency, cents })));
    return [{ href: billingOf(account.number, number), text: msg("today-slow"), count: numberText(totalCount), money, more }];
  }

  /** How likely the proposals are; until that is known its line is kept free, so that no row moves under the hand. */
  function likelyText() {
    if (!likely.data) return likely.failure ? "" : "\u00a0";
    const { nodes, pageInfo } = likely.data;
    const best = nodes.map((each) => each.suggestions.at(0));
    const sure = best.filter((each) => each?.sure).length;
    const none = best.filter((each) => !each || each.ground === "OLDEST").length;
    const counts = { sure, likely: nodes.length - sure - none, none };
    return pageInfo.hasNextPage ? msg("today-likely-oldest", { ...counts, count: nodes.length }) : msg("today-likely", counts);
  }

  /** @returns {Waiting[]} */
  function overdueAmounts() {
    return overdue.flatMap(({ currency, totals }) => {
      const ages = AGES.flatMap(({ title, of }) => (of !== "notDueCents" && totals[of] > 0 ? [{ title, cents: totals[of] }] : []));
      if (!ages.length) return [];
      const money = moneyText(ages.reduce((sum, each) => sum + each.cents, 0), currency);
      return [{ href: `/reports/aging?currency=${currency}`, text: msg("today-overdue"), money, more: ages.map(({ title, cents }) => `${title} ${moneyText(cents, currency)}`).join(", ") }];
    });
  }

  /** @param {Found} data @returns {Waiting[]} */
  function plannedPayments({ plannedPayments: { totalCount, nodes } }) {
    if (!totalCount) return [];
    const money = sumText(nodes.map(({ amountCents: cents, account: { currency } }) => ({ currency, cents })));
    return [{ href: "/upcoming?due=0", text: msg("today-planned"), count: numberText(totalCount), money: totalCount > nodes.length ? "" : money, more: msg("today-planned-how") }];
  }

  /** @returns {Waiting[]} */
  const unclosedMonth = () => (unclosed ? [{ href: "/closing", text: msg("today-unclosed"), more: msg("today-unclosed-how", { date: dateText(unclosed) }) }] : []);

  /** @returns {Waiting[]} */
  function pausedWebhooks() {
    if (!paused.length) return [];
    return [{ href: "/webhooks", text: msg("today-paused"), count: numberText(paused.length), more: msg("today-paused-how", { addresses: paused.slice(0, 3).join(", ") }) }];
  }

  /** @param {Found} data @returns {Waiting[]} */
  function failedJobs({ jobs }) {
    const since = Date.now() - FAILED_MS;
    return jobs.nodes
      .filter((job) => (job.state === "FAILED" || job.errorCount > 0) && Date.parse(job.recordedAt) > since)
      .map((job) => ({
        href: `/jobs/${encodeURIComponent(job.id)}`,
        text: JOB_WORDS[job.kind],
        count: job.errorCount ? msg("today-skipped", { count: job.errorCount }) : msg("today-failed"),
        more: msgView("today-job-by", { moment: moment(job.recordedAt), person: personName(job.recordedBy) }),
      }));
  }

  function body() {
    if (found.failure && !found.data) return failed(found.failure, load);
    if (!found.data) return loading(msg("today-what-waits"), 4);
    if (!found.data.accounts.totalCount) return firstSteps();
    const all = waiting(found.data);
    return html`<section class="card" aria-labelledby="waits">
        <h2 id="waits">${msg("today-waits")}</h2>
        ${all.length
          ? html`<ul>${all.map(({ href, text, count, money, more }) => html`<li>
              <a data-row href=${href}>${text}</a> <b>${count ?? nothing}</b> <span class="money">${money ?? nothing}</span>
              <small>${more || nothing}</small>
            </li>`)}</ul>`
          : empty(msg("today-nothing"), html`${msg("today-all-matched")} <a href="/accounts">${msg("shell-to-accounts")}</a>`)}
      </section>
      ${done.view()}`;
  }

  return {
    title: () => msg("shell-today"),
    load,
    view: () => html`<div class="today">
      <div class="heading"><h1 tabindex="-1">${msg("shell-today")}</h1><p class="soft">${dateText(today())}</p></div>
      <div class="today-parts">${body()}</div>
    </div>`,
  };
}
