/** The left pane: the queue in its groups, and how far one has come. */
import { guard } from "../../../vendor/lit-html/directives/guard.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { moneyText } from "../../money.js";
import { counted, dateText, words } from "../../words.js";

/** @typedef {import("./queue.js").Entry} Entry */

/** Amounts of entries by currency, as text. @param {Entry[]} entries */
export function sumText(entries) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { currency, cents } of entries) sums.set(currency, (sums.get(currency) ?? 0) + cents);
  return [...sums].map(([currency, cents]) => moneyText(cents, currency)).join(" + ");
}

/** What an entry is: its number, how and when it came, and the payer's reference. @param {Entry} entry */
export const factsOf = ({ transaction: { number, kind, method, paymentState, date, reference } }) =>
  [number, kind === "PAYMENT" && method ? words(method) : words(kind), paymentState === "PROCESSING" ? "processing" : "", dateText(date), reference ? `“${reference}”` : ""].filter(Boolean).join(" · ");

/** The id of an entry's row. @param {string} id */
export const rowId = (id) => `row-${id}`;

/**
 * @param {Entry} entry
 * @param {boolean} here
 * @param {(id: string) => void} choose
 */
function rowOf(entry, here, choose) {
  const { id, likelihood, sending, problem, currency, cents, transaction } = entry;
  return html`<li>
    <button
      type="button"
      id=${rowId(id)}
      class="entry ${sending ? "sending" : problem ? "refused" : likelihood}"
      data-row
      aria-current=${here ? "true" : nothing}
      @click=${() => choose(id)}
    >
      <b>${transaction.account.ownerName}</b><span class="money">${moneyText(cents, currency)}</span>
      <small>${sending ? "Saving… " : nothing}${problem || factsOf(entry)}</small>
    </button>
  </li>`;
}

/**
 * @param {import("./queue.js").Queue} queue
 * @param {(id: string) => void} choose
 */
export function rowsView(queue, choose) {
  const shown = queue.selected;
  return html`<div class="entries">
    ${queue.groups().map(({ key, title, hint, entries }) => {
      if (!entries.length) return nothing;
      const isFolded = key === "kept" && !queue.showsKept;
      return html`<section aria-labelledby="group-${key}">
        <h2 id="group-${key}">
          ${title} <small>${hint}</small>
          ${key === "kept"
            ? html`<button type="button" class="link" aria-expanded=${queue.showsKept} @click=${() => ((queue.showsKept = !queue.showsKept), queue.select(shown?.id ?? ""))}>${isFolded ? "Show" : "Hide"} ${entries.length}</button>`
            : html`<span>${entries.length}</span>`}
        </h2>
        ${isFolded ? nothing : html`<ul>${repeat(entries, (each) => each.id, (each) => guard([each, each === shown], () => rowOf(each, each === shown, choose)))}</ul>`}
      </section>`;
    })}
    ${queue.more ? html`<p class="soft only-some">Only the oldest are listed. The next ones come when these are done.</p>` : nothing}
  </div>`;
}

/** How much was matched here, and how much is left. @param {import("./queue.js").Queue} queue */
export function progressView(queue) {
  const left = queue.left;
  const done = [...queue.accepted.values()];
  if (!left.length && !done.length) return nothing;
  return html`<p class="soft">${counted(left.length, "left", "left")}${left.length ? html` · ${sumText(left)}` : nothing}</p>
    ${done.length
      ? html`<progress max=${done.length + left.length} value=${done.length} aria-label="Matched"></progress>
          <p class="soft">${counted(done.length, "matched", "matched")} · ${sumText(done.map(({ entry, cents }) => ({ ...entry, cents })))}</p>`
      : nothing}`;
}
