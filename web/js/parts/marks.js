/** Marks as one makes them: what is open in a list, and beside each item what it gets, at every key. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { moneyText } from "../money.js";
import { dateText, words } from "../words.js";
import { keyOf, marking, payable } from "./marking.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("marks", "operations");

/** @typedef {import("./marking.js").OpenItem} OpenItem */
/** @typedef {import("./marking.js").OpenTransaction} OpenTransaction */
/** @typedef {import("./marking.js").Chosen} Chosen */
/** @typedef {ReturnType<import("./marking.js").Marking["split"]>} Split */

/** From how many transactions on their items are shown only when asked for, and how many a search is worth. */
const FEW = 4;
const MANY = 8;

/**
 * @param {object} what
 * @param {string} what.currency
 * @param {string} what.path the input's field: "applyTo"
 * @param {string} what.whole the name of a transaction in it: "invoiceId"
 * @param {string} what.gets what the money does: "pays"
 * @param {() => number | undefined} what.cents how much there is, once that is known
 */
export function marks({ currency, path, whole, gets, cents }) {
  const made = marking({ currency, path, whole, cents });
  /** @type {Set<string>} */
  const unfolded = new Set();
  let wanted = "";
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);

  /**
   * The field for an exact amount of a mark, and what is wrong with it.
   * @param {Chosen} each
   * @param {Split} now
   * @param {import("../mutation.js").Editing} edit
   */
  function amountOf(each, now, edit) {
    const index = made.at(keyOf(each));
    if (index < 0) return nothing;
    const name = `mark-${keyOf(each)}`;
    const place = `${path}.${index}`;
    const refused = edit.error(place, `${place}.amountCents`, `${place}.itemId`, `${place}.${whole}`);
    const wrong = refused || made.problemAt(now, index);
    return html`<span class="exact"
      ><input
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        placeholder="all that fits"
        aria-label="Exactly how much of ${each.item?.description ?? each.transaction.number}"
        aria-invalid=${wrong ? "true" : "false"}
        aria-describedby="wrong-${name}"
      /><small class="problem" id="wrong-${name}">${wrong || nothing}</small></span
    >`;
  }

  /**
   * @param {OpenTransaction} transaction
   * @param {Split} now
   * @param {import("../mutation.js").Editing} edit
   */
  function transactionView(transaction, now, edit) {
    const items = payable(transaction);
    const wholly = made.at(transaction.id) >= 0;
    const some = items.filter((item) => made.at(item.id) >= 0).length;
    const one = items.length === 1 && items[0].description === words(transaction.kind);
    const shown = !one && (made.open.length <= FEW || wholly || some > 0 || unfolded.has(transaction.id));
    const paid = items.reduce((sum, item) => sum + (now.parts.get(item.id) ?? 0), 0);
    return html`<li ?hidden=${!found(transaction)}>
      <div class="mark whole">
        <label>
          <input
            type="checkbox"
            ?autofocus=${transaction === made.open[0]}
            .checked=${wholly || (some > 0 && some === items.length)}
            .indeterminate=${some > 0 && some < items.length}
            @input=${() => made.toggleWhole(transaction)}
          />
          <span>
            <b>${words(transaction.kind)} <span class="number">${transaction.number}</span></b>
            <small>${dateText(transaction.date)}${transaction.dueOn && transaction.dueOn !== transaction.date ? html`, due ${dateText(transaction.dueOn)}` : nothing}</small>
          </span>
        </label>
        ${shown || one
          ? nothing
          : html`<button type="button" class="plain fold" @click=${() => (unfolded.add(transaction.id), edit.typed())}>
              ${items.length === 1 ? items[0].description : `${items.length} items`}
            </button>`}
        ${amountOf({ transaction }, now, edit)}
        <span class="money">${text(transaction.unreconciledCents)}</span>
        <span class="money part">${paid ? html`<span class="visually-hidden">${gets} </span>${text(paid)}` : nothing}</span>
      </div>
      ${shown ? html`<ul>${items.map((item) => itemView(transaction, item, now, edit))}</ul>` : nothing}
    </li>`;
  }

  /**
   * @param {OpenTransaction} transaction
   * @param {OpenItem} item
   * @param {Split} now
   * @param {import("../mutation.js").Editing} edit
   */
  function itemView(transaction, item, now, edit) {
    const wholly = made.at(transaction.id) >= 0;
    const marked = wholly || made.at(item.id) >= 0;
    const part = now.parts.get(item.id) ?? 0;
    return html`<li class="mark">
      <label>
        <input type="checkbox" .checked=${marked} @input=${() => made.toggleItem(transaction, item)} />
        <span>${item.description}${item.member ? html` <small>${item.member.name}</small>` : nothing}</span>
      </label>
      ${wholly ? nothing : amountOf({ transaction, item }, now, edit)}
      <span class="money">${text(item.unreconciledCents)}</span>
      <span class="money part">${marked ? html`<span class="visually-hidden">${gets} </span>${text(part)}` : nothing}</span>
    </li>`;
  }

  /** @param {OpenTransaction} transaction */
  function found(transaction) {
    if (!wanted || made.chosen.some((each) => each.transaction.id === transaction.id)) return true;
    return `${transaction.number} ${transaction.items.map((item) => `${item.description} ${item.member?.name ?? ""}`).join(" ")}`
      .toLowerCase()
      .includes(wanted);
  }

  /**
   * @param {import("../mutation.js").Editing} edit
   * @param {string} legend
   */
  function view(edit, legend) {
    const now = made.split();
    return html`<fieldset class="marks" @keydown=${byArrows}>
      <legend>${legend}</legend>
      <div class="marks-head">
        ${made.open.length > MANY
          ? html`<input
              type="search"
              placeholder="Number, description or member"
              aria-label="Find among what is open"
              @input=${(/** @type {InputEvent} */ event) => {
                wanted = /** @type {HTMLInputElement} */ (event.target).value.trim().toLowerCase();
              }}
            />`
          : nothing}
        <button type="button" class="plain" @click=${() => (made.oldestFirst(), edit.typed())}>Mark oldest first</button>
        ${made.chosen.length
          ? html`<button type="button" class="plain" @click=${() => (made.none(), edit.typed())}>Mark none</button>`
          : nothing}
        <span class="money" aria-hidden="true">open</span><span class="money part" aria-hidden="true">${gets}</span>
      </div>
      <ul class="marks-list">
        ${repeat(made.open, (each) => each.id, (each) => transactionView(each, now, edit))}
      </ul>
    </fieldset>`;
  }

  return Object.assign(made, { view });
}

/**
 * Down and up go from mark to mark, and down from the amount to the first.
 * @param {KeyboardEvent} event
 */
export function byArrows(event) {
  if (event.defaultPrevented || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const target = /** @type {HTMLInputElement} */ (event.target);
  const boxes = /** @type {HTMLElement[]} */ ([...(target.closest("form")?.querySelectorAll(".marks input[type=checkbox]") ?? [])]).filter(
    (box) => box.checkVisibility(),
  );
  const place = boxes.indexOf(target);
  if (place < 0 && target.name !== "amount") return;
  event.preventDefault();
  const next = boxes[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) next.focus();
  else if (event.key === "ArrowUp") /** @type {HTMLElement | null} */ (target.closest("form")?.querySelector("[name=amount]"))?.focus();
}
