/** Bank reconciliation (domain R45): a bank account on a day against the books, and what is on one side alone. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { decimalText, money, moneyText } from "../../money.js";
import { button } from "../../parts/action.js";
import { asOf, asOfField, asOfText } from "../../parts/as-of.js";
import { bankLineIcon, bankLineWords } from "../../parts/bank-line-status.js";
import { leftOf, offLines } from "../../parts/bank-line.js";
import { date } from "../../parts/date.js";
import { exportRows } from "../../parts/export-rows.js";
import { choiceField, tabs } from "../../parts/filters.js";
import { bankOf, billingOf } from "../../parts/links.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { readAll, readToTheEnd } from "../../parts/read-all.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { table } from "../../parts/table.js";
import { BANK_ACCOUNT_NAMES, BANK_RECONCILIATION, BANK_UNMATCHED } from "../../queries/reports.js";
import { paged, reading } from "../../reading.js";
import { REPORTS } from "../../reports.js";
import { today, whoIsHere } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { dateText, momentText, words } from "../../words.js";

await stylesheet("tabs", "reports");
await texts("report-list", "reports");

/** @typedef {import("../../queries/reports.js").BankReconciliation_report} Found */
/** @typedef {Found["openLines"]["nodes"][number]} Line */
/** @typedef {import("../../queries/reports.js").BankUnmatched_report["unmatched"]["nodes"][number]} Money */

const name = "bank-reconciliation";
const title = msg("report-list-bank-reconciliation");
const HEADINGS = [msg("reports-side"), msg("reports-date"), msg("reports-number"), msg("reports-name"), msg("reports-text"), msg("reports-amount"), msg("reports-not-on-other-side"), msg("reports-status"), msg("reports-currency")];

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  /** @type {Found | null} */
  let found = null;
  const accounts = reading(visit, BANK_ACCOUNT_NAMES, (data) => data.bankAccounts.nodes);
  const lines = paged(visit, BANK_RECONCILIATION, ({ report }) => {
    found = report;
    return report.openLines;
  });
  const unmatched = paged(visit, BANK_UNMATCHED, ({ report }) => report.unmatched);
  const chosen = () => accounts.data?.find(({ id }) => id === visit.query.get("bank")) ?? accounts.data?.[0];
  const wanted = (/** @type {string} */ bankAccountId) => ({ bankAccountId, on: visit.query.get("on"), asOf: asOf(visit) });

  async function load() {
    if (!(await accounts.read({}))) return;
    const account = chosen();
    if (account) await Promise.all([lines.read(wanted(account.id)), unmatched.read(wanted(account.id))]);
  }

  const exportButtons = exportRows(visit.draw, {
    name: () => [name, chosen()?.name.replaceAll(/\W+/g, "-"), found?.on].filter(Boolean).join("-").toLowerCase(),
    async rows(onProgress) {
      const asked = wanted(chosen()?.id ?? "");
      const open = await readAll(BANK_RECONCILIATION, asked, ({ report }) => report.openLines, onProgress);
      const recorded = await readAll(BANK_UNMATCHED, asked, ({ report }) => report.unmatched, onProgress);
      const { currency } = open.data.report;
      return [HEADINGS, ...open.rows.map((line) => lineCells(line, currency)), ...recorded.rows.map((each) => moneyCells(each, currency))];
    },
  });

  async function printAll() {
    await Promise.all([readToTheEnd(lines), readToTheEnd(unmatched)]);
    visit.draw();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    print();
  }

  function filters() {
    const choices = (accounts.data ?? []).map(({ id, name: text }, index) => ({ value: index ? id : "", text }));
    return html`<div class="filters">
      ${choices.length > 1 ? choiceField(visit, { name: "bank", label: msg("reports-bank-account"), options: choices, changed: load }) : nothing}
      <label class="choice"
        ><span class="soft">${msg("reports-date")}</span>
        <input
          type="date"
          class="input"
          .value=${visit.query.get("on") ?? found?.on ?? today()}
          @change=${(/** @type {Event} */ event) => {
            visit.setQuery({ on: /** @type {HTMLInputElement} */ (event.target).value });
            void load();
          }}
      /></label>
      ${asOfField(visit, load)}
    </div>`;
  }

  function body() {
    const failure = accounts.failure ?? lines.failure ?? unmatched.failure;
    const account = chosen();
    if (accounts.data && !account) return html`<div class="card">${empty(msg("reports-no-bank-accounts"), html`<a href="/bank">${msg("reports-create-bank-account")}</a>`)}</div>`;
    if (!found || !account) return html`<div class="card">${failure ? failed(failure, load) : loading(msg("reports-the-report"), 6)}</div>`;
    const { currency } = found;
    return html`${failure ? html`<div class="card">${failed(failure, load)}</div>` : nothing} ${tieOut(found)}
      <section class="below" aria-labelledby="open-lines">
        <h2 id="open-lines">${msg("reports-lines-unexplained")}</h2>
        <div class="card">
          ${lines.rows.length
            ? html`${table({ caption: msg("reports-unexplained-lines"), columns: lineColumns(currency), rows: lines.rows, key: ({ id }) => id })} ${paging(lines)}
                <p class="more"><a href="${bankOf(account.id)}">${msg("reports-explain-them")}</a></p>`
            : empty(msg("reports-all-explained"))}
        </div>
      </section>
      <section class="below" aria-labelledby="unmatched">
        <h2 id="unmatched">${msg("reports-unmatched", { currency })}</h2>
        <div class="card">
          ${unmatched.rows.length
            ? html`${table({ caption: msg("reports-unmatched-caption"), columns: moneyColumns(currency), rows: unmatched.rows, key: ({ id }) => id })} ${paging(unmatched)}`
            : unmatched.known
              ? empty(msg("reports-all-on-lines"))
              : loading(msg("reports-recorded-money"), 3)}
        </div>
      </section>`;
  }

  return {
    title: () => (found ? msg("reports-title-of", { title, days: dateText(found.on) }) : title),
    load: () => void load(),
    view: () => html`
      <p class="crumb"><a href="/reports">${msg("reports-all")}</a></p>
      <div class="heading">
        <h1 tabindex="-1">${title}</h1>
        <p class="soft" role="status">${found ? msg("reports-bank-of", { account: chosen()?.name ?? "", date: dateText(found.on), currency: found.currency }) : nothing}</p>
        <div class="actions">${found ? html`${exportButtons()} ${button({ text: msg("reports-print"), run: printAll })}` : nothing}</div>
      </div>
      <p class="print-only">${msg("reports-printed", { moment: momentText(new Date().toISOString()), person: whoIsHere().name })}</p>
      ${tabs(msg("reports-title"), REPORTS.map((each) => ({ text: each.short, href: `/reports/${each.name}`, here: each.name === name })))} ${filters()}
      ${asOfText(visit)}
      <p class="counts">${msg("reports-bank-counts")}</p>
      <div class="report" aria-busy=${lines.busy}>${body()}</div>
    `,
  };
}

/** Both balances, what lies between, and what it means. @param {Found} found */
function tieOut({ currency, bankBalanceCents, openLinesCents, booksBalanceCents, differenceCents, unmatchedCents }) {
  const figure = (/** @type {string} */ what, /** @type {number | null} */ cents) =>
    html`<div><dt>${what}</dt><dd>${cents === null ? html`<span class="soft">${msg("reports-not-given")}</span>` : money(cents, currency)}</dd></div>`;
  return html`<div class="card figures">
      <dl>
        ${figure(msg("reports-balance-bank"), bankBalanceCents)} ${figure(msg("reports-lines-not-explained"), openLinesCents)} ${figure(msg("reports-balance-books"), booksBalanceCents)}
        ${figure(msg("reports-difference"), differenceCents)} ${figure(msg("reports-on-no-line-total"), unmatchedCents)}
      </dl>
    </div>
    <p class="verdict ${differenceCents ? "problem" : "soft"}" role="status">
      ${differenceCents === null
        ? msg("reports-no-balance")
        : differenceCents
          ? differenceText(differenceCents, moneyText(Math.abs(differenceCents), currency))
          : msg("reports-ties-out")}
    </p>`;
}

/** @param {number} cents @param {string} amount */
const differenceText = (cents, amount) => (cents > 0 ? msg("reports-bank-has-more", { amount }) : msg("reports-bank-has-less", { amount }));

/** @param {string} currency @returns {import("../../parts/table.js").Column<Line>[]} */
const lineColumns = (currency) => [
  { title: msg("reports-line"), cell: ({ payerName, text }) => html`<span class="line"><b>${payerName ?? (text || msg("reports-no-text"))}</b> ${payerName && text ? html`<small>${text}</small>` : nothing}</span>` },
  { title: msg("reports-booked"), cell: ({ bookedOn }) => date(bookedOn) },
  { title: msg("reports-status"), cell: ({ status, ignoredReason }) => html`${bankLineIcon(status)}${ignoredReason ? html` <small>${ignoredReason}</small>` : nothing}` },
  { title: msg("reports-amount"), money: true, cell: ({ amountCents }) => money(amountCents, currency) },
  { title: msg("reports-not-explained"), money: true, cell: (line) => html`<b>${money(unexplained(line), currency)}</b>` },
];

/** An ignored line is not explained at all. @param {Line} line */
const unexplained = (line) => (line.status === "IGNORED" ? line.amountCents : leftOf(line));

/** What is on no line, with the sign of the money. @param {Money} each */
const signed = (each) => (each.kind === "PAYMENT" || each.kind === "DEPOSIT" ? offLines(each) : -offLines(each));

/** @param {string} currency @returns {import("../../parts/table.js").Column<Money>[]} */
const moneyColumns = (currency) => [
  { title: msg("reports-owner"), cell: ({ number, account }) => html`<a data-row href=${billingOf(account.number, number)}>${account.ownerName}</a>` },
  { title: msg("reports-recorded"), cell: ({ kind, number, reference }) => html`<span class="line">${words(kind)} <span class="number">${number}</span>${reference ? html` <small>${reference}</small>` : nothing}</span>` },
  { title: msg("reports-method"), cell: ({ method }) => (method ? words(method) : nothing) },
  { title: msg("reports-date"), cell: ({ date: day }) => date(day) },
  { title: msg("reports-on-no-line"), money: true, cell: (each) => html`<b>${money(signed(each), currency)}</b>` },
];

/** @param {Line} line @param {string} currency */
const lineCells = (line, currency) => [
  msg("reports-side-bank"),
  line.bookedOn,
  "",
  line.payerName ?? "",
  line.text,
  decimalText(line.amountCents, currency),
  decimalText(unexplained(line), currency),
  bankLineWords(line.status),
  currency,
];

/** @param {Money} each @param {string} currency */
const moneyCells = (each, currency) => {
  const sign = each.kind === "PAYMENT" || each.kind === "DEPOSIT" ? 1 : -1;
  return [msg("reports-side-books"), each.date, each.number, each.account.ownerName, each.reference ?? "", decimalText(sign * each.amountCents, currency), decimalText(signed(each), currency), words(each.kind), currency];
};
