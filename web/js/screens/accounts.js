/** All accounts: found by owner, member, number or address, by the page. */
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { money } from "../format.js";
import { ask } from "../graphql.js";
import { empty, failed, lacking, loading } from "../notices.js";
import { ACCOUNT_NAMES, ACCOUNTS } from "../queries.js";

const PAGE = 50;
const MOST = 1000;

/** @returns {{ visit: number, search: string, rows: any[], total: number, end: string | null, failure: any, busy: boolean }} */
const nothingYet = () => ({ visit: 0, search: "", rows: [], total: 0, end: null, failure: null, busy: false });

let state = nothingYet();

/** What a slow answer to an older question must not overwrite. */
let asked = 0;
let typing = 0;

/** Drops what was shown, and whatever is still on its way. */
export function forget() {
  state = nothingYet();
  asked++;
  clearTimeout(typing);
}

/** Where the list is found again as it was left. */
export const address = () => `#/accounts${state.search ? `?search=${encodeURIComponent(state.search)}` : ""}`;

/**
 * @param {{ visit: number, draw: () => void, lost: (failure: any) => boolean, may: (permission: string) => boolean }} page
 * @param {URLSearchParams} parameters
 */
export function screen(page, parameters) {
  const title = "Accounts";
  if (!page.may("VIEW_CLIENT_ACCOUNTS")) {
    return { title, view: html`${heading()}<div class="card">${lacking("accounts", "VIEW_CLIENT_ACCOUNTS")}</div>` };
  }
  const billing = page.may("CLIENT_BILLING");
  const search = parameters.get("search") ?? "";
  if (state.visit !== page.visit) {
    // what was shown stays until the new rows are there, as many as there were
    const first = state.search === search ? Math.min(Math.max(state.rows.length, PAGE), MOST) : PAGE;
    Object.assign(state, { visit: page.visit, search });
    load(first);
  }

  /**
   * @param {number} first
   * @param {string | null} after
   */
  async function load(first, after = null) {
    const turn = ++asked;
    state.busy = true;
    try {
      const variables = { search: search || null, first, after };
      const { accounts } = await ask(billing ? ACCOUNTS : ACCOUNT_NAMES, variables);
      if (turn !== asked) return;
      state.rows = after ? [...state.rows, ...accounts.nodes] : accounts.nodes;
      state.total = accounts.totalCount;
      state.end = accounts.pageInfo.hasNextPage ? accounts.pageInfo.endCursor : null;
      state.failure = null;
    } catch (failure) {
      if (turn !== asked || page.lost(failure)) return;
      state.failure = failure;
    }
    state.busy = false;
    page.draw();
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

  return {
    title,
    view: html`${heading(
        html`<p class="soft" role="status">
            ${state.total ? `${state.total} ${state.total === 1 ? "account" : "accounts"}` : nothing}
          </p>
          <label class="search">
            <span class="visually-hidden">Search by owner, member, number or e-mail address</span>
            <input type="search" placeholder="Owner, member or number" .value=${search} @input=${type} />
          </label>`,
      )}
      <div class="card" aria-busy=${state.busy}>
        ${state.failure ? failed(state.failure, () => load(PAGE)) : nothing} ${list()}
      </div>
      ${billing ? nothing : lacking("billing", "CLIENT_BILLING")}`,
  };

  function list() {
    if (!state.rows.length && state.failure) return nothing;
    if (!state.rows.length && state.busy) return loading("accounts");
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
            ${billing
              ? html`<th scope="col" class="money">Open to pay</th>
                  <th scope="col" class="money">Money not used</th>
                  <th scope="col" class="money">Balance</th>`
              : nothing}
          </tr>
        </thead>
        <tbody>
          ${repeat(state.rows, (row) => row.id, (row) => accountRow(row, billing))}
        </tbody>
      </table>
      ${state.end
        ? html`<div class="more">
            <button class="button quiet" ?disabled=${state.busy} @click=${() => load(PAGE, state.end)}>Show more</button>
          </div>`
        : nothing}`;
  }
}

/** @param {unknown} beside */
function heading(beside = nothing) {
  return html`<div class="heading"><h1 tabindex="-1">Accounts</h1>${beside}</div>`;
}

/**
 * @param {any} row
 * @param {boolean} billing
 */
function accountRow(row, billing) {
  /**
   * @param {string} label
   * @param {number} cents
   */
  const amount = (label, cents) => html`<td class="money" data-label=${label}>${money(cents, row.currency)}</td>`;
  return html`<tr>
    <th scope="row"><a href="#/accounts/${encodeURIComponent(row.number)}">${row.ownerName}</a></th>
    <td class="number soft">${row.number}</td>
    ${billing
      ? html`${amount("Open to pay", row.unreconciledDebitCents)}
        ${amount("Money not used", row.unreconciledCreditCents)} ${amount("Balance", row.balanceCents)}`
      : nothing}
  </tr>`;
}
