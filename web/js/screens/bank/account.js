/** One bank account: its lines, what explains each and the ways to explain one, and its statements (domain R42, R43). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { Failure } from "../../graphql.js";
import { money } from "../../money.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { bankLineWords } from "../../parts/bank-line-status.js";
import { choiceField, searchField, tabs } from "../../parts/filters.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { paging } from "../../parts/paging.js";
import { periodField, periodInput } from "../../parts/period.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { BANK_ACCOUNT, BANK_LINES, BANK_STATEMENTS } from "../../queries/bank.js";
import { paged, reading } from "../../reading.js";
import { may } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { dateText } from "../../words.js";
import { lineView } from "./line.js";
import { proposalsOf } from "./proposals.js";
import { statementsTable } from "./statements.js";

await stylesheet("table", "bank", "tabs");
await texts("bank");

/** @typedef {import("../../../types/schema.js").BankLineStatus} Status */
/** @typedef {import("../../../types/schema.js").BankLineOrder} Order */

/** @type {Status[]} */
const TO_EXPLAIN = ["OPEN", "PARTLY_EXPLAINED"];
/** @type {Status[]} */
const STATUSES = [...TO_EXPLAIN, "EXPLAINED", "IGNORED"];
const SHOWN = [
  { value: "", text: msg("bank-to-explain") },
  { value: "all", text: msg("bank-all-lines") },
  ...STATUSES.map((value) => ({ value: value.toLowerCase(), text: bankLineWords(value) })),
];
/** @type {Record<string, Order>} */
const ORDERS = {
  "": { field: "BOOKED_ON", direction: "DESC" },
  oldest: { field: "BOOKED_ON", direction: "ASC" },
  in: { field: "AMOUNT", direction: "DESC" },
  out: { field: "AMOUNT", direction: "ASC" },
};
const ORDER_WORDS = [
  { value: "", text: msg("bank-newest") },
  { value: "oldest", text: msg("bank-oldest") },
  { value: "in", text: msg("bank-most-in") },
  { value: "out", text: msg("bank-most-out") },
];

/**
 * What a bank account has, or that there is none.
 * @template {object} Part
 * @param {Part | {} | null} node
 * @param {keyof Part & string} name
 */
function ofAccount(node, name) {
  if (!node || !(name in node)) throw new Failure(msg("bank-gone"), "NOT_FOUND");
  return /** @type {Part} */ (node);
}

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const { id } = visit.parameters;
  const found = reading(visit, BANK_ACCOUNT, ({ node }) => (node && "name" in node ? node : null));
  const lines = paged(visit, BANK_LINES, ({ node }) => ofAccount(/** @type {Extract<typeof node, { lines: unknown }>} */ (node), "lines").lines);
  const statements = paged(visit, BANK_STATEMENTS, ({ node }) => ofAccount(/** @type {Extract<typeof node, { statements: unknown }>} */ (node), "statements").statements);
  /** Ids of the lines that are opened. @type {Set<string>} */
  const opened = new Set();
  const proposals = proposalsOf(visit, id);
  const showsStatements = () => visit.query.get("show") === "statements";

  const bring = {
    text: msg("bank-import"),
    key: "i",
    needs: ["IMPORT_DATA"],
    async run() {
      const account = found.data;
      if (account) await opening(() => import("../../dialogs/import-bank-statement.js"), (dialog) => dialog.importBankStatement(account));
    },
  };

  /** @returns {Status[] | undefined} */
  function statuses() {
    const status = visit.query.get("status") ?? "";
    if (status === "all") return undefined;
    return status ? STATUSES.filter((each) => each.toLowerCase() === status) : TO_EXPLAIN;
  }

  function readLines() {
    const { input: period, problem } = periodInput(visit.query.get("period") ?? "");
    if (problem) return;
    void lines.read({
      id,
      filter: { statuses: statuses(), period, search: visit.query.get("search") || undefined },
      orderBy: ORDERS[visit.query.get("order") ?? ""] ?? ORDERS[""],
    });
  }

  function load() {
    void found.read({ id });
    if (showsStatements()) void statements.read({ id });
    else readLines();
    proposals.again(opened);
  }

  /** @param {string} line @param {boolean} isOpen */
  function toggle(line, isOpen) {
    if (isOpen) void proposals.read(line);
    if (isOpen) opened.add(line);
    else opened.delete(line);
    visit.draw();
  }

  /** @param {string} currency */
  function linesView(currency) {
    const { problem } = periodInput(visit.query.get("period") ?? "");
    if (problem && !lines.known) return empty(problem, msg("bank-choose-dates"));
    if (!lines.known) return lines.failure ? nothing : loading(msg("bank-the-lines"), 8);
    if (lines.rows.length) {
      return html`<div class="bank-lines">${repeat(lines.rows, (each) => each.id, (each) => lineView(each, currency, opened.has(each.id), toggle, proposals))}</div>
        ${paging(lines)}`;
    }
    if (!found.data?.statements.totalCount) return empty(msg("bank-no-statement"), html`${msg("bank-no-statement-how")} ${button(bring, "main")}`);
    if (["search", "period", "status"].some((name) => visit.query.has(name))) return empty(msg("bank-no-match"), html`<a href="${visit.path}?status=all">${msg("bank-show-all-lines")}</a>`);
    return empty(msg("bank-all-explained"), html`${msg("bank-all-explained-how")} <a href="${visit.path}?status=all">${msg("bank-show-all-lines")}</a>`);
  }

  function lineList(/** @type {string} */ currency) {
    return html`<div class="filters">
        ${searchField(visit, { label: msg("bank-search"), placeholder: msg("bank-search-hint"), changed: readLines })}
        ${choiceField(visit, { name: "status", label: msg("bank-show"), options: SHOWN, changed: readLines })}
        ${periodField(visit, { without: "", changed: readLines })}
        ${choiceField(visit, { name: "order", label: msg("bank-order"), options: ORDER_WORDS, changed: readLines })}
        <span class="soft" role="status">${lines.total === null ? nothing : msg("bank-count-lines", { count: lines.total })}</span>
      </div>
      <div class="card" aria-busy=${lines.busy}>${lines.failure ? failed(lines.failure, load) : nothing} ${linesView(currency)}</div>`;
  }

  function statementList(/** @type {string} */ currency) {
    const body = () => {
      if (!statements.known) return statements.failure ? nothing : loading(msg("bank-the-statements"), 4);
      if (!statements.rows.length) return empty(msg("bank-no-statement"), button(bring, "main"));
      return html`${statementsTable(statements.rows, currency)} ${paging(statements)}`;
    };
    return html`<div class="card" aria-busy=${statements.busy}>${statements.failure ? failed(statements.failure, load) : nothing} ${body()}</div>`;
  }

  function heading() {
    const account = found.data;
    if (!account) return html`<div class="heading"><h1 tabindex="-1">${msg("bank-account")}</h1></div>`;
    return html`<div class="heading">
      <h1 tabindex="-1">${account.name}</h1>
      <p class="soft">${account.iban ?? account.number ?? nothing} ${account.currency}</p>
      <div class="actions">${button(bring, account.openLines ? "" : "main")} ${sureButton(account.currency)}</div>
    </div>`;
  }

  /** @param {string} currency */
  function sureButton(currency) {
    if (!proposals.sure) return nothing;
    return button({ text: msg("bank-accept-sure", { count: proposals.sure }), key: "Shift+Enter", needs: proposals.needs, run: () => proposals.acceptAll(currency) }, "main");
  }

  function acceptSure() {
    if (proposals.sure && found.data && may(...proposals.needs)) void proposals.acceptAll(found.data.currency);
  }

  function figures() {
    if (!found.data?.statements.totalCount) return nothing;
    const { currency, openLines, openCents, statements: { nodes: [last] } } = found.data;
    return html`<div class="card figures">
      <dl>
        <div><dt>${msg("bank-to-explain-lines", { count: openLines })}</dt><dd>${money(openCents, currency)}</dd></div>
        ${last.closingCents === null ? nothing : html`<div><dt>${msg("bank-balance-on", { date: dateText(last.lastDay) })}</dt><dd>${money(last.closingCents, currency)}</dd></div>`}
      </dl>
    </div>`;
  }

  function body() {
    if (found.data === null) return html`<div class="card">${empty(msg("bank-no-such"), html`<a href="/bank">${msg("bank-to-accounts")}</a>`)}</div>`;
    if (!found.data) return html`<div class="card">${found.failure ? failed(found.failure, load) : loading(msg("bank-the-account"), 6)}</div>`;
    const { currency } = found.data;
    return html`${figures()}
      ${tabs(msg("bank-of-account"), [
        { text: msg("bank-lines"), href: visit.path, here: !showsStatements() },
        { text: msg("bank-statements"), href: `${visit.path}?show=statements`, here: showsStatements() },
      ])}
      ${showsStatements() ? statementList(currency) : lineList(currency)}`;
  }

  return {
    title: () => found.data?.name ?? msg("bank-account"),
    load,
    keys: [
      ...(may("IMPORT_DATA") ? [{ key: "i", does: bring.text, run: bring.run }] : []),
      { key: "Shift+Enter", does: msg("bank-key-accept"), run: acceptSure },
    ],
    view: () => html`<p class="crumb"><a href="/bank">${msg("bank-all-accounts")}</a></p>
      ${heading()} ${body()}`,
  };
}
