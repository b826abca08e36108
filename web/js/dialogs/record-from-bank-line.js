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
import { msg, texts } from "../texts.js";
import { asTyped, parseMoney } from "../typed-money.js";
import { words } from "../words.js";

await stylesheet("operations");
await texts("explain");

const RECEIVED = [
  { value: "PAYMENT", text: msg("explain-payment") },
  { value: "DEPOSIT", text: msg("explain-deposit") },
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
  const marked = marks({ currency, path: "shares.0.applyTo", whole: "invoiceId", gets: msg("explain-pays"), cents });
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
      <span class="soft">${msg("explain-paid-before")}</span>
      ${known.map((each) => html`<button type="button" class="chip" @click=${() => (choice.take(each), edit.typed())}>${each.ownerName} · ${each.number}</button>`)}
    </p>`;
  }

  /** @param {import("../mutation.js").Editing} edit */
  function dues(edit) {
    if (!comesIn || !choice.chosen()) return nothing;
    if (lacks.length) return html`<p class="soft">${msg("explain-stays-unapplied", { lacking: lackingText(lacks) })}</p>`;
    return whenKnown(invoices, msg("explain-open-items"), () => readInvoices(edit), () =>
      marked.offered ? marked.view(edit, msg("explain-apply-to")) : html`<p class="soft">${msg("explain-nothing-due")}</p>`,
    );
  }

  return openForm({
    title: comesIn ? msg("explain-payment-title", { line: lineText(line, currency) }) : msg("explain-refund-title", { line: lineText(line, currency) }),
    style: "wide",
    query: RECORD_FROM_BANK_LINE,
    onOpen(edit) {
      choice.onOpen(edit);
      if (comesIn && (line.payerAccount || line.payerName)) before.read(() => propose(edit));
    },
    input(typed, problem) {
      reads(typed);
      const to = choice.chosen();
      if (!to) problem("shares.0.accountId", msg("explain-choose-account"));
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
        ${line.text || line.payerName ? html`<p class="soft">${[line.payerName, line.text && msg("explain-quoted", { text: line.text })].filter(Boolean).join(" · ")}</p>` : nothing}
        ${payer(edit)} ${choice.view(edit, { error: edit.error("shares.0.accountId"), focus: true })}
        <div class="pair">
          ${comesIn ? selectField({ name: "kind", label: msg("explain-record-as"), options: RECEIVED, value: "PAYMENT", error: edit.error("shares.0.kind") }) : nothing}
          ${moneyField({
            name: "amount",
            label: msg("explain-amount"),
            currency,
            value: asTyped(whole, currency),
            error: edit.error("shares.0.amountCents", "shares", "shares.0"),
            hint: feeOf(line) ? msg("explain-kept-becomes-fee", { amount: text(Math.abs(feeOf(line))) }) : nothing,
          })}
          ${selectField({ name: "method", label: msg("explain-method"), options: METHODS, value: feeOf(line) ? "CARD" : "TRANSFER", error: edit.error("shares.0.method") })}
        </div>
        ${dues(edit)}
        ${comesIn ? nothing : html`<p class="soft">${msg("explain-refund-afterwards")}</p>`}
      </div>`;
    },
    preview: ({ preview, fresh }) => {
      if (!preview || !fresh) return choice.chosen() ? nothing : html`<p class="soft">${msg("explain-choose-to-see")}</p>`;
      const [made] = preview.transactions;
      return html`${duplicateWarning(preview.possibleDuplicates)}
        ${preview.possibleDuplicates.length ? html`<p class="soft">${msg("explain-same-money")}</p>` : nothing}
        <dl>
          <div><dt>${msg("explain-balance-after", { owner: made.account.ownerName })}</dt><dd>${text(made.account.balanceCents)}</dd></div>
          <div class=${made.unreconciledCents ? "remains" : ""}><dt>${comesIn ? msg("explain-unapplied") : msg("explain-without-source")}</dt><dd>${text(made.unreconciledCents)}</dd></div>
        </dl>`;
    },
    confirmBeforeSave: () => (comesIn && !lacks.length && choice.chosen() ? ask() : Promise.resolve(true)),
    save: comesIn ? msg("explain-record") : msg("explain-record-refund"),
    successMessage: ({ transactions: [made], bankLine, possibleDuplicates }) =>
      `${msg("explain-recorded", { kind: words(made.kind), number: made.number, amount: text(made.amountCents) })} ${leftText(bankLine, currency)}${duplicateNote(possibleDuplicates)}`,
    next: ({ transactions: [transaction] }) => reconcileNow({ transaction }),
    undoes: ({ transactions: [transaction] }) => recorded(transaction.kind, currency)({ transaction }),
  });
}
