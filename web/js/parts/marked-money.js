/** Money with marks on what it is for: a payment with what it pays, a refund with what it gives back (domain R12, R20). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { parseMoney } from "../typed-money.js";
import { lookup } from "./lookup.js";
import { byArrows, marks } from "./marks.js";
import { inBrief, moneyFields, moneyInput } from "./money-fields.js";

/**
 * @param {object} what
 * @param {{ id: string, number: string, currency: string }} what.account
 * @param {string} what.query what is open, by the account's number
 * @param {string} what.path the input's field: "applyTo"
 * @param {string} what.whole the name of a transaction in it: "invoiceId"
 * @param {string} what.gets what the money does: "pays"
 * @param {string} what.rest what becomes of what no mark uses: "stays on the account"
 * @param {string} [what.first] the id of a transaction to be marked at once
 * @param {boolean} [what.offers] whether anything is offered to be marked
 * @param {(transaction: any) => boolean} [what.fits] whether a transaction may be marked
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
    /** @type {any[]} */
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
    begin(edit) {
      form = edit;
      if (offers) open.read(offer);
    },
    /**
     * @param {(name: string) => string} typed
     * @param {(path: string, text: string) => void} problem
     */
    input(typed, problem) {
      reads(typed);
      const money = moneyInput(typed, problem, currency);
      const chosen = marked.input(problem);
      return { accountId: id, ...money, ...(chosen.length ? { [path]: chosen } : {}) };
    },
    /**
     * The fields of the money; from its amount one goes down to the marks.
     * @param {import("../mutation.js").Editing} edit
     * @param {{ value?: string, hint?: unknown, reference: string }} how as `moneyFields` takes it
     */
    fields(edit, how) {
      const brief = cents() === undefined ? undefined : inBrief({ does: gets, parts: marked.falls(), left: marked.split().left, rest, currency });
      return html`<div @keydown=${byArrows}>${moneyFields(edit, { currency, brief, ...how })}</div>`;
    },
  };
}
