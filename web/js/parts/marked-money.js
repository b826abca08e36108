/** Money applied to selected items: a payment to what it pays, a refund to its sources (domain R12, R20). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { parseMoney } from "../typed-money.js";
import { NO_LABELS, typedLabels } from "./label-fields.js";
import { lookup } from "./lookup.js";
import { byArrows, marks } from "./marks.js";
import { inBrief, moneyFields, moneyInput } from "./money-fields.js";

/**
 * @template Transaction
 * @typedef {{ account: { transactions: { nodes: Transaction[], totalCount?: number } } | null }} Open
 */

/**
 * @template {Open<import("./marking.js").OpenTransaction>} Data
 * @template {"applyTo" | "sources"} Path
 * @param {object} what
 * @param {{ id: string, number: string, currency: string }} what.account
 * @param {import("../../types/document.js").Document<Data, { number: string }>} what.query query of the open transactions by account number
 * @param {Path} what.path the input's field
 * @param {string} what.whole the input's field for a whole transaction: "invoiceId"
 * @param {string} what.gets verb for what the money does: "pays"
 * @param {string} what.rest what happens to the remaining money: "stays on the account"
 * @param {string} [what.first] id of a transaction to select at once
 * @param {boolean} [what.offers] whether items can be selected
 * @param {(transaction: NonNullable<NoInfer<Data>["account"]>["transactions"]["nodes"][number]) => boolean} [what.fits] whether a transaction can be selected
 */
export function markedMoney({ account: { id, number, currency }, query, path, whole, gets, rest, first, offers = true, fits = () => true }) {
  const open = lookup(query, { number });
  /** @type {(name: string) => string} */
  let read = () => "";
  const cents = () => parseMoney(read("amount"), currency).cents;
  const marked = marks({ currency, path, whole, gets, cents });
  /** @type {import("../mutation.js").Editing} */
  let form;

  /** @param {(name: string) => string} typed */
  function reads(typed) {
    read = typed;
    marked.reads(typed);
  }

  function offer() {
    const found = open.data?.account?.transactions.nodes ?? [];
    if (open.data) marked.offer(found.filter(fits), first);
    form.typed();
  }

  return {
    open,
    marked,
    cents,
    offer,
    reads,
    /** @param {import("../mutation.js").Editing} edit */
    onOpen(edit) {
      form = edit;
      if (offers) open.read(offer);
    },
    /**
     * What was typed, that in `labelFields` too.
     * @param {(name: string) => string} typed
     * @param {(path: string, text: string) => void} problem
     */
    input(typed, problem) {
      reads(typed);
      const money = moneyInput(typed, problem, currency);
      const chosen = marked.input(problem);
      return { accountId: id, ...money, ...typedLabels(typed, problem, NO_LABELS), .../** @type {{ [Field in Path]?: typeof chosen }} */ (chosen.length ? { [path]: chosen } : {}) };
    },
    /**
     * The money fields; the down arrow leads from the amount to the items.
     * @param {import("../mutation.js").Editing} edit
     * @param {{ value?: string, hint?: unknown, reference: string }} how as `moneyFields` takes it
     */
    fields(edit, how) {
      const brief = cents() === undefined ? undefined : inBrief({ does: gets, parts: marked.falls(), left: marked.split().left, rest, currency });
      return html`<div @keydown=${byArrows}>${moneyFields(edit, { currency, brief, ...how })}</div>`;
    },
  };
}
