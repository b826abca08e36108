/** Client billing: an account's charges beside its payments, each opening to its reconciliations. */
import { guard } from "../../../vendor/lit-html/directives/guard.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { finder } from "../../folding.js";
import { asFailure, ask } from "../../graphql.js";
import { money } from "../../money.js";
import { opening } from "../../opening.js";
import { button, menu } from "../../parts/action.js";
import { agingBar } from "../../parts/aging.js";
import { searchField } from "../../parts/filters.js";
import { hasLabels, labelsShown } from "../../parts/labels.js";
import { empty, failed, forbidden, loading } from "../../parts/notices.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { ACCOUNT_NAME, BILLING, TRANSACTION } from "../../queries/billing.js";
import { reading } from "../../reading.js";
import { may, RECORDING } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { dateText } from "../../words.js";
import { prepared, summary } from "./rows.js";

await stylesheet("billing");
await texts("billing");

const INCOME = new Set(["INVOICE", "CREDIT", "CANCELLATION"]);
/** Transactions per page, so that an account with many thousands stays fast. */
const PAGE = 500;

/** @typedef {import("../../queries/billing.js").Billing_account} Account */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./items.js").Details} Details */

/** Loaded as soon as someone is about to open a transaction. */
const itemsModule = () => import("./items.js");

/** Load it ahead; where that fails, opening a transaction says so. */
const loadAhead = () => void itemsModule().catch(() => undefined);

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
  /** @type {Account | null} */
  let account = null;
  const found = reading(visit, BILLING, prepare);
  /** Whether there is more than one page, so that the server must search. */
  let many = visit.query.has("after");
  /** Loaded with the first opened transaction. @type {import("./items.js")["transactionItems"]} */
  let transactionItems;
  /** Opened transactions with their details; undefined while loading. @type {Map<string, Details | undefined>} */
  const opened = new Map();
  /** The newest read of each. @type {Map<string, object>} */
  const turns = new Map();

  /** @param {import("../../queries/billing.js").Billing} data */
  function prepare(data) {
    account = data.account;
    if (!account) return null;
    const { currency, transactions } = account;
    many ||= transactions.pageInfo.hasNextPage;
    return { ...transactions, nodes: transactions.nodes.map((row) => prepared(row, currency)) };
  }

  const typed = () => (visit.query.get("search") ?? "").trim();

  async function load() {
    for (const each of opened.keys()) readItems(each);
    const known = many;
    if (!(await read())) return;
    if (many !== known && typed()) await read();
    if (visit.anchor) await reveal(visit.anchor);
  }

  /**
   * Open a transaction and scroll to it, once; one beyond the rows at hand is searched for.
   * @param {string} transaction its number
   */
  async function reveal(transaction) {
    const known = () => found.data?.nodes.some((row) => row.number === transaction);
    visit.anchor = "";
    if (!known() && found.data && found.data.totalCount > found.data.nodes.length) {
      visit.setQuery({ search: transaction, after: null });
      await read();
    }
    if (!known()) return;
    toggle(transaction, true);
    await new Promise(requestAnimationFrame);
    /** @type {HTMLElement | null} */
    const row = document.querySelector(`main summary[data-number="${CSS.escape(transaction)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }

  const read = () =>
    found.read({
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
      (failure) => ({ failure: asFailure(failure) }),
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

  /** Do something with the account once it is there. @param {(of: Account) => unknown} act */
  const loaded = (act) => void (account && act(account));

  const pay = {
    text: msg("billing-make-payment"),
    key: "m",
    needs: RECORDING,
    run: () => loaded((of) => opening(() => import("../../dialogs/make-payment.js"), (dialog) => dialog.makePayment(of))),
  };
  /** Loaded when the menu is first opened. @type {import("../../parts/action.js").Action[]} */
  let operations = [];
  const operationsMenu = menu(msg("billing-operations"), async () => {
    operations = (await import("./operations.js")).operationsOf(account);
    visit.draw();
  });
  const reconcile = () => loaded((of) => opening(() => import("./operations.js"), ({ reconcileHere }) => reconcileHere(of)));

  /**
   * @param {Details | undefined} details
   * @param {Row} row
   * @param {Account} of
   */
  const items = (details, row, of) =>
    details === undefined ? loading(msg("billing-its-items"), 1) : transactionItems(details, row, of, () => readItems(row.number));

  /**
   * @param {Row} row
   * @param {Account} of
   * @param {(words: string) => boolean} finds whether the filter finds a row
   */
  const transaction = (row, of, finds) => {
    const isOpen = opened.has(row.number);
    const details = opened.get(row.number);
    const hidden = !finds(row.words);
    /** @param {{ target: HTMLDetailsElement }} event */
    const toggled = ({ target }) => toggle(row.number, target.open);
    // 500 rows are filtered at every key: unchanged ones are not drawn again
    return guard([row, isOpen, details, hidden], () => html`<details
      class="transaction"
      ?hidden=${hidden}
      .open=${isOpen}
      @toggle=${toggled}
    >
      ${summary(row, of.currency)}
      ${isOpen ? items(details, row, of) : nothing}
    </details>`);
  };

  /**
   * @param {string} title
   * @param {Row[]} rows
   * @param {Account} of
   * @param {string} none
   */
  function column(title, rows, of, none) {
    const finds = finder(many ? "" : typed());
    const shown = rows.filter((row) => finds(row.words)).length;
    return html`<section aria-label=${title}>
      <h2>${title} <span class="soft">${shown || nothing}</span></h2>
      <div class="card" .style=${`--amounts: ${Math.max(0, ...rows.map((row) => row.room))}ch`}>
        ${shown ? nothing : empty(rows.length || (many && typed()) ? msg("billing-none-match") : none)}
        ${repeat(rows, (row) => row.number, (row) => transaction(row, of, finds))}
      </div>
    </section>`;
  }

  /** @param {Account} of */
  function figures({ currency, balanceCents, expectedBalanceCents, unreconciledDebitCents, unreconciledCreditCents, aging }) {
    /** @type {(label: string, cents: number) => unknown} */
    const figure = (label, cents) => html`<div><dt>${label}</dt><dd>${money(cents, currency)}</dd></div>`;
    return html`<div class="card figures">
      <dl>
        ${figure(msg("billing-balance"), balanceCents)} ${figure(msg("billing-expected-balance"), expectedBalanceCents)}
        ${figure(msg("billing-due"), unreconciledDebitCents)} ${figure(msg("billing-unapplied"), unreconciledCreditCents)}
      </dl>
      ${agingBar(aging, currency, msg("billing-aging"))}
    </div>`;
  }

  function body() {
    if (found.failure && !account) return html`<div class="card">${failed(found.failure, load)}</div>`;
    if (found.data === undefined) return html`<div class="card">${loading(msg("billing-the-account"), 8)}</div>`;
    if (!account || !found.data) return html`<div class="card">${noAccount}</div>`;
    const rows = found.data.nodes;
    const income = rows.filter((row) => INCOME.has(row.kind));
    const cash = rows.filter((row) => !INCOME.has(row.kind));
    return html`${found.failure ? failed(found.failure, load) : nothing} ${figures(account)}
      <div class="filters">
        ${searchField(visit, {
          label: msg("billing-filter"),
          placeholder: msg("billing-filter-for"),
          changed: many ? search : undefined,
        })}
        <span class="soft">${howMany(found.data.totalCount, rows)}</span>
      </div>
      <div class="columns" aria-busy=${found.busy} @pointerover=${loadAhead} @focusin=${loadAhead}>
        ${column(msg("billing-income"), income, account, msg("billing-no-charges"))} ${column(msg("billing-cash-flow"), cash, account, msg("billing-no-payments"))}
      </div>
      ${pages(found.data.pageInfo)}`;
  }

  /** @param {Account["transactions"]["pageInfo"]} pageInfo */
  function pages({ hasNextPage, endCursor }) {
    if (!hasNextPage && !visit.query.has("after")) return nothing;
    return html`<nav class="more" aria-label=${msg("billing-pages")}>
      ${visit.query.has("after") ? html`<a href=${page(null)}>${msg("billing-newest")}</a>` : nothing}
      ${hasNextPage ? html`<a href=${page(endCursor)}>${msg("billing-earlier")}</a>` : nothing}
    </nav>`;
  }

  /** @param {string | null} after */
  function page(after) {
    const query = new URLSearchParams([["search", typed()], ["after", after ?? ""]].filter(([, value]) => value));
    return `${visit.path}?${query}`;
  }

  return {
    title: () => account?.ownerName ?? msg("billing-account"),
    load,
    keys: [
      ...(may(...RECORDING) ? [{ key: "m", does: msg("billing-make-payment"), run: pay.run }] : []),
      { key: "r", does: msg("billing-key-reconcile"), run: reconcile },
    ],
    view: () => html`${heading(account, account ? html`${operationsMenu(operations)} ${button(pay, "main")}` : nothing)} ${body()}`,
  };
}

/**
 * How many transactions there are, and of which days those are that are shown, if not all.
 * @param {number} count
 * @param {Row[]} rows the newest first
 */
function howMany(count, rows) {
  if (!rows.length || rows.length >= count) return msg("billing-transactions", { count });
  return msg("billing-transactions-here", { count, from: dateText(rows[rows.length - 1].date), to: dateText(rows[0].date) });
}

/**
 * The screen of viewers without billing permission.
 * @param {import("../../router.js").Visit} visit
 * @param {string} number
 * @returns {import("../../router.js").Screen}
 */
function nameOnly(visit, number) {
  const found = reading(visit, ACCOUNT_NAME, (data) => data.account);
  const load = () => void found.read({ number });
  const body = () => {
    if (found.failure) return failed(found.failure, load);
    if (found.data === undefined) return loading(msg("billing-the-account"));
    return found.data ? forbidden(msg("billing-billing"), ["CLIENT_BILLING"]) : noAccount;
  };
  return {
    title: () => found.data?.ownerName ?? msg("billing-account"),
    load,
    view: () => html`${heading(found.data)}<div class="card">${body()}</div>`,
  };
}

const noAccount = empty(msg("billing-not-found"), html`<a href="/accounts">${msg("shell-to-accounts")}</a>`);

/**
 * @param {import("../../queries/billing.js").AccountName_account | null | undefined} account
 * @param {unknown} actions
 */
function heading(account, actions = nothing) {
  const members = account?.members.map((member) => member.name).join(", ");
  return html`<p class="crumb"><a href="/accounts">${msg("billing-all-accounts")}</a></p>
    ${account
      ? html`<div class="heading">
          <h1 tabindex="-1">${account.ownerName}</h1>
          <p class="soft">${msgView("billing-account-number", { number: html`<span class="number">${account.number}</span>` })}${members ? ` · ${msg("billing-with", { members })}` : nothing}</p>
          ${hasLabels(account) ? html`<p class="labels-line">${labelsShown(account)}</p>` : nothing}
          ${account.members.filter(hasLabels).map((member) => html`<p class="labels-line"><span>${member.name}</span>${labelsShown(member)}</p>`)}
          <div class="actions">${actions}</div>
        </div>`
      : nothing}`;
}
