/** One account's billing: what it was charged beside what it paid, each opening to where the money went. */
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { date, money, words } from "../format.js";
import { ask } from "../graphql.js";
import { empty, failed, lacking, loading } from "../notices.js";
import { ACCOUNT_NAME, BILLING, TRANSACTION } from "../queries.js";
import { statusIcon, statusWords } from "../status.js";

const INCOME = new Set(["INVOICE", "CREDIT", "CANCELLATION"]);
const PAGE = 100;
const MOST = 400;

/**
 * What is shown of one account. `details` are the items of open transactions, or why they could not be had.
 * @param {string} number
 * @returns {{ visit: number, number: string, account: any, rows: any[], end: string | null, open: Set<string>,
 *   details: Map<string, any>, failure: any, busy: boolean }}
 */
const nothingYet = (number) => ({
  visit: 0,
  number,
  account: null,
  rows: [],
  end: null,
  open: new Set(),
  details: new Map(),
  failure: null,
  busy: false,
});

let state = nothingYet("");

/** Drops what was shown, and whatever is still on its way. */
export function forget() {
  state = nothingYet("");
}

/**
 * @param {{ visit: number, draw: () => void, lost: (failure: any) => boolean, may: (permission: string) => boolean }} page
 * @param {string} number
 * @param {string} back where the list is found again
 */
export function screen(page, number, back) {
  const billing = page.may("CLIENT_BILLING");
  const crumb = html`<p class="crumb"><a href=${back}>All accounts</a></p>`;
  if (!page.may("VIEW_CLIENT_ACCOUNTS")) {
    return { title: "Account", view: html`<div class="card">${lacking("accounts", "VIEW_CLIENT_ACCOUNTS")}</div>` };
  }
  if (state.number !== number) state = nothingYet(number);
  // what a slow answer belongs to: it is dropped when another account or person has come meanwhile
  const mine = state;
  if (mine.visit !== page.visit) {
    mine.visit = page.visit;
    load(Math.min(Math.max(mine.rows.length, PAGE), MOST));
  }

  /**
   * @param {number} first
   * @param {string | null} after
   */
  async function load(first, after = null) {
    const { visit } = mine;
    mine.busy = true;
    try {
      const { account } = await ask(billing ? BILLING : ACCOUNT_NAME, billing ? { number, first, after } : { number });
      if (mine !== state || visit !== mine.visit) return;
      mine.account = account;
      if (account?.transactions) {
        const { nodes, pageInfo } = account.transactions;
        mine.rows = after ? [...mine.rows, ...nodes] : nodes;
        mine.end = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        for (const each of mine.open) itemsOf(each);
      }
      mine.failure = null;
    } catch (failure) {
      if (mine !== state || visit !== mine.visit || page.lost(failure)) return;
      mine.failure = failure;
    }
    mine.busy = false;
    page.draw();
  }

  /** @param {string} transactionId */
  async function itemsOf(transactionId) {
    let found;
    try {
      found = (await ask(TRANSACTION, { id: transactionId })).transaction;
    } catch (failure) {
      if (mine !== state || page.lost(failure)) return;
      found = { failure };
    }
    if (mine !== state || !mine.open.has(transactionId)) return;
    mine.details.set(transactionId, found);
    page.draw();
  }

  /**
   * @param {string} transactionId
   * @param {boolean} opened
   */
  function toggle(transactionId, opened) {
    if (opened === mine.open.has(transactionId)) return;
    if (opened) {
      mine.open.add(transactionId);
      itemsOf(transactionId);
    } else {
      mine.open.delete(transactionId);
      mine.details.delete(transactionId);
    }
  }

  const trouble = mine.failure ? html`<div class="card">${failed(mine.failure, () => load(PAGE))}</div>` : nothing;
  const account = mine.account;
  if (!account) {
    const why = mine.failure
      ? trouble
      : html`<div class="card">
          ${mine.busy ? loading("the account") : empty("There is no such account, or you may not see it.")}
        </div>`;
    return { title: "Account", view: html`${crumb}${why}` };
  }
  const income = mine.rows.filter((row) => INCOME.has(row.kind));
  const cash = mine.rows.filter((row) => !INCOME.has(row.kind));
  return {
    title: account.ownerName,
    view: html`${crumb}
      <div class="heading">
        <h1 tabindex="-1">${account.ownerName}</h1>
        <p class="soft">
          Account <span class="number">${account.number}</span>${account.members.length
            ? html`, with ${account.members.map((/** @type {any} */ member) => member.name).join(", ")}`
            : nothing}
        </p>
      </div>
      ${trouble}
      ${billing
        ? html`<dl class="card totals">
              ${total("Balance", account.balanceCents)} ${total("Expected balance", account.expectedBalanceCents)}
              ${total("Open to pay", account.unreconciledDebitCents)}
              ${total("Money not used", account.unreconciledCreditCents)}
            </dl>
            <div class="columns" aria-busy=${mine.busy}>
              ${column("Invoices and credits", income, "Nothing was charged yet.")}
              ${column("Payments and refunds", cash, "No money came or went yet.")}
            </div>`
        : html`<div class="card">${lacking("billing", "CLIENT_BILLING")}</div>`}
      ${mine.end
        ? html`<div class="more">
            <button class="button quiet" ?disabled=${mine.busy} @click=${() => load(PAGE, mine.end)}>
              Show earlier transactions
            </button>
          </div>`
        : nothing}`,
  };

  /**
   * @param {string} label
   * @param {number} cents
   */
  function total(label, cents) {
    return html`<div>
      <dt>${label}</dt>
      <dd class="money">${money(cents, account.currency)}</dd>
    </div>`;
  }

  /**
   * @param {string} title
   * @param {any[]} rows
   * @param {string} none
   */
  function column(title, rows, none) {
    return html`<section>
      <h2>${title}</h2>
      <div class="card">
        ${rows.length ? repeat(rows, (row) => row.id, transaction) : empty(none)}
      </div>
    </section>`;
  }

  /** @param {any} row */
  function transaction(row) {
    const how = [date(row.date), row.number, row.method ? words(row.method) : "", row.paymentState === "PROCESSING" ? "processing" : ""];
    return html`<details
      class="transaction"
      .open=${mine.open.has(row.id)}
      @toggle=${(/** @type {Event} */ event) => toggle(row.id, /** @type {HTMLDetailsElement} */ (event.target).open)}
    >
      <summary>
        ${statusIcon(row.status, row.statusReason)}
        <span class="what">
          <strong>${titleOf(row)}</strong>
          <span class="small">${how.filter(Boolean).map((each, index) => html`${index ? " · " : ""}<span class="number">${each}</span>`)}</span>
        </span>
        <span class="money">${money(row.amountCents, account.currency)}</span>
        <svg class="chevron" viewBox="0 0 24 24" aria-hidden="true"><path d="m9 5 7 7-7 7" /></svg>
      </summary>
      ${mine.open.has(row.id) ? items(mine.details.get(row.id), row) : nothing}
    </details>`;
  }

  /**
   * @param {any} details
   * @param {any} row
   */
  function items(details, row) {
    if (details === undefined) return loading("its items");
    if (details === null) return empty("It is not there any more.");
    if (details.failure) return failed(details.failure, () => itemsOf(row.id));
    return html`<ul class="items">
      <li class="small">${statusWords(row.status)}. ${row.statusReason}</li>
      ${details.items.map((/** @type {any} */ item) => html`<li>
        <div>
          ${statusIcon(item.status, item.statusReason)}
          <span>${item.description}
            <span class="small">${[item.ledgerCode?.code, item.member?.name].filter(Boolean).join(" · ")}</span>
          </span>
          <span class="money">${money(item.amountCents, account.currency)}</span>
        </div>
        <ul class="flow">${flow(item, row)}${open(item)}</ul>
      </li>`)}
    </ul>`;
  }

  /** What is open of an item is always said; what else there is to say of it stands in its reason. @param {any} item */
  function open(item) {
    if (item.status === "NOT_RECONCILED" || item.status === "PARTIALLY_RECONCILED") {
      return html`<li class="open"><span>open</span> <span class="money">${money(item.unreconciledCents, account.currency)}</span></li>`;
    }
    if (item.status === "FULLY_RECONCILED" && item.amountCents) return nothing;
    return html`<li>${item.statusReason}</li>`;
  }

  /**
   * @param {any} item
   * @param {any} row
   */
  function flow(item, row) {
    return html`${item.reconciliations.edges.map((/** @type {any} */ edge) => html`<li>
        <span>${row.side === "CREDIT" ? "to" : "from"} ${words(edge.counterpart.transaction.kind).toLowerCase()}
          <span class="number">${edge.counterpart.transaction.number}</span>, ${date(edge.counterpart.transaction.date)}${row.side === "CREDIT"
            ? `: ${edge.counterpart.description}`
            : ""}</span>
        <span class="money">${money(edge.node.amountCents, account.currency)}</span>
      </li>`)}
      ${item.reconciliations.pageInfo.hasNextPage ? html`<li>and more</li>` : nothing}`;
  }
}

/**
 * What a transaction is called: its kind and what it is for. An invoice without a description of its own has its first
 * item's, and then says how many there are beside it.
 * @param {any} row
 */
function titleOf(row) {
  const kind = words(row.kind);
  if (row.description === kind) return kind;
  const more = row.description === row.items[0]?.description ? row.items.length - 1 : 0;
  return `${kind}: ${row.description}${more > 0 ? ` and ${more} more` : ""}`;
}
