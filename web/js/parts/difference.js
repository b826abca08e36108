/** What an event changed, field by field: how it was and how it became, as people read it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { fieldWords, nounWords } from "../activity-words.js";
import { moneyText } from "../money.js";
import { dateText, momentText, words } from "../words.js";
import { permissionsText } from "./permissions.js";

/** Of no use to a reader: ids of the row itself, and what stands above it already. */
const LEFT_OUT = new Set([
  "id",
  "batch_id",
  "released_batch_id",
  "replaces_id",
  "recorded_at",
  "recorded_by",
  "recording_seq",
  "items",
]);

/** In items alone: what their transaction says already. */
const OF_ITS_TRANSACTION = new Set([...LEFT_OUT, "account_id", "transaction_id", "kind", "date", "side", "withdrawn_at"]);

const WORDS = new Set(["kind", "method", "state", "payment_state", "origin", "interval", "side"]);

/** What ids stand for, by id. @typedef {Map<string, any>} Names */

/**
 * The fields that an event set (where there was nothing before) or changed.
 * @param {any} event
 * @param {Names} names
 */
export function difference({ before, after, action }, names) {
  const currency = currencyOf(after ?? before, names);
  const now = after ?? before;
  const fields = inOrder(Object.keys(now)).filter(
    (name) => !LEFT_OUT.has(name) && (before && after ? !same(before[name], after[name]) : isTelling(name, now)),
  );
  const noun = action.split(".")[0];
  if (!fields.length) return html`<p class="soft">${noun === "user" ? "The password, which is stored nowhere as it is." : "Nothing that can be shown."}</p>`;
  const was = before && after;
  return html`<table class="table difference ${was ? "" : "made"}">
      <caption class="visually-hidden">What changed</caption>
      <thead>
        <tr><th scope="col">${nounWords(noun)}</th>${was ? html`<th scope="col">Before</th><th scope="col">After</th>` : html`<th scope="col">Recorded as</th>`}</tr>
      </thead>
      <tbody>
        ${fields.map(
          (name) => html`<tr>
            <th scope="row">${fieldWords(name)}</th>
            ${was ? html`<td data-title="Before">${shown(name, before[name], currency, names)}</td>` : nothing}
            <td data-title=${was ? "After" : nothing}>${shown(name, now[name], currency, names)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${!before && after?.items ? items(after.items, currency, names) : nothing}`;
}

/** What one looks for first. */
const FIRST = ["number", "code", "name", "kind", "credit_transaction_id", "credit_item_id", "planned_payment_id", "debit_transaction_id", "debit_item_id", "amount_cents", "date", "due_on", "method"];

/** @param {string[]} names */
const inOrder = (names) => [...FIRST.filter((name) => names.includes(name)), ...names.filter((name) => !FIRST.includes(name))];

/**
 * Whether a field of a new row says something: what is not so, and the account that stands above, need no words.
 * @param {string} name
 * @param {any} row
 */
const isTelling = (name, row) =>
  row[name] !== null && row[name] !== false && name !== "account_id" && !(name === "credit_account_id" && row[name] === row.account_id);

/**
 * @param {any[]} all
 * @param {string | undefined} currency
 * @param {Names} names
 */
const items = (all, currency, names) => html`<ol class="event-items">
  ${all.map((item) => {
    const facts = Object.keys(item).filter((name) => !OF_ITS_TRANSACTION.has(name) && item[name] !== null && !["description", "position", "amount_cents"].includes(name));
    return html`<li>
      ${item.description}, ${shown("amount_cents", item.amount_cents, currency, names)}
      ${facts.length ? html`<small>${facts.map((name) => html`${fieldWords(name)}: ${shown(name, item[name], currency, names)} `)}</small>` : nothing}
    </li>`;
  })}
</ol>`;

/**
 * @param {any} facts
 * @param {Names} names
 * @returns {string | undefined}
 */
export const currencyOf = (facts, names) => facts?.currency ?? names.get(facts?.account_id)?.currency;

/**
 * @param {unknown} one
 * @param {unknown} other
 */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * A value as it is read: money as money, dates as dates, ids by what they stand for.
 * @param {string} name
 * @param {any} value
 * @param {string | undefined} currency
 * @param {Names} names
 */
function shown(name, value, currency, names) {
  if (value === null || value === "") return html`<span class="soft">nothing</span>`;
  if (name === "permissions") return permissionsText(JSON.parse(value));
  if (name.endsWith("_cents")) return currency ? html`<span class="money">${moneyText(value, currency)}</span>` : `${value.toLocaleString()} minor units`;
  if (name.endsWith("_at")) return momentText(value);
  if (name.endsWith("_on") || name === "date") return dateText(value);
  if (name.endsWith("_id")) return nameView(value, names);
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return WORDS.has(name) ? words(value) : String(value);
}

/**
 * What an id stands for, with a link where there is a page for it.
 * @param {string} id
 * @param {Names} names
 */
export function nameView(id, names) {
  const found = names.get(id);
  switch (found?.__typename) {
    case "Account":
      return html`<a href="/accounts/${encodeURIComponent(found.number)}">${found.ownerName}</a> <span class="number soft">${found.number}</span>`;
    case "Transaction":
      return html`${words(found.kind)} <span class="number">${found.number}</span>`;
    case "TransactionItem":
      return found.description;
    case "LedgerCode":
      return `${found.code}, ${found.title}`;
    case "Member":
      return found.name;
    case "PlannedPayment":
      return `Planned payment due ${dateText(found.dueOn)}`;
    default:
      return html`<span class="soft">not there any more, or not for you to see</span>`;
  }
}

/**
 * Every id that events name, so that all can be asked for at once.
 * @param {any[]} events
 */
export function idsIn(events) {
  const found = new Set();
  /** @param {any} facts */
  const look = (facts) => {
    for (const [name, value] of Object.entries(facts ?? {})) {
      if (name === "items") /** @type {any[]} */ (value).forEach(look);
      else if (name.endsWith("_id") && value && !LEFT_OUT.has(name)) found.add(value);
    }
  };
  for (const { before, after } of events) {
    look(before);
    look(after);
  }
  return [...found];
}
