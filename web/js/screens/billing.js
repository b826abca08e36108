/** Client billing: what an account was charged beside what it paid, each opening to where the money went. */
import { guard } from "../../vendor/lit-html/directives/guard.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money } from "../money.js";
import { button, menu } from "../parts/action.js";
import { agingBar, bucketOf } from "../parts/aging.js";
import { searchField } from "../parts/filters.js";
import { empty, failed, forbidden, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { ACCOUNT_NAME, BILLING } from "../queries/billing.js";
import { paged, reading } from "../reading.js";
import { may, RECORDING, today } from "../session.js";
import { counted } from "../words.js";
import { prepared, summary } from "./billing-rows.js";

const INCOME = new Set(["INVOICE", "CREDIT", "CANCELLATION"]);
const DEBIT = new Set(["INVOICE", "REFUND", "PAYMENT_CORRECTION"]);

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const { number } = visit.parameters;
  return may("CLIENT_BILLING") ? billing(visit, number) : nameOnly(visit, number);
}

/**
 * @param {import("../router.js").Visit} visit
 * @param {string} number
 * @returns {import("../router.js").Screen}
 */
function billing(visit, number) {
  /** @type {any} */
  let account = null;
  const list = paged(visit, BILLING, connection, { page: 500, most: 500 });
  /** Comes with the first that is opened. @type {import("./billing-items.js")["transactionItems"]} */
  let transactionItems;
  /** What is open, and what it opened to: undefined while it is on its way. @type {Map<string, any>} */
  const opened = new Map();

  /** @param {any} data */
  function connection(data) {
    account = data.account;
    for (const row of account?.transactions.nodes ?? []) prepared(row, account.currency);
    return account?.transactions;
  }

  function load() {
    list.read({ number });
    for (const each of opened.keys()) readItems(each);
  }

  /** @param {string} transaction its number */
  async function readItems(transaction) {
    const signal = visit.signal();
    const module = await import("./billing-items.js");
    transactionItems = module.transactionItems;
    const found = await module.readTransaction(transaction, signal);
    if (signal.aborted || !opened.has(transaction)) return;
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
    run: async () => account && (await import("../dialogs/make-payment.js")).makePayment(account),
  };
  /** What can be done beside; comes when the menu is first opened. @type {import("../parts/action.js").Action[]} */
  let operations = [];
  const operationsMenu = menu("Operations", async () => {
    operations = (await import("./billing-operations.js")).operationsOf(account);
    visit.draw();
  });
  const reconcile = async () => account && (await import("./billing-operations.js")).reconcileHere(account);

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
   * @param {string} typed what the filter wants
   */
  const transaction = (row, typed) => {
    const isOpen = opened.has(row.number);
    const details = opened.get(row.number);
    const hidden = !row.words.includes(typed);
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
    const typed = (visit.query.get("search") ?? "").trim().toLowerCase();
    const shown = rows.filter((row) => row.words.includes(typed)).length;
    return html`<section aria-label=${title}>
      <h2>${title} <span class="soft">${shown || nothing}</span></h2>
      <div class="card">
        ${shown ? nothing : empty(rows.length ? "Nothing here matches the filter." : none)}
        ${repeat(rows, (row) => row.number, (row) => transaction(row, typed))}
      </div>
    </section>`;
  }

  function figures() {
    return html`<div class="card figures">
      <dl>
        ${figure("Balance", account.balanceCents)} ${figure("Expected balance", account.expectedBalanceCents)}
        ${figure("Open to pay", account.unreconciledDebitCents)} ${figure("Money not used", account.unreconciledCreditCents)}
      </dl>
      ${agingBar(ages(), account.currency, list.more ? "Open to pay by age, of the transactions below" : "Open to pay, by age")}
    </div>`;
  }

  function ages() {
    const now = today();
    const cents = [0, 0, 0, 0, 0];
    for (const row of list.rows) {
      if (DEBIT.has(row.kind)) cents[bucketOf(row.dueOn ?? row.date, now)] += row.unreconciledCents;
    }
    return cents;
  }

  /**
   * @param {string} label
   * @param {number} cents
   */
  const figure = (label, cents) => html`<div><dt>${label}</dt><dd>${money(cents, account.currency)}</dd></div>`;

  function body() {
    if (list.failure && !account) return html`<div class="card">${failed(list.failure, load)}</div>`;
    if (!list.known) return html`<div class="card">${loading("the account", 8)}</div>`;
    if (!account) return html`<div class="card">${noAccount}</div>`;
    const income = list.rows.filter((row) => INCOME.has(row.kind));
    const cash = list.rows.filter((row) => !INCOME.has(row.kind));
    return html`${list.failure ? failed(list.failure, load) : nothing} ${figures()}
      <div class="filters">
        ${searchField(visit, {
          label: "Filter by number, description, kind, amount or date",
          placeholder: "Number, description or amount",
        })}
        <span class="soft">${counted(list.total ?? list.rows.length, "transaction")}</span>
      </div>
      <div class="columns" aria-busy=${list.busy}>
        ${column("Income", income, "Nothing was charged yet.")} ${column("Cash flow", cash, "No money came or went yet.")}
      </div>
      ${paging(list, "Show earlier transactions")}`;
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
 * For whoever may see accounts but no billing.
 * @param {import("../router.js").Visit} visit
 * @param {string} number
 * @returns {import("../router.js").Screen}
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
