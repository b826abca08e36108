/** The list of open items to select, each with the amount applied to it, updated at each key. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { finder, folded } from "../folding.js";
import { decimalText, moneyText } from "../money.js";
import { msg, texts } from "../texts.js";
import { dateText, isUsual, words } from "../words.js";
import { keyOf, marking, payable } from "./marking.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("marks");
await texts("marks");

/** @typedef {Pick<import("../mutation.js").Editing, "error" | "typed">} Drawn the form around the list */
/** @typedef {import("./marking.js").OpenItem} OpenItem */
/** @typedef {import("./marking.js").OpenTransaction} OpenTransaction */
/** @typedef {import("./marking.js").Chosen} Chosen */
/** @typedef {ReturnType<import("./marking.js").Marking["split"]>} Split */

/** Above this many transactions items are folded; above this many there is a search field. */
const FEW = 4;
const MANY = 8;

/**
 * @param {object} what
 * @param {string} what.currency
 * @param {string} what.path the input's field: "applyTo"
 * @param {string} what.whole the input's field for a whole transaction: "invoiceId"
 * @param {string} what.gets verb for what the money does: "pays"
 * @param {() => number | undefined} what.cents the amount of money, once known
 * @param {boolean} [what.search] whether there is a search field however few there are, and it has the focus
 * @param {(name: string) => string} [what.kept] what was typed into a field that is drawn anew
 * @param {boolean} [what.dialog] whether it stands in a dialog: the first item has the focus then, and what the amount
 *   fits exactly is proposed
 */
export function marks({ currency, path, whole, gets, cents, search = false, kept = () => "", dialog = true }) {
  const made = marking({ currency, path, whole, cents });
  /** @type {Set<string>} */
  const unfolded = new Set();
  let wanted = "";
  let finds = finder(wanted);
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);

  /**
   * The field for a mark's exact amount, with its error.
   * @param {Chosen} each
   * @param {Split} now
   * @param {Drawn} edit
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
        .defaultValue=${kept(name)}
        placeholder=${msg("marks-maximum")}
        aria-label=${msg("marks-amount-for", { what: [each.item?.description, each.transaction.number].filter(Boolean).join(", ") })}
        aria-invalid=${wrong ? "true" : "false"}
        aria-describedby="wrong-${name}"
      /><small class="problem" id="wrong-${name}">${wrong || nothing}</small></span
    >`;
  }

  /**
   * @param {OpenTransaction} transaction
   * @param {Split} now
   * @param {Drawn} edit
   */
  function transactionView(transaction, now, edit) {
    const items = payable(transaction);
    const found = matching(transaction);
    const wholly = made.at(transaction.id) >= 0;
    const some = items.filter((item) => made.at(item.id) >= 0).length;
    const one = items.length === 1 && isUsual(items[0].description, transaction.kind);
    const shown = !one && (made.open.length <= FEW || wholly || some > 0 || !found.whole || unfolded.has(transaction.id));
    const paid = items.reduce((sum, item) => sum + (now.parts.get(item.id) ?? 0), 0);
    return html`<li ?hidden=${!found.items.length}>
      <div class="mark whole">
        <label>
          <input
            type="checkbox"
            ?hidden=${!found.whole}
            ?autofocus=${dialog && transaction === made.open[0]}
            .checked=${wholly || (some > 0 && some === items.length)}
            .indeterminate=${some > 0 && some < items.length}
            @input=${() => made.toggleWhole(transaction)}
          />
          <span>
            <b>${words(transaction.kind)} <span class="number">${transaction.number}</span></b>
            <small>${dateText(transaction.date)}${transaction.dueOn && transaction.dueOn !== transaction.date ? `, ${msg("marks-due", { date: dateText(transaction.dueOn) })}` : nothing}${transaction.about ? html` · ${transaction.about}` : nothing}</small>
          </span>
        </label>
        ${shown || one
          ? nothing
          : html`<button type="button" class="plain fold" aria-label=${msg("marks-of", { what: itemsText(items), number: transaction.number })} @click=${() => (unfolded.add(transaction.id), edit.typed())}>
              ${itemsText(items)}
            </button>`}
        ${amountOf({ transaction }, now, edit)}
        <span class="money">${text(transaction.unreconciledCents)}</span>
        <span class="money part">${paid ? html`<span class="visually-hidden">${gets} </span>${text(paid)}` : nothing}</span>
      </div>
      ${shown ? html`<ul>${found.items.map((item) => itemView(transaction, item, now, edit))}</ul>` : nothing}
    </li>`;
  }

  /**
   * @param {OpenTransaction} transaction
   * @param {OpenItem} item
   * @param {Split} now
   * @param {Drawn} edit
   */
  function itemView(transaction, item, now, edit) {
    const wholly = made.at(transaction.id) >= 0;
    const marked = wholly || made.at(item.id) >= 0;
    const part = now.parts.get(item.id) ?? 0;
    return html`<li class="mark">
      <label>
        <input type="checkbox" .checked=${marked} @input=${() => made.toggleItem(transaction, item)} />
        <span>${item.description}${item.member ? html` <small>${item.member.name}</small>` : nothing}<span class="visually-hidden">, ${transaction.number}</span></span>
      </label>
      ${wholly ? nothing : amountOf({ transaction, item }, now, edit)}
      <span class="money">${text(item.unreconciledCents)}</span>
      <span class="money part">${marked ? html`<span class="visually-hidden">${gets} </span>${text(part)}` : nothing}</span>
    </li>`;
  }

  /**
   * What the search finds of a transaction: all of it, some of its items, or nothing. What is selected stays in sight.
   * @param {OpenTransaction} transaction
   * @returns {{ whole: boolean, items: OpenItem[] }}
   */
  function matching(transaction) {
    const items = payable(transaction);
    if (!wanted || made.at(transaction.id) >= 0 || finds(textOf(transaction, currency))) return { whole: true, items };
    const found = items.filter((item) => made.at(item.id) >= 0 || finds(itemText(item, currency)));
    return { whole: !search && found.length > 0 && found.length === items.length, items: found };
  }

  /** Select the first that the search finds. */
  function selectFirst() {
    const transaction = wanted ? made.open.find((each) => matching(each).items.length) : undefined;
    if (!transaction) return;
    const { whole, items } = matching(transaction);
    if (whole) made.toggleWhole(transaction);
    else made.toggleItem(transaction, items[0]);
  }

  /** What the amount fits exactly, one click each. @param {Pick<Drawn, "typed">} edit */
  function proposals(edit) {
    const found = dialog ? made.proposals() : [];
    if (!found.length) return nothing;
    return html`<p class="fits">
      <span class="soft">${msg("marks-exactly", { amount: text(/** @type {number} */ (cents())) })}</span>
      ${found.map(({ text: what, chosen }) => html`<button type="button" class="chip" data-fits @click=${() => (made.take(chosen), edit.typed())}>${what}</button>`)}
    </p>`;
  }

  /** @param {Pick<Drawn, "typed">} edit */
  function selectOldest(edit) {
    made.oldestFirst();
    edit.typed();
  }

  /**
   * @param {Drawn} edit
   * @param {string} legend
   */
  function view(edit, legend) {
    const now = made.split();
    return html`<fieldset class="marks" @keydown=${byArrows}>
      <legend>${legend}</legend>
      ${proposals(edit)}
      <div class="marks-head">
        ${search || made.open.length > MANY
          ? html`<input
              type="search"
              ?autofocus=${search}
              autocomplete="off"
              placeholder=${msg("marks-search-by")}
              aria-label=${msg("marks-search")}
              @input=${(/** @type {InputEvent} */ event) => {
                wanted = folded(/** @type {HTMLInputElement} */ (event.target).value);
                finds = finder(wanted);
              }}
            />`
          : nothing}
        <button type="button" class="plain oldest" aria-keyshortcuts="Alt+O" @click=${() => selectOldest(edit)}>
          ${msg("marks-select-oldest")} <kbd aria-hidden="true">Alt+O</kbd>
        </button>
        ${made.chosen.length
          ? html`<button type="button" class="plain" @click=${() => (made.none(), edit.typed())}>${msg("marks-clear")}</button>`
          : nothing}
        <span class="money" aria-hidden="true">${msg("marks-open")}</span><span class="money part" aria-hidden="true">${gets}</span>
      </div>
      <ul class="marks-list">
        ${repeat(made.open, (each) => each.id, (each) => transactionView(each, now, edit))}
      </ul>
    </fieldset>`;
  }

  return Object.assign(made, { view, selectFirst });
}

/** A single item's description, or how many there are. @param {OpenItem[]} items */
const itemsText = (items) => (items.length === 1 ? items[0].description : msg("marks-items", { count: items.length }));

/**
 * What a search finds a transaction by.
 * @param {OpenTransaction} transaction
 * @param {string} currency
 */
const textOf = ({ number, kind, date, reference, about, unreconciledCents }, currency) =>
  folded(`${number} ${words(kind)} ${date} ${dateText(date)} ${reference ?? ""} ${about ?? ""} ${decimalText(unreconciledCents, currency)}`);

/**
 * @param {OpenItem} item
 * @param {string} currency
 */
const itemText = ({ description, member, unreconciledCents }, currency) =>
  folded(`${description} ${member?.name ?? ""} ${decimalText(unreconciledCents, currency)}`);

/**
 * Arrow keys move between proposals and items, and from the amount to the first of them; Alt+O selects the oldest.
 * @param {KeyboardEvent} event
 */
export function byArrows(event) {
  const target = /** @type {HTMLInputElement} */ (event.target);
  const form = target.closest("form");
  if (event.altKey && event.code === "KeyO" && !event.defaultPrevented) {
    event.preventDefault();
    return /** @type {HTMLElement | null | undefined} */ (form?.querySelector(".marks .oldest"))?.click();
  }
  if (event.defaultPrevented || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const boxes = /** @type {HTMLElement[]} */ ([...(form?.querySelectorAll(".marks :is([data-fits], input[type=checkbox])") ?? [])]).filter(
    (box) => box.checkVisibility(),
  );
  const place = boxes.indexOf(target);
  if (place < 0 && target.name !== "amount") return;
  event.preventDefault();
  const next = boxes[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) next.focus();
  else if (event.key === "ArrowUp") /** @type {HTMLElement | null | undefined} */ (form?.querySelector("[name=amount]"))?.focus();
}
