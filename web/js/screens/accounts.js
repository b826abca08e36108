/** All accounts: found by owner, member, number or address, by the page. */
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money } from "../format.js";
import { ask } from "../graphql.js";
import { empty, failed, loading } from "../notices.js";
import { ACCOUNTS } from "../queries.js";

/** @type {{ search: string | null, rows: any[], total: number, end: string | null, failure: any, busy: boolean }} */
const state = { search: null, rows: [], total: 0, end: null, failure: null, busy: false };

/** What a slow answer to an older question must not overwrite. */
let asked = 0;
let typing = 0;

/**
 * @param {{ draw: () => void, lost: (failure: any) => boolean }} page
 * @param {URLSearchParams} parameters
 */
export function accountsScreen(page, parameters) {
  const search = parameters.get("search") ?? "";
  if (state.search !== search) {
    Object.assign(state, { search, end: null, failure: null });
    load();
  }

  async function load(after = null) {
    const turn = ++asked;
    state.busy = true;
    try {
      const { accounts } = await ask(ACCOUNTS, { search: state.search || null, after });
      if (turn !== asked) return;
      state.rows = after ? [...state.rows, ...accounts.nodes] : accounts.nodes;
      state.total = accounts.totalCount;
      state.end = accounts.pageInfo.hasNextPage ? accounts.pageInfo.endCursor : null;
      state.failure = null;
    } catch (failure) {
      if (turn !== asked || page.lost(failure)) return;
      state.failure = failure;
    } finally {
      if (turn === asked) state.busy = false;
      page.draw();
    }
  }

  /** @param {InputEvent} event */
  function type(event) {
    const text = /** @type {HTMLInputElement} */ (event.target).value;
    clearTimeout(typing);
    typing = setTimeout(() => {
      const query = text ? `?search=${encodeURIComponent(text)}` : "";
      history.replaceState(null, "", `#/accounts${query}`);
      dispatchEvent(new HashChangeEvent("hashchange"));
    }, 150);
  }

  return html`<div class="heading">
      <h1>Accounts</h1>
      <p class="soft" role="status">${state.total ? `${state.total} ${state.total === 1 ? "account" : "accounts"}` : nothing}</p>
      <label class="search">
        <span class="visually-hidden">Search by owner, member, number or e-mail address</span>
        <input type="search" placeholder="Owner, member or number" .value=${search} @input=${type} />
      </label>
    </div>
    <div class="card">${body()}</div>`;

  function body() {
    if (state.failure) return failed(state.failure, () => load());
    if (state.busy && !state.rows.length) return loading("accounts");
    if (!state.rows.length) {
      return search
        ? empty(`No account matches “${search}”.`, "Try a part of the owner's or a member's name, or the number.")
        : empty("There are no accounts yet.", "Import a file with `tieout import accounts`, or create one through the API.");
    }
    return html`<table class="accounts">
        <caption class="visually-hidden">Accounts by owner</caption>
        <thead>
          <tr>
            <th scope="col">Owner</th>
            <th scope="col">Number</th>
            <th scope="col" class="money">Open to pay</th>
            <th scope="col" class="money">Money not used</th>
            <th scope="col" class="money">Balance</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(state.rows, (row) => row.id, accountRow)}
        </tbody>
      </table>
      ${state.end
        ? html`<div class="more">
            <button class="button quiet" ?disabled=${state.busy} @click=${() => load(/** @type {any} */ (state.end))}>
              Show more
            </button>
          </div>`
        : nothing}`;
  }
}

/** @param {any} row */
function accountRow(row) {
  return html`<tr>
    <th scope="row"><a href="#/accounts/${row.id}">${row.ownerName}</a></th>
    <td class="number soft">${row.number}</td>
    <td class="money" data-label="Open to pay">${money(row.unreconciledDebitCents, row.currency)}</td>
    <td class="money" data-label="Money not used">${money(row.unreconciledCreditCents, row.currency)}</td>
    <td class="money" data-label="Balance">${money(row.balanceCents, row.currency)}</td>
  </tr>`;
}
