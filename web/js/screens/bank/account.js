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
import { counted, dateText } from "../../words.js";
import { lineView } from "./line.js";
import { proposalsOf } from "./proposals.js";
import { statementsTable } from "./statements.js";

await stylesheet("table", "bank", "tabs");

/** @typedef {import("../../../types/schema.js").BankLineStatus} Status */
/** @typedef {import("../../../types/schema.js").BankLineOrder} Order */

/** @type {Status[]} */
const TO_EXPLAIN = ["OPEN", "PARTLY_EXPLAINED"];
/** @type {Status[]} */
const STATUSES = [...TO_EXPLAIN, "EXPLAINED", "IGNORED"];
const SHOWN = [
  { value: "", text: "To explain" },
  { value: "all", text: "All lines" },
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
  { value: "", text: "Newest first" },
  { value: "oldest", text: "Oldest first" },
  { value: "in", text: "Most money in first" },
  { value: "out", text: "Most money out first" },
];

/**
 * What a bank account has, or that there is none.
 * @template {object} Part
 * @param {Part | {} | null} node
 * @param {keyof Part & string} name
 */
function ofAccount(node, name) {
  if (!node || !(name in node)) throw new Failure("This bank account is not there any more.", "NOT_FOUND");
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
    text: "Import a statement",
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
    if (problem && !lines.known) return empty(problem, "Choose the dates above.");
    if (!lines.known) return lines.failure ? nothing : loading("lines", 8);
    if (lines.rows.length) {
      return html`<div class="bank-lines">${repeat(lines.rows, (each) => each.id, (each) => lineView(each, currency, opened.has(each.id), toggle, proposals))}</div>
        ${paging(lines)}`;
    }
    if (!found.data?.statements.totalCount) return empty("No statement yet.", html`Import the bank's file; nothing is stored before you have seen what it holds. ${button(bring, "main")}`);
    if (["search", "period", "status"].some((name) => visit.query.has(name))) return empty("No lines match.", html`<a href="${visit.path}?status=all">Show all lines</a>`);
    return empty("Every line is explained.", html`New lines come with the next statement. <a href="${visit.path}?status=all">Show all lines</a>`);
  }

  function lineList(/** @type {string} */ currency) {
    return html`<div class="filters">
        ${searchField(visit, { label: "Search by payer, text, reference or amount", placeholder: "Payer, text, reference or amount", changed: readLines })}
        ${choiceField(visit, { name: "status", label: "Show", options: SHOWN, changed: readLines })}
        ${periodField(visit, { without: "", changed: readLines })}
        ${choiceField(visit, { name: "order", label: "Order", options: ORDER_WORDS, changed: readLines })}
        <span class="soft" role="status">${lines.total === null ? nothing : counted(lines.total, "line")}</span>
      </div>
      <div class="card" aria-busy=${lines.busy}>${lines.failure ? failed(lines.failure, load) : nothing} ${linesView(currency)}</div>`;
  }

  function statementList(/** @type {string} */ currency) {
    const body = () => {
      if (!statements.known) return statements.failure ? nothing : loading("statements", 4);
      if (!statements.rows.length) return empty("No statement yet.", button(bring, "main"));
      return html`${statementsTable(statements.rows, currency)} ${paging(statements)}`;
    };
    return html`<div class="card" aria-busy=${statements.busy}>${statements.failure ? failed(statements.failure, load) : nothing} ${body()}</div>`;
  }

  function heading() {
    const account = found.data;
    if (!account) return html`<div class="heading"><h1 tabindex="-1">Bank account</h1></div>`;
    return html`<div class="heading">
      <h1 tabindex="-1">${account.name}</h1>
      <p class="soft">${account.iban ?? account.number ?? nothing} ${account.currency}</p>
      <div class="actions">${button(bring, account.openLines ? "" : "main")} ${sureButton(account.currency)}</div>
    </div>`;
  }

  /** @param {string} currency */
  function sureButton(currency) {
    if (!proposals.sure) return nothing;
    return button({ text: `Accept all ${proposals.sure} sure`, key: "Shift+Enter", needs: proposals.needs, run: () => proposals.acceptAll(currency) }, "main");
  }

  function acceptSure() {
    if (proposals.sure && found.data && may(...proposals.needs)) void proposals.acceptAll(found.data.currency);
  }

  function figures() {
    if (!found.data?.statements.totalCount) return nothing;
    const { currency, openLines, openCents, statements: { nodes: [last] } } = found.data;
    return html`<div class="card figures">
      <dl>
        <div><dt>To explain, ${counted(openLines, "line")}</dt><dd>${money(openCents, currency)}</dd></div>
        ${last.closingCents === null ? nothing : html`<div><dt>Balance at the bank, ${dateText(last.lastDay)}</dt><dd>${money(last.closingCents, currency)}</dd></div>`}
      </dl>
    </div>`;
  }

  function body() {
    if (found.data === null) return html`<div class="card">${empty("This bank account does not exist.", html`<a href="/bank">Go to the bank accounts</a>`)}</div>`;
    if (!found.data) return html`<div class="card">${found.failure ? failed(found.failure, load) : loading("the bank account", 6)}</div>`;
    const { currency } = found.data;
    return html`${figures()}
      ${tabs("Of this bank account", [
        { text: "Lines", href: visit.path, here: !showsStatements() },
        { text: "Statements", href: `${visit.path}?show=statements`, here: showsStatements() },
      ])}
      ${showsStatements() ? statementList(currency) : lineList(currency)}`;
  }

  return {
    title: () => found.data?.name ?? "Bank account",
    load,
    keys: [
      ...(may("IMPORT_DATA") ? [{ key: "i", does: bring.text, run: bring.run }] : []),
      { key: "Shift+Enter", does: "Accept all proposals that are sure", run: acceptSure },
    ],
    view: () => html`<p class="crumb"><a href="/bank">All bank accounts</a></p>
      ${heading()} ${body()}`,
  };
}
