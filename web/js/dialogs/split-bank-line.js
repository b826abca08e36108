/** Record one bank line on several accounts, such as a transfer for many families (domain R43a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { moneyText } from "../money.js";
import { accountChoice } from "../parts/account-choice.js";
import { feeOf, leftOf, leftText, lineText } from "../parts/bank-line.js";
import { duplicateNote, duplicateWarning } from "../parts/duplicates.js";
import { moneyField, selectField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { METHODS } from "../parts/methods.js";
import { stylesheet } from "../parts/stylesheet.js";
import { RECORD_FROM_BANK_LINE } from "../queries/bank.js";
import { ACCOUNTS_FOUND } from "../queries/mending.js";
import { parseMoney } from "../typed-money.js";
import { counted } from "../words.js";

await stylesheet("operations");

/**
 * @param {import("../parts/bank-line.js").BankLine} line
 * @param {string} currency
 */
export function splitBankLine(line, currency) {
  const comesIn = line.amountCents > 0;
  const whole = Math.abs(leftOf(line) - feeOf(line));
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  let made = 0;
  const newPart = () => {
    const name = String(++made);
    return { name, choice: accountChoice({ query: ACCOUNTS_FOUND, currency, name, of: `part ${name}` }) };
  };
  let parts = [newPart(), newPart()];
  /** @type {(name: string) => string} */
  let read = () => "";

  /** @param {string} name */
  const centsOf = (name) => (read(`amount${name}`) ? parseMoney(read(`amount${name}`), currency).cents : undefined);

  /** What the typed amounts leave. */
  const left = () => whole - parts.reduce((sum, { name }) => sum + (centsOf(name) ?? 0), 0);

  /** @param {import("../mutation.js").Editing} edit */
  function add(edit) {
    const part = newPart();
    parts = [...parts, part];
    part.choice.onOpen(edit);
    edit.typed();
    requestAnimationFrame(() => document.getElementById(`field-find${part.name}`)?.focus());
  }

  /** @param {import("../mutation.js").Editing} edit @param {string} name */
  function remove(edit, name) {
    parts = parts.filter((each) => each.name !== name);
    edit.typed();
  }

  return openForm({
    title: `Several accounts: ${lineText(line, currency)}`,
    style: "wide",
    query: RECORD_FROM_BANK_LINE,
    onOpen: (edit) => parts.forEach(({ choice }) => choice.onOpen(edit)),
    input(typed, problem) {
      read = typed;
      const shares = parts.map(({ name, choice }, index) => {
        choice.reads(typed);
        const to = choice.chosen();
        if (!to) problem(`shares.${index}.accountId`, "Choose the account.");
        const amount = typed(`amount${name}`);
        const { cents, problem: wrong } = amount ? parseMoney(amount, currency) : {};
        if (wrong) problem(`shares.${index}.amountCents`, wrong);
        return { accountId: to?.id, amountCents: cents, method: typed("method") };
      });
      return { bankLineId: line.id, shares };
    },
    fields: (edit, typed) => {
      read = typed;
      return html`<p class="soft">The text of the line is not copied to these accounts. Apply the money in Match, or to what is due on each account, afterwards.</p>
        ${repeat(parts, ({ name }) => name, ({ name, choice }, index) => {
          choice.reads(typed);
          return html`<div class="item-row">
            ${choice.view(edit, { error: edit.error(`shares.${index}.accountId`), focus: index === 0 })}
            ${moneyField({
              name: `amount${name}`,
              label: "Amount",
              of: `part ${name}`,
              currency,
              error: edit.error(`shares.${index}.amountCents`, `shares.${index}`),
              hint: centsOf(name) === undefined && left() > 0 ? `Empty: what is left, ${text(left())}` : nothing,
            })}
            ${parts.length > 1
              ? html`<button type="button" class="plain remove" aria-label="Remove part ${name}" @click=${() => remove(edit, name)}>
                  <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
                </button>`
              : nothing}
          </div>`;
        })}
        <button type="button" class="plain add" @click=${() => add(edit)}>Add an account</button>
        ${edit.error("shares") ? html`<p class="problem" role="alert">${edit.error("shares")}</p>` : nothing}
        ${selectField({ name: "method", label: "Method", options: METHODS, value: "TRANSFER" })}`;
    },
    preview: ({ preview, fresh }) => html`${preview && fresh ? duplicateWarning(preview.possibleDuplicates) : nothing}
      ${preview && fresh
        ? html`<dl>
            ${preview.transactions.map((each) => html`<div><dt>${each.account.ownerName}</dt><dd>${text(each.amountCents)}</dd></div>`)}
            <div class=${leftOf(preview.bankLine) ? "remains" : ""}><dt>Left of the line</dt><dd>${text(leftOf(preview.bankLine))}</dd></div>
          </dl>`
        : html`<dl><div><dt>To share out</dt><dd>${text(whole)}</dd></div></dl>`}`,
    save: `Record on ${comesIn ? "these accounts" : "these accounts as refunds"}`,
    successMessage: ({ transactions, bankLine, possibleDuplicates }) =>
      `${counted(transactions.length, comesIn ? "payment" : "refund")} recorded. ${leftText(bankLine, currency)}${duplicateNote(possibleDuplicates)}`,
    undoes: ({ transactions }) => ({ what: `${counted(transactions.length, comesIn ? "payment" : "refund")} from ${lineText(line, currency)}`, withdraws: true }),
  });
}
