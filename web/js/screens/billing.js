/** One account's billing: what it was charged beside what it paid, each opening to where the money went. */
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { date, money, words } from "../format.js";
import { ask } from "../graphql.js";
import { empty, failed, loading } from "../notices.js";
import { BILLING, TRANSACTION } from "../queries.js";
import { statusIcon, statusWords } from "../status.js";

const INCOME = new Set(["INVOICE", "CREDIT", "CANCELLATION"]);

/** @type {{ id: string, account: any, rows: any[], end: string | null, details: Map<string, any>, failure: any, busy: boolean }} */
const state = { id: "", account: null, rows: [], end: null, details: new Map(), failure: null, busy: false };

/**
 * @param {{ draw: () => void, lost: (failure: any) => boolean }} page
 * @param {string} id
 */
export function billingScreen(page, id) {
  if (state.id !== id) {
    Object.assign(state, { id, account: null, rows: [], end: null, details: new Map(), failure: null });
    load();
  }

  async function load(after = null) {
    state.busy = true;
    try {
      const { account } = await ask(BILLING, { id, after });
      if (state.id !== id) return;
      state.account = account;
      if (account) {
        const { nodes, pageInfo } = account.transactions;
        state.rows = after ? [...state.rows, ...nodes] : nodes;
        state.end = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      }
      state.failure = null;
    } catch (failure) {
      if (state.id !== id || page.lost(failure)) return;
      state.failure = failure;
    } finally {
      state.busy = false;
      page.draw();
    }
  }

  /** @param {string} transactionId */
  async function open(transactionId) {
    if (state.details.has(transactionId)) return;
    state.details.set(transactionId, null);
    try {
      const { transaction } = await ask(TRANSACTION, { id: transactionId });
      state.details.set(transactionId, transaction);
    } catch (failure) {
      state.details.delete(transactionId);
      if (page.lost(failure)) return;
      state.failure = failure;
    }
    page.draw();
  }

  const crumb = html`<p class="crumb"><a href="#/accounts">All accounts</a></p>`;
  if (state.failure) return html`${crumb}<div class="card">${failed(state.failure, () => load())}</div>`;
  if (state.busy && !state.account) return html`${crumb}<div class="card">${loading("the account")}</div>`;
  const account = state.account;
  if (!account) return html`${crumb}<div class="card">${empty("There is no such account, or you may not see it.")}</div>`;

  const income = state.rows.filter((row) => INCOME.has(row.kind));
  const cash = state.rows.filter((row) => !INCOME.has(row.kind));
  return html`${crumb}
    <div class="heading">
      <h1>${account.ownerName}</h1>
      <p class="soft">
        Account ${account.number}${account.members.length
          ? html`, with ${account.members.map((/** @type {any} */ member) => member.name).join(", ")}`
          : nothing}
      </p>
    </div>
    <dl class="card totals">
      ${total("Balance", account.balanceCents)} ${total("Expected balance", account.expectedBalanceCents)}
      ${total("Open to pay", account.unreconciledDebitCents)}
      ${total("Money not used", account.unreconciledCreditCents)}
    </dl>
    <div class="columns">
      ${column("Invoices and credits", income, "Nothing was charged yet.")}
      ${column("Payments and refunds", cash, "No money came or went yet.")}
    </div>
    ${state.end
      ? html`<div class="more">
          <button class="button quiet" ?disabled=${state.busy} @click=${() => load(/** @type {any} */ (state.end))}>
            Show earlier transactions
          </button>
        </div>`
      : nothing}`;

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
    return html`<details class="transaction" @toggle=${(/** @type {Event} */ event) => {
      if (/** @type {HTMLDetailsElement} */ (event.target).open) open(row.id);
    }}>
      <summary>
        ${statusIcon(row.status, row.statusReason)}
        <span class="what">
          <strong>${words(row.kind)}${row.description === words(row.kind) ? nothing : `: ${row.description}`}</strong>
          <span class="small">${how.filter(Boolean).join(" · ")}</span>
        </span>
        <span class="money">${money(row.amountCents, account.currency)}</span>
      </summary>
      ${items(state.details.get(row.id), row)}
    </details>`;
  }

  /**
   * @param {any} details
   * @param {any} row
   */
  function items(details, row) {
    if (!details) return loading("its items");
    return html`<ul class="items">
      <li class="small">${statusWords(row.status)}. ${row.statusReason}</li>
      ${details.items.map((/** @type {any} */ item) => html`<li>
        <div>
          <span>${item.description}
            <span class="small">${[item.ledgerCode?.code, item.member?.name].filter(Boolean).join(" · ")}</span>
          </span>
          <span class="money">${money(item.amountCents, account.currency)}</span>
        </div>
        ${flow(item, row)}
      </li>`)}
    </ul>`;
  }

  /**
   * @param {any} item
   * @param {any} row
   */
  function flow(item, row) {
    const edges = item.reconciliations.edges;
    if (!edges.length) return html`<p class="small">${item.statusReason}</p>`;
    return html`<ul class="flow">
      ${edges.map((/** @type {any} */ edge) => html`<li>
        <span>${row.side === "CREDIT" ? "to" : "from"} ${words(edge.counterpart.transaction.kind).toLowerCase()}
          ${edge.counterpart.transaction.number}, ${date(edge.counterpart.transaction.date)}${row.side === "CREDIT"
            ? `: ${edge.counterpart.description}`
            : ""}</span>
        <span class="money">${money(edge.node.amountCents, account.currency)}</span>
      </li>`)}
      ${item.reconciliations.pageInfo.hasNextPage ? html`<li>and more</li>` : nothing}
    </ul>`;
  }
}
