/** Client billing: what an account was charged beside what it paid, each opening to where the money went. */
import { guard } from "../../../vendor/lit-html/directives/guard.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { ask } from "../../graphql.js";
import { money } from "../../money.js";
import { button, menu } from "../../parts/action.js";
import { agingBar } from "../../parts/aging.js";
import { searchField } from "../../parts/filters.js";
import { empty, failed, forbidden, loading } from "../../parts/notices.js";
import { ACCOUNT_NAME, BILLING, TRANSACTION } from "../../queries/billing.js";
import { reading } from "../../reading.js";
import { may, RECORDING } from "../../session.js";
import { counted, dateText } from "../../words.js";
import { prepared, summary } from "./rows.js";

const INCOME = new Set(["INVOICE", "CREDIT", "CANCELLATION"]);
/** Transactions of a page: the most that are drawn at once, so that an account of many thousands is as quick as any. */
const PAGE = 500;

/** Comes as soon as somebody is about to open a transaction. */
const itemsModule = () => import("./items.js");

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const { number } = visit.parameters;
  return may("CLIENT_BILLING") ? billing(visit, number) : nameOnly(visit, number);
}

/**
 * @param {import("../../router.js").Visit} visit
 * @param {string} number
 * @returns {import("../../router.js").Screen}
 */
function billing(visit, number) {
  /** @type {any} */
  let account = null;
  const found = reading(visit, prepare);
  /** Whether there are more than a page, so that the server must look for what is typed. */
  let many = visit.query.has("after");
  /** Comes with the first that is opened. @type {import("./items.js")["transactionItems"]} */
  let transactionItems;
  /** What is open, and what it opened to: undefined while it is on its way. @type {Map<string, any>} */
  const opened = new Map();
  /** The newest reading of each. @type {Map<string, object>} */
  const turns = new Map();

  /** @param {any} data */
  function prepare(data) {
    account = data.account;
    for (const row of account?.transactions.nodes ?? []) prepared(row, account.currency);
    many ||= Boolean(account?.transactions.pageInfo.hasNextPage);
    return account?.transactions ?? null;
  }

  const typed = () => (visit.query.get("search") ?? "").trim();

  async function load() {
    for (const each of opened.keys()) readItems(each);
    const known = many;
    if ((await read()) && many !== known && typed()) read();
  }

  const read = () =>
    found.read(BILLING, {
      number,
      first: PAGE,
      after: visit.query.get("after"),
      filter: many && typed() ? { search: typed() } : null,
    });

  function search() {
    visit.setQuery({ after: null });
    read();
  }

  /** @param {string} transaction its number */
  async function readItems(transaction) {
    const signal = visit.signal();
    const mine = {};
    turns.set(transaction, mine);
    const answered = ask(TRANSACTION, { number: transaction }, signal).then(
      (answer) => answer.transaction,
      (failure) => ({ failure }),
    );
    ({ transactionItems } = await itemsModule());
    const found = await answered;
    if (signal.aborted || turns.get(transaction) !== mine || !opened.has(transaction)) return;
    opened.set(transaction, found);
    visit.draw();
  }

  /**
   * @param {string} transaction its number
   * @param {boolean} isOpen
   */
  function toggle(transaction, isOpen) {
    if (isOpen === opened.has(transaction)) return;
    if (isOpen) {
      opened.set(transaction, undefined);
      readItems(transaction);
    } else {
      opened.delete(transaction);
    }
    visit.draw();
  }

  const pay = {
    text: "Make payment",
    key: "m",
    needs: RECORDING,
    run: async () => account && (await import("../../dialogs/make-payment.js")).makePayment(account),
  };
  /** What can be done beside; comes when the menu is first opened. @type {import("../../parts/action.js").Action[]} */
  let operations = [];
  const operationsMenu = menu("Operations", async () => {
    operations = (await import("./operations.js")).operationsOf(account);
    visit.draw();
  });
  const reconcile = async () => account && (await import("./operations.js")).reconcileHere(account);

  /**
   * @param {any} details
   * @param {any} row
   */
  const items = (details, row) =>
    details === undefined
      ? loading("its items", 1)
      : transactionItems(details, row, account, () => readItems(row.number));

  /**
   * @param {any} row
   * @param {string} wanted what the filter wants
   */
  const transaction = (row, wanted) => {
    const isOpen = opened.has(row.number);
    const details = opened.get(row.number);
    const hidden = !row.words.includes(wanted);
    // 500 rows are looked through at every key: those that stay as they are are not drawn again
    return guard([row, isOpen, details, hidden], () => html`<details
      class="transaction"
      ?hidden=${hidden}
      .open=${isOpen}
      @toggle=${(/** @type {Event} */ event) => toggle(row.number, /** @type {HTMLDetailsElement} */ (event.target).open)}
    >
      ${summary(row, account.currency)}
      ${isOpen ? items(details, row) : nothing}
    </details>`);
  };

  /**
   * @param {string} title
   * @param {any[]} rows
   * @param {string} none
   */
  function column(title, rows, none) {
    const wanted = many ? "" : typed().toLowerCase();
    const shown = rows.filter((row) => row.words.includes(wanted)).length;
    return html`<section aria-label=${title}>
      <h2>${title} <span class="soft">${shown || nothing}</span></h2>
      <div class="card">
        ${shown ? nothing : empty(rows.length || (many && typed()) ? "Nothing here matches the filter." : none)}
        ${repeat(rows, (row) => row.number, (row) => transaction(row, wanted))}
      </div>
    </section>`;
  }

  function figures() {
    return html`<div class="card figures">
      <dl>
        ${figure("Balance", account.balanceCents)} ${figure("Expected balance", account.expectedBalanceCents)}
        ${figure("Open to pay", account.unreconciledDebitCents)} ${figure("Money not used", account.unreconciledCreditCents)}
      </dl>
      ${agingBar(account.aging, account.currency, "Owed today, by days overdue")}
    </div>`;
  }

  /**
   * @param {string} label
   * @param {number} cents
   */
  const figure = (label, cents) => html`<div><dt>${label}</dt><dd>${money(cents, account.currency)}</dd></div>`;

  function body() {
    if (found.failure && !account) return html`<div class="card">${failed(found.failure, load)}</div>`;
    if (found.data === undefined) return html`<div class="card">${loading("the account", 8)}</div>`;
    if (!account) return html`<div class="card">${noAccount}</div>`;
    /** @type {any[]} */
    const rows = found.data.nodes;
    const income = rows.filter((row) => INCOME.has(row.kind));
    const cash = rows.filter((row) => !INCOME.has(row.kind));
    return html`${found.failure ? failed(found.failure, load) : nothing} ${figures()}
      <div class="filters">
        ${searchField(visit, {
          label: "Filter by number, description, kind, amount or date",
          placeholder: "Number, description or amount",
          changed: many ? search : undefined,
        })}
        <span class="soft">${counted(found.data.totalCount, "transaction")}${rows.length < found.data.totalCount ? between(rows) : nothing}</span>
      </div>
      <div class="columns" aria-busy=${found.busy} @pointerover=${itemsModule} @focusin=${itemsModule}>
        ${column("Income", income, "Nothing was charged yet.")} ${column("Cash flow", cash, "No money came or went yet.")}
      </div>
      ${pages(found.data.pageInfo)}`;
  }

  /** @param {any} pageInfo */
  function pages({ hasNextPage, endCursor }) {
    if (!hasNextPage && !visit.query.has("after")) return nothing;
    return html`<nav class="more" aria-label="Earlier and newer transactions">
      ${visit.query.has("after") ? html`<a href=${page(null)}>Newest transactions</a>` : nothing}
      ${hasNextPage ? html`<a href=${page(endCursor)}>Earlier transactions</a>` : nothing}
    </nav>`;
  }

  /** @param {string | null} after */
  function page(after) {
    const query = new URLSearchParams([["search", typed()], ["after", after ?? ""]].filter(([, value]) => value));
    return `${visit.path}?${query}`;
  }

  return {
    title: () => account?.ownerName ?? "Account",
    load,
    keys: [
      ...(may(...RECORDING) ? [{ key: "m", does: "Make payment", run: pay.run }] : []),
      { key: "r", does: "Reconcile the row where you are, or else the account", run: reconcile },
    ],
    view: () => html`${heading(account, account ? html`${operationsMenu(operations)} ${button(pay, "main")}` : nothing)} ${body()}`,
  };
}

/**
 * Which of many are shown, by their dates; they stand newest first.
 * @param {any[]} rows
 */
const between = (rows) => (rows.length ? `, here ${dateText(rows[rows.length - 1].date)} – ${dateText(rows[0].date)}` : "");

/**
 * For whoever may see accounts but no billing.
 * @param {import("../../router.js").Visit} visit
 * @param {string} number
 * @returns {import("../../router.js").Screen}
 */
function nameOnly(visit, number) {
  const found = reading(visit, (data) => data.account);
  const load = () => void found.read(ACCOUNT_NAME, { number });
  const body = () => {
    if (found.failure) return failed(found.failure, load);
    if (found.data === undefined) return loading("the account");
    return found.data ? forbidden("billing", ["CLIENT_BILLING"]) : noAccount;
  };
  return {
    title: () => found.data?.ownerName ?? "Account",
    load,
    view: () => html`${heading(found.data)}<div class="card">${body()}</div>`,
  };
}

const noAccount = empty("There is no such account, or you may not see it.", html`<a href="/accounts">Go to all accounts</a>`);

/**
 * @param {any} account
 * @param {unknown} actions
 */
function heading(account, actions = nothing) {
  const members = account?.members.map((/** @type {any} */ member) => member.name).join(", ");
  return html`<p class="crumb"><a href="/accounts">All accounts</a></p>
    ${account
      ? html`<div class="heading">
          <h1 tabindex="-1">${account.ownerName}</h1>
          <p class="soft">Account <span class="number">${account.number}</span>${members ? html` · with ${members}` : nothing}</p>
          <div class="actions">${actions}</div>
        </div>`
      : nothing}`;
}
