/** What an event changed, field by field, before and after. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { fieldWords, nounWords } from "../activity-words.js";
import { moneyText } from "../money.js";
import { msg, msgView, texts } from "../texts.js";
import { dateText, momentText, words } from "../words.js";
import { permissionsText } from "./permissions.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("table");
await texts("log");

/** Fields to hide: the row's own ids, and what is shown above it. */
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

/** Fields to hide in items: those of their transaction. */
const OF_ITS_TRANSACTION = new Set([...LEFT_OUT, "account_id", "transaction_id", "kind", "date", "side", "withdrawn_at"]);

const WORDS = new Set(["kind", "method", "state", "payment_state", "origin", "interval", "side"]);

/** The records that ids refer to, by id. @typedef {Map<string, import("../queries/activity.js").Names_nodes>} Names */
/** A row as it is stored. @typedef {Record<string, Stored>} Snapshot */
/** @typedef {string | number | boolean | null} Cell */
/** @typedef {Cell | undefined | Record<string, Cell>[]} Stored */
/** @typedef {{ action: string, before: Snapshot | null, after: Snapshot | null }} Change */

/**
 * The fields that an event set or changed.
 * @param {Change} event
 * @param {Names} names
 */
export function difference({ before, after, action }, names) {
  const now = after ?? before ?? {};
  const currency = currencyOf(now, names);
  const fields = inOrder(Object.keys(now)).filter(
    (name) => !LEFT_OUT.has(name) && (before && after ? !same(before[name], after[name]) : isTelling(name, now)),
  );
  const noun = action.split(".")[0];
  if (!fields.length) return html`<p class="soft">${noun === "user" ? msg("log-password-changed") : msg("log-no-details")}</p>`;
  const was = before && after;
  return html`<table class="table difference ${was ? "" : "made"}">
      <caption class="visually-hidden">${msg("log-what-changed")}</caption>
      <thead>
        <tr><th scope="col">${nounWords(noun)}</th>${was ? html`<th scope="col">${msg("log-before")}</th><th scope="col">${msg("log-after")}</th>` : html`<th scope="col">${msg("log-value")}</th>`}</tr>
      </thead>
      <tbody>
        ${fields.map(
          (name) => html`<tr>
            <th scope="row">${fieldWords(name)}</th>
            ${was ? html`<td data-title=${msg("log-before")}>${shown(name, before[name], currency, names)}</td>` : nothing}
            <td data-title=${was ? msg("log-after") : nothing}>${shown(name, now[name], currency, names)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${!before && Array.isArray(after?.items) ? items(after.items, currency, names) : nothing}`;
}

/** Fields to show first, in this order. */
const FIRST = ["number", "code", "name", "kind", "credit_transaction_id", "credit_item_id", "planned_payment_id", "debit_transaction_id", "debit_item_id", "amount_cents", "date", "due_on", "method"];

/** @param {string[]} names */
const inOrder = (names) => [...FIRST.filter((name) => names.includes(name)), ...names.filter((name) => !FIRST.includes(name))];

/**
 * Whether a field of a new row is worth showing: not if it is empty or repeats the account shown above.
 * @param {string} name
 * @param {Snapshot} row
 */
const isTelling = (name, row) =>
  row[name] !== null && row[name] !== false && name !== "account_id" && !(name === "credit_account_id" && row[name] === row.account_id);

/**
 * @param {Record<string, Cell>[]} all
 * @param {string | undefined} currency
 * @param {Names} names
 */
const items = (all, currency, names) => html`<ol class="event-items">
  ${all.map((item) => {
    const details = Object.keys(item).filter((name) => !OF_ITS_TRANSACTION.has(name) && item[name] !== null && !["description", "position", "amount_cents"].includes(name));
    return html`<li>
      ${item.description}, ${shown("amount_cents", item.amount_cents, currency, names)}
      ${details.length ? html`<small>${details.map((name) => html`${msgView("log-labelled", { label: fieldWords(name), value: shown(name, item[name], currency, names) })} `)}</small>` : nothing}
    </li>`;
  })}
</ol>`;

/**
 * @param {Snapshot} snapshot
 * @param {Names} names
 */
export function currencyOf({ currency, account_id: id }, names) {
  const account = names.get(String(id));
  return currency ? String(currency) : account?.__typename === "Account" ? account.currency : undefined;
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Format a value: money as money, dates as dates, ids as the records they refer to.
 * @param {string} name
 * @param {Stored} value
 * @param {string | undefined} currency
 * @param {Names} names
 */
function shown(name, value, currency, names) {
  if (value === undefined || value === null || value === "") return html`<span class="soft">${msg("log-none")}</span>`;
  if (typeof value === "boolean") return value ? msg("log-yes") : msg("log-no");
  if (typeof value === "number" && name.endsWith("_cents")) return currency ? html`<span class="money">${moneyText(value, currency)}</span>` : msg("log-minor-units", { count: value });
  const text = String(value);
  if (name === "permissions") return permissionsText(JSON.parse(text));
  if (name.endsWith("_at")) return momentText(text);
  if (name.endsWith("_on") || name === "date") return dateText(text);
  if (name.endsWith("_id")) return nameView(text, names);
  return WORDS.has(name) ? words(text) : text;
}

/**
 * The record that an id refers to, with a link if it has a page.
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
      return msg("log-planned-payment", { date: dateText(found.dueOn) });
    default:
      return html`<span class="soft">${msg("log-gone")}</span>`;
  }
}

/**
 * Return every id in the events, to look them up at once.
 * @param {Change[]} events
 */
export function idsIn(events) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {Snapshot | null} snapshot */
  const look = (snapshot) => {
    for (const [name, value] of Object.entries(snapshot ?? {})) {
      if (Array.isArray(value)) value.forEach(look);
      else if (name.endsWith("_id") && value && !LEFT_OUT.has(name)) found.add(String(value));
    }
  };
  for (const { before, after } of events) {
    look(before);
    look(after);
  }
  return [...found];
}
