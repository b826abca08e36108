/** Giving money back, and where it comes from: open money that has arrived (domain R20). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { decimalText, moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { confirm } from "../parts/dialog.js";
import { dateField, moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { byArrows, marks } from "../parts/marks.js";
import { METHODS } from "../parts/methods.js";
import { empty } from "../parts/notices.js";
import { reconcileNow } from "../parts/recorded.js";
import { OPEN_CREDITS, RECORD_REFUND } from "../queries/recording.js";
import { parseMoney } from "../typed-money.js";

/**
 * @param {{ id: string, number: string, ownerName: string, currency: string, balanceCents: number }} account
 * @param {{ id: string, cents: number }} [source] a transaction whose open money is given back
 */
export function recordRefund({ id, number, ownerName, currency, balanceCents }, source) {
  const open = lookup(OPEN_CREDITS, { number });
  /** @type {(name: string) => string} */
  let read = () => "";
  const cents = () => parseMoney(read("amount"), currency).cents;
  const marked = marks({ currency, path: "sources", whole: "transactionId", gets: "gives", cents });
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  /** @type {import("../mutation.js").Editing} */
  let form;

  function offer() {
    /** @type {any[]} */
    const found = open.data?.account?.transactions.nodes ?? [];
    if (open.data) marked.offer(found.filter((each) => each.paymentState !== "PROCESSING"), source?.id);
    form.typed();
  }

  return openForm({
    title: `Refund: ${ownerName}`,
    style: "wide",
    query: RECORD_REFUND,
    begin(edit) {
      form = edit;
      open.read(offer);
    },
    input(typed, problem) {
      read = typed;
      marked.reads(typed);
      const { cents: amountCents, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("amountCents", wrong);
      const sources = marked.input(problem);
      if (sources.length && amountCents && marked.split().left) problem("amountCents", `What is marked has ${text(amountCents - marked.split().left)} open. Mark more, or give back less.`);
      return {
        accountId: id,
        amountCents,
        method: typed("method"),
        date: typed("date") || undefined,
        reference: typed("reference") || undefined,
        sources: sources.length ? sources : undefined,
      };
    },
    fields: (edit, typed) => {
      read = typed;
      marked.reads(typed);
      return html`
        <div class="pair" @keydown=${byArrows}>
          ${moneyField({
            name: "amount",
            label: "Amount",
            currency,
            value: source ? decimalText(source.cents, currency) : "",
            error: edit.error("amountCents"),
            focus: true,
          })}
          ${selectField({ name: "method", label: "Method", options: METHODS, value: "CARD", error: edit.error("method") })}
          ${dateField({ name: "date", label: "Date", optional: true, error: edit.error("date"), hint: "Today, if left empty." })}
          ${textField({ name: "reference", label: "Reference", optional: true, error: edit.error("reference"), hint: "Such as a check number." })}
        </div>
        ${whenKnown(open, "the open money", offer, () =>
          marked.offered
            ? marked.view(edit, "Which open money is given back?")
            : empty(
                "No money is open on this account.",
                "To give back what has paid for something, cancel its items first, or delete its reconciliation.",
              ),
        )}
      `;
    },
    preview: (edit) => html`<dl>
      <div><dt>${marked.chosen.length ? "From what is marked" : "From nothing that is marked"}</dt><dd>${text((cents() ?? 0) - marked.split().left)}</dd></div>
      ${balanceAfter(balanceCents, currency, edit)}
    </dl>`,
    async sure() {
      if (!(await open.known())) return false;
      if (marked.chosen.length || !cents() || !marked.offered) return true;
      return confirm(
        "Leave the refund unreconciled?",
        html`<p>You have not marked which money is given back. The refund then stays unreconciled, and no ledger code is known for it, until somebody reconciles it.</p>`,
        "Leave it unreconciled",
        "Go back and mark",
      );
    },
    save: "Record refund",
    said: ({ transaction }) => `Refund ${transaction.number} of ${text(transaction.amountCents)} recorded.`,
    next: reconcileNow,
  });
}
