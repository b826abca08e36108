/** The left pane: the queue in its groups, and how far one has come. */
import { guard } from "../../../vendor/lit-html/directives/guard.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { numberText } from "../../locale.js";
import { moneyText, sumText } from "../../money.js";
import { msg, texts } from "../../texts.js";
import { isLine } from "./entries.js";

await texts("match");

/** @typedef {import("./entries.js").Entry} Entry */

/** The id of an entry's row. @param {string} id */
export const rowId = (id) => `row-${id}`;

/**
 * @param {Entry} entry
 * @param {boolean} here
 * @param {(id: string) => void} choose
 */
function rowOf(entry, here, choose) {
  const { id, likelihood, sending, problem, currency, cents, name, facts } = entry;
  return html`<li>
    <button
      type="button"
      id=${rowId(id)}
      class="entry ${sending ? "sending" : problem ? "refused" : likelihood}"
      data-row
      aria-current=${here ? "true" : nothing}
      @click=${() => choose(id)}
    >
      <b>${name}</b><span class="money">${moneyText(cents, currency)}</span>
      <small>${sending ? `${msg("match-saving")} ` : nothing}${problem || facts}</small>
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
            ? html`<button type="button" class="link" aria-expanded=${queue.showsKept} @click=${() => ((queue.showsKept = !queue.showsKept), queue.select(shown?.id ?? ""))}>${isFolded ? msg("match-show-kept", { count: entries.length }) : msg("match-hide-kept", { count: entries.length })}</button>`
            : html`<span>${numberText(entries.length)}</span>`}
        </h2>
        ${isFolded ? nothing : html`<ul>${repeat(entries, (each) => each.id, (each) => guard([each, each === shown], () => rowOf(each, each === shown, choose)))}</ul>`}
      </section>`;
    })}
    ${queue.more ? html`<p class="soft only-some">${msg("match-only-oldest")}</p>` : nothing}
  </div>`;
}

/**
 * Entries as money and lines, each with their sum: a line may be the same money. Money in and money out make no sum.
 * @param {Pick<Entry, "kind" | "cents" | "currency">[]} entries
 */
export function countsText(entries) {
  const lines = entries.filter(isLine);
  const money = entries.filter((each) => !isLine(each));
  const sumOfLines = lines.some(({ cents }) => cents < 0) ? "" : `, ${sumText(lines)}`;
  const ofMoney = money.length ? `${msg("match-payments", { count: money.length })}, ${sumText(money)}` : "";
  const ofLines = lines.length ? msg("match-bank-lines", { count: lines.length }) + sumOfLines : "";
  return ofMoney && ofLines ? msg("shell-and", { one: ofMoney, other: ofLines }) : ofMoney || ofLines;
}

/** How much was matched here, and how much is left. @param {import("./queue.js").Queue} queue */
export function progressView(queue) {
  const left = queue.left;
  const done = [...queue.accepted.values()].map(({ entry, cents }) => ({ ...entry, cents }));
  if (!left.length && !done.length) return nothing;
  return html`<p class="soft">${left.length ? msg("match-left", { what: countsText(left) }) : msg("match-none-left")}</p>
    ${done.length
      ? html`<progress max=${done.length + left.length} value=${done.length} aria-label=${msg("match-so-far")}></progress>
          <p class="soft">${msg("match-count-matched", { count: done.length })}</p>`
      : nothing}`;
}
