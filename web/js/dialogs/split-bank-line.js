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
import { msg, texts } from "../texts.js";
import { parseMoney } from "../typed-money.js";

await stylesheet("operations");
await texts("explain");

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
    return { name, choice: accountChoice({ query: ACCOUNTS_FOUND, currency, name, of: msg("explain-part", { number: name }) }) };
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
    title: msg("explain-several-title", { line: lineText(line, currency) }),
    style: "wide",
    query: RECORD_FROM_BANK_LINE,
    onOpen: (edit) => parts.forEach(({ choice }) => choice.onOpen(edit)),
    input(typed, problem) {
      read = typed;
      const shares = parts.map(({ name, choice }, index) => {
        choice.reads(typed);
        const to = choice.chosen();
        if (!to) problem(`shares.${index}.accountId`, msg("explain-choose-account"));
        const amount = typed(`amount${name}`);
        const { cents, problem: wrong } = amount ? parseMoney(amount, currency) : {};
        if (wrong) problem(`shares.${index}.amountCents`, wrong);
        return { accountId: to?.id, amountCents: cents, method: typed("method") };
      });
      return { bankLineId: line.id, shares };
    },
    fields: (edit, typed) => {
      read = typed;
      return html`<p class="soft">${msg("explain-several-means")}</p>
        ${repeat(parts, ({ name }) => name, ({ name, choice }, index) => {
          choice.reads(typed);
          return html`<div class="item-row">
            ${choice.view(edit, { error: edit.error(`shares.${index}.accountId`), focus: index === 0 })}
            ${moneyField({
              name: `amount${name}`,
              label: msg("explain-amount"),
              of: msg("explain-part", { number: name }),
              currency,
              error: edit.error(`shares.${index}.amountCents`, `shares.${index}`),
              hint: centsOf(name) === undefined && left() > 0 ? msg("explain-empty-rest", { amount: text(left()) }) : nothing,
            })}
            ${parts.length > 1
              ? html`<button type="button" class="plain remove" aria-label=${msg("explain-remove-part", { number: name })} @click=${() => remove(edit, name)}>
                  <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
                </button>`
              : nothing}
          </div>`;
        })}
        <button type="button" class="plain add" @click=${() => add(edit)}>${msg("explain-add-account")}</button>
        ${edit.error("shares") ? html`<p class="problem" role="alert">${edit.error("shares")}</p>` : nothing}
        ${selectField({ name: "method", label: msg("explain-method"), options: METHODS, value: "TRANSFER" })}`;
    },
    preview: ({ preview, fresh }) => html`${preview && fresh ? duplicateWarning(preview.possibleDuplicates) : nothing}
      ${preview && fresh
        ? html`<dl>
            ${preview.transactions.map((each) => html`<div><dt>${each.account.ownerName}</dt><dd>${text(each.amountCents)}</dd></div>`)}
            <div class=${leftOf(preview.bankLine) ? "remains" : ""}><dt>${msg("explain-left-of-line")}</dt><dd>${text(leftOf(preview.bankLine))}</dd></div>
          </dl>`
        : html`<dl><div><dt>${msg("explain-to-share")}</dt><dd>${text(whole)}</dd></div></dl>`}`,
    save: comesIn ? msg("explain-record-several") : msg("explain-record-several-refunds"),
    successMessage({ transactions: { length: count }, bankLine, possibleDuplicates }) {
      const recorded = comesIn ? msg("explain-payments-recorded", { count }) : msg("explain-refunds-recorded", { count });
      return `${recorded} ${leftText(bankLine, currency)}${duplicateNote(possibleDuplicates)}`;
    },
    undoes({ transactions: { length: count } }) {
      const named = { count, line: lineText(line, currency) };
      return { what: comesIn ? msg("explain-payments-from", named) : msg("explain-refunds-from", named), withdraws: true };
    },
  });
}
