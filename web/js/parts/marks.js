/**
 * Marking what an amount is for: transactions as a whole, or single items of them, each with an exact amount or as far
 * as the money goes (domain R12, R12a). The marks are followed in the order in which they were made, and what each item
 * gets is shown beside it at every key.
 */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { followMarks } from "../allocation.js";
import { moneyText } from "../money.js";
import { parseMoney } from "../typed-money.js";
import { dateText, words } from "../words.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("marks", "operations");

/** @typedef {{ id: string, description: string, unreconciledCents: number, member?: { name: string } | null }} OpenItem */
/** @typedef {{ id: string, number: string, kind: string, date: string, dueOn?: string | null, unreconciledCents: number, items: OpenItem[] }} OpenTransaction */
/** @typedef {{ transaction: OpenTransaction, item?: OpenItem }} Chosen */
/** @typedef {(name: string) => string} Typed */

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
  /** @type {Chosen[]} */
  let chosen = [];
  /** @type {OpenTransaction[]} */
  let open = [];
  /** @type {Set<string>} */
  const unfolded = new Set();
  let wanted = "";
  /** @type {Typed} */
  let typed = () => "";

  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const keyOf = (/** @type {Chosen} */ { transaction, item }) => (item ?? transaction).id;
  /** Where each mark stands, as it is drawn. @type {Map<string, number>} */
  let places = new Map();
  const at = (/** @type {string} */ id) => places.get(id) ?? -1;
  /** An exact amount; undefined where none was typed or it is none. @param {Chosen} each */
  function exact(each) {
    const said = typed(`mark-${keyOf(each)}`);
    return said ? parseMoney(said, currency).cents : undefined;
  }
  const asked = () =>
    chosen.map((each) => ({ items: each.item ? [each.item] : each.transaction.items, cents: exact(each) }));
  /** How the money falls, as it stands. */
  const split = () => followMarks(cents() ?? 0, asked());

  /** @param {OpenTransaction} transaction */
  function toggleWhole(transaction) {
    const marked = at(transaction.id) >= 0 || payable(transaction).every((item) => at(item.id) >= 0);
    chosen = chosen.filter((each) => each.transaction.id !== transaction.id);
    if (!marked) chosen.push({ transaction });
  }

  /**
   * @param {OpenTransaction} transaction
   * @param {OpenItem} item
   */
  function toggleItem(transaction, item) {
    const place = at(transaction.id);
    const others = payable(transaction).filter((each) => each.id !== item.id);
    if (place >= 0) chosen.splice(place, 1, ...others.map((each) => ({ transaction, item: each })));
    else if (at(item.id) >= 0) chosen.splice(at(item.id), 1);
    else chosen.push({ transaction, item });
  }

  /** Marks all that is open, the oldest first; with an amount, as far as it goes. */
  function oldestFirst() {
    chosen = [];
    const most = cents() ?? Infinity;
    let sum = 0;
    for (const transaction of open) {
      if (sum >= most) break;
      chosen.push({ transaction });
      sum += transaction.unreconciledCents;
    }
  }

  /**
   * The field for an exact amount of a mark, and what is wrong with it.
   * @param {Chosen} each
   * @param {ReturnType<typeof followMarks>} now
   * @param {import("../mutation.js").Editing} edit
   */
  function amountOf(each, now, edit) {
    const index = at(keyOf(each));
    if (index < 0) return nothing;
    const name = `mark-${keyOf(each)}`;
    const place = `${path}.${index}`;
    const refused = edit.error(place, `${place}.amountCents`, `${place}.itemId`, `${place}.${whole}`);
    const problem = now.problems.get(index);
    const local = problem === "NO_ROOM" ? "More than is open." : problem ? "More than is left." : "";
    const wrong = refused || local;
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
   * @param {ReturnType<typeof followMarks>} now
   * @param {import("../mutation.js").Editing} edit
   */
  function transactionView(transaction, now, edit) {
    const items = payable(transaction);
    const wholly = at(transaction.id) >= 0;
    const some = items.filter((item) => at(item.id) >= 0).length;
    const one = items.length === 1 && items[0].description === words(transaction.kind);
    const shown = !one && (open.length <= FEW || wholly || some > 0 || unfolded.has(transaction.id));
    const paid = items.reduce((sum, item) => sum + (now.parts.get(item.id) ?? 0), 0);
    return html`<li ?hidden=${!found(transaction)}>
      <div class="mark whole">
        <label>
          <input
            type="checkbox"
            ?autofocus=${transaction === open[0]}
            .checked=${wholly || (some > 0 && some === items.length)}
            .indeterminate=${some > 0 && some < items.length}
            @input=${() => toggleWhole(transaction)}
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
   * @param {ReturnType<typeof followMarks>} now
   * @param {import("../mutation.js").Editing} edit
   */
  function itemView(transaction, item, now, edit) {
    const wholly = at(transaction.id) >= 0;
    const marked = wholly || at(item.id) >= 0;
    const part = now.parts.get(item.id) ?? 0;
    return html`<li class="mark">
      <label>
        <input type="checkbox" .checked=${marked} @input=${() => toggleItem(transaction, item)} />
        <span>${item.description}${item.member ? html` <small>${item.member.name}</small>` : nothing}</span>
      </label>
      ${wholly ? nothing : amountOf({ transaction, item }, now, edit)}
      <span class="money">${text(item.unreconciledCents)}</span>
      <span class="money part">${marked ? html`<span class="visually-hidden">${gets} </span>${text(part)}` : nothing}</span>
    </li>`;
  }

  /** @param {OpenTransaction} transaction */
  function found(transaction) {
    if (!wanted || chosen.some((each) => each.transaction.id === transaction.id)) return true;
    return `${transaction.number} ${transaction.items.map((item) => `${item.description} ${item.member?.name ?? ""}`).join(" ")}`
      .toLowerCase()
      .includes(wanted);
  }

  return {
    /** What is chosen, in its order. */
    get chosen() {
      return chosen;
    },
    /** How many there are to be marked. */
    get offered() {
      return open.length;
    },
    /** What was typed is read by this from now on. @param {Typed} reader */
    reads(reader) {
      typed = reader;
    },
    split,
    /** What each marked item gets, in the order of the marks. */
    falls() {
      const { parts } = split();
      const reached = asked().flatMap(({ items }) => items.filter((item) => item.unreconciledCents > 0));
      return [...new Set(reached.map(({ id }) => id))].map((id) => parts.get(id) ?? 0);
    },
    /** What is open and not marked at all. */
    unmarked: () =>
      open.reduce((sum, each) => sum + each.unreconciledCents, 0) -
      [...new Map(asked().flatMap(({ items }) => items.map((item) => [item.id, item.unreconciledCents]))).values()].reduce((sum, each) => sum + each, 0),
    /**
     * The marks as the input has them; `problem` says what is wrong with their amounts.
     * @param {(path: string, text: string) => void} problem
     */
    input(problem) {
      const now = split();
      return chosen.map((each, index) => {
        const name = `mark-${keyOf(each)}`;
        const said = typed(name);
        const { cents: amountCents, problem: wrong } = said ? parseMoney(said, currency) : {};
        if (wrong) problem(`${path}.${index}.amountCents`, wrong);
        else if (now.problems.has(index)) {
          problem(`${path}.${index}.amountCents`, now.problems.get(index) === "NO_ROOM" ? "More than is open." : "More than is left.");
        }
        return each.item ? { itemId: each.item.id, amountCents } : { [whole]: each.transaction.id, amountCents };
      });
    },
    /**
     * Which there are, with what is open of them now; what was chosen stays chosen, as far as it is there.
     * @param {OpenTransaction[]} transactions the oldest first
     * @param {string} [first] the id of a transaction to be marked at once
     */
    offer(transactions, first) {
      open = transactions;
      chosen = chosen.flatMap((each) => {
        const transaction = open.find(({ id }) => id === each.transaction.id);
        const item = transaction?.items.find(({ id }) => id === each.item?.id);
        return transaction && (item || !each.item) ? [{ transaction, item }] : [];
      });
      const transaction = open.find(({ id }) => id === first);
      if (transaction && !chosen.length) chosen = [{ transaction }];
    },
    /**
     * @param {import("../mutation.js").Editing} edit
     * @param {string} legend
     */
    view: (edit, legend) => {
      places = new Map(chosen.map((each, index) => [keyOf(each), index]));
      const now = split();
      return html`<fieldset class="marks" @keydown=${byArrows}>
        <legend>${legend}</legend>
        <div class="marks-head">
          ${open.length > MANY
            ? html`<input
                type="search"
                placeholder="Number, description or member"
                aria-label="Find among what is open"
                @input=${(/** @type {InputEvent} */ event) => {
                  wanted = /** @type {HTMLInputElement} */ (event.target).value.trim().toLowerCase();
                }}
              />`
            : nothing}
          <button type="button" class="plain" @click=${() => (oldestFirst(), edit.typed())}>Mark oldest first</button>
          ${chosen.length
            ? html`<button type="button" class="plain" @click=${() => ((chosen = []), edit.typed())}>Mark none</button>`
            : nothing}
          <span class="money" aria-hidden="true">open</span><span class="money part" aria-hidden="true">${gets}</span>
        </div>
        <ul class="marks-list">
          ${repeat(open, (each) => each.id, (each) => transactionView(each, now, edit))}
        </ul>
      </fieldset>`;
    },
  };
}

/** What of a transaction can be marked. @param {OpenTransaction} transaction */
const payable = (transaction) => transaction.items.filter((item) => item.unreconciledCents > 0);

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
