/** Record the money of a bank line on one account, applied to what is marked (domain R43a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { accountChoice } from "../parts/account-choice.js";
import { feeOf, leftOf, leftText, lineText } from "../parts/bank-line.js";
import { duplicateNote, duplicateWarning } from "../parts/duplicates.js";
import { moneyField, selectField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { byArrows, marks } from "../parts/marks.js";
import { METHODS } from "../parts/methods.js";
import { lackingText } from "../parts/notices.js";
import { reconcileNow, recorded } from "../parts/recorded.js";
import { stylesheet } from "../parts/stylesheet.js";
import { unappliedQuestion } from "../parts/unapplied.js";
import { PAID_BEFORE, RECORD_FROM_BANK_LINE } from "../queries/bank.js";
import { ACCOUNTS_FOUND } from "../queries/mending.js";
import { OPEN_INVOICES } from "../queries/payment.js";
import { missing, RECONCILING } from "../session.js";
import { asTyped, parseMoney } from "../typed-money.js";
import { words } from "../words.js";

await stylesheet("operations");

const RECEIVED = [
  { value: "PAYMENT", text: "Payment" },
  { value: "DEPOSIT", text: "Deposit" },
];

/**
 * @param {import("../parts/bank-line.js").BankLine} line
 * @param {string} currency
 */
export function recordFromBankLine(line, currency) {
  const comesIn = line.amountCents > 0;
  const whole = Math.abs(leftOf(line) - feeOf(line));
  const lacks = comesIn ? missing(...RECONCILING) : [];
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  /** @type {(name: string) => string} */
  let read = () => "";
  const choice = accountChoice({ query: ACCOUNTS_FOUND, currency });
  const before = lookup(PAID_BEFORE, { search: line.payerAccount ?? line.payerName ?? "" });
  const invoices = lookup(OPEN_INVOICES, () => ({ number: choice.chosen()?.number ?? "" }));
  const cents = () => parseMoney(read("amount"), currency).cents;
  const marked = marks({ currency, path: "shares.0.applyTo", whole: "invoiceId", gets: "pays", cents });
  const ask = unappliedQuestion({ open: invoices, marked, cents }, currency);
  /** The account whose invoices were looked up. */
  let listed = "";

  /** @param {(name: string) => string} typed */
  function reads(typed) {
    read = typed;
    choice.reads(typed);
    marked.reads(typed);
  }

  /** Look up what is due on the chosen account, once. @param {import("../mutation.js").Editing} edit */
  function follow(edit) {
    const to = choice.chosen();
    if (!comesIn || lacks.length || !to || listed === to.number) return;
    listed = to.number;
    invoices.data = undefined;
    marked.offer([]);
    void readInvoices(edit);
  }

  /** @param {import("../mutation.js").Editing} edit */
  const readInvoices = (edit) =>
    invoices.read(() => {
      if (invoices.data) marked.offer(invoices.data.account?.transactions.nodes ?? []);
      edit.typed();
    });

  /** Who paid before is proposed; for one account alone, it is chosen. @param {import("../mutation.js").Editing} edit */
  function propose(edit) {
    const known = accountsBefore();
    if (known.length === 1 && !choice.chosen() && !read("find")) choice.take(known[0]);
    edit.typed();
  }

  const accountsBefore = () => before.data?.payers.nodes.flatMap(({ accounts }) => accounts).filter((each) => each.currency === currency) ?? [];

  /** @param {import("../mutation.js").Editing} edit */
  function payer(edit) {
    const known = accountsBefore().filter(({ id }) => id !== choice.chosen()?.id);
    if (!known.length) return nothing;
    return html`<p class="fits">
      <span class="soft">Paid before for</span>
      ${known.map((each) => html`<button type="button" class="chip" @click=${() => (choice.take(each), edit.typed())}>${each.ownerName} · ${each.number}</button>`)}
    </p>`;
  }

  /** @param {import("../mutation.js").Editing} edit */
  function dues(edit) {
    if (!comesIn || !choice.chosen()) return nothing;
    if (lacks.length) return html`<p class="soft">It will stay unapplied. To apply it: ${lackingText(lacks)}</p>`;
    return whenKnown(invoices, "the open items", () => readInvoices(edit), () =>
      marked.offered ? marked.view(edit, "Apply to") : html`<p class="soft">Nothing is due. It will stay unapplied.</p>`,
    );
  }

  return openForm({
    title: `${comesIn ? "Record payment" : "Record refund"}: ${lineText(line, currency)}`,
    style: "wide",
    query: RECORD_FROM_BANK_LINE,
    onOpen(edit) {
      choice.onOpen(edit);
      if (comesIn && (line.payerAccount || line.payerName)) before.read(() => propose(edit));
    },
    input(typed, problem) {
      reads(typed);
      const to = choice.chosen();
      if (!to) problem("shares.0.accountId", "Choose the account.");
      const { cents: amount, problem: wrong } = parseMoney(typed("amount"), currency);
      if (wrong) problem("shares.0.amountCents", wrong);
      const applyTo = comesIn ? marked.input(problem) : [];
      return {
        bankLineId: line.id,
        shares: [
          {
            accountId: to?.id,
            amountCents: amount === whole ? undefined : amount, // all that is left, with what a processor kept
            kind: typed("kind") || undefined,
            method: typed("method"),
            applyTo: applyTo.length ? applyTo : undefined,
          },
        ],
      };
    },
    fields: (edit, typed) => {
      reads(typed);
      follow(edit);
      return html`<div class="form" @keydown=${byArrows}>
        ${line.text || line.payerName ? html`<p class="soft">${[line.payerName, line.text && `“${line.text}”`].filter(Boolean).join(" · ")}</p>` : nothing}
        ${payer(edit)} ${choice.view(edit, { error: edit.error("shares.0.accountId"), focus: true })}
        <div class="pair">
          ${comesIn ? selectField({ name: "kind", label: "Record as", options: RECEIVED, value: "PAYMENT", error: edit.error("shares.0.kind") }) : nothing}
          ${moneyField({
            name: "amount",
            label: "Amount",
            currency,
            value: asTyped(whole, currency),
            error: edit.error("shares.0.amountCents", "shares", "shares.0"),
            hint: feeOf(line) ? `${text(Math.abs(feeOf(line)))} of it were kept by the processor, which becomes a fee.` : nothing,
          })}
          ${selectField({ name: "method", label: "Method", options: METHODS, value: feeOf(line) ? "CARD" : "TRANSFER", error: edit.error("shares.0.method") })}
        </div>
        ${dues(edit)}
        ${comesIn ? nothing : html`<p class="soft">Afterwards choose under Reconciliations which money is refunded.</p>`}
      </div>`;
    },
    preview: ({ preview, fresh }) => {
      if (!preview || !fresh) return choice.chosen() ? nothing : html`<p class="soft">Choose the account to see the effect.</p>`;
      const [made] = preview.transactions;
      return html`${duplicateWarning(preview.possibleDuplicates)}
        ${preview.possibleDuplicates.length ? html`<p class="soft">If it is the same money, go back and match it instead.</p>` : nothing}
        <dl>
          <div><dt>Balance of ${made.account.ownerName} after</dt><dd>${text(made.account.balanceCents)}</dd></div>
          <div class=${made.unreconciledCents ? "remains" : ""}><dt>${comesIn ? "Unapplied" : "Without a source"}</dt><dd>${text(made.unreconciledCents)}</dd></div>
        </dl>`;
    },
    confirmBeforeSave: () => (comesIn && !lacks.length && choice.chosen() ? ask() : Promise.resolve(true)),
    save: comesIn ? "Record and match" : "Record refund and match",
    successMessage: ({ transactions: [made], bankLine, possibleDuplicates }) =>
      `${words(made.kind)} ${made.number} of ${text(made.amountCents)} recorded. ${leftText(bankLine, currency)}${duplicateNote(possibleDuplicates)}`,
    next: ({ transactions: [transaction] }) => reconcileNow({ transaction }),
    undoes: ({ transactions: [transaction] }) => recorded(transaction.kind, currency)({ transaction }),
  });
}
