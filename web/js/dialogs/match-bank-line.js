/** Explain a bank line by money that is recorded already: candidates by amount and date, or by a search (domain R43a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { decimalText, moneyText } from "../money.js";
import { feeOf, leftOf, leftText, lineText, offLines } from "../parts/bank-line.js";
import { moneyField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { byArrows, marks } from "../parts/marks.js";
import { empty } from "../parts/notices.js";
import { daysAfter } from "../parts/period.js";
import { stylesheet } from "../parts/stylesheet.js";
import { MATCH_BANK_LINE, MONEY_FOUND } from "../queries/bank.js";
import { msg, texts } from "../texts.js";
import { asTyped, parseMoney } from "../typed-money.js";
import { words } from "../words.js";

await stylesheet("operations");
await texts("explain");

/** How many days from the line money is looked for at first. */
const NEAR_DAYS = 10;

/** @typedef {import("../queries/bank.js").MoneyFound_accounts_nodes} Account */
/** @typedef {import("../queries/bank.js").MoneyFound_accounts_nodes_found_nodes} Money */
/** @typedef {import("../parts/marking.js").OpenTransaction & { processing: boolean }} Candidate */

/** What may be on a line: money in, money out, or money that the bank took back. @type {Record<string, import("../../types/schema.js").TransactionKind[]>} */
const KINDS = { received: ["PAYMENT", "DEPOSIT"], paid: ["REFUND", "PAYMENT_CORRECTION"], returned: ["PAYMENT", "DEPOSIT"] };

/**
 * @param {import("../parts/bank-line.js").BankLine} line
 * @param {string} currency
 */
export function matchBankLine(line, currency) {
  const comesIn = line.amountCents > 0;
  const left = Math.abs(leftOf(line));
  const fee = Math.abs(feeOf(line));
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  /** @type {(name: string) => string} */
  let read = () => "";
  const how = () => (comesIn ? "received" : read("how") || "paid");
  const typedFee = () => (read("fee") ? (parseMoney(read("fee"), currency).cents ?? 0) : 0);
  const cents = () => left + (comesIn ? typedFee() : 0);
  const marked = marks({ currency, path: "parts", whole: "transactionId", gets: msg("explain-explains"), cents });
  const money = lookup(MONEY_FOUND, () => ({
    search: read("find") || decimalText(left + fee, currency),
    currency,
    kinds: KINDS[how()],
    period: read("when") === "any" ? null : { range: { from: daysAfter(line.bookedOn, -NEAR_DAYS), to: daysAfter(line.bookedOn, NEAR_DAYS) } },
  }));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let shownAs = "";

  /** What is found, with what is selected already: a search takes nothing away. */
  function offer() {
    const distance = (/** @type {Candidate} */ each) => Math.abs(Date.parse(each.date) - Date.parse(line.bookedOn));
    const sorted = candidates().sort((one, other) => Number(other.unreconciledCents === left) - Number(one.unreconciledCents === left) || distance(one) - distance(other));
    const selected = marked.chosen.map(({ transaction }) => transaction);
    marked.offer([...new Map([...selected, ...sorted].map((each) => [each.id, each])).values()]);
  }

  /** What the search finds itself; where that is nothing, the latest money of the accounts that it finds. @returns {Candidate[]} */
  function candidates() {
    const accounts = money.data?.accounts.nodes ?? [];
    const found = accounts.flatMap((account) => candidatesOf(account, account.found.nodes));
    return found.length || !read("find") ? found : accounts.flatMap((account) => candidatesOf(account, account.latest.nodes));
  }

  /** @param {Account} account @param {Money[]} transactions @returns {Candidate[]} */
  const candidatesOf = ({ number, ownerName }, transactions) =>
    transactions.flatMap((each) => {
      const open = how() === "returned" ? (each.paymentState === "FAILED" ? 0 : each.amountCents) : offLines(each);
      if (!open) return [];
      const processing = each.paymentState === "PROCESSING";
      const about = [ownerName, number, each.method ? words(each.method) : "", processing ? msg("explain-processing") : "", each.reference ? msg("explain-quoted", { text: each.reference }) : ""].filter(Boolean).join(" · ");
      return [{ ...each, about, unreconciledCents: open, processing, items: [{ id: `${each.id}-all`, description: words(each.kind), unreconciledCents: open }] }];
    });

  /** @param {import("../mutation.js").Editing} edit */
  const search = (edit) =>
    money.read(() => {
      offer();
      edit.typed();
    });

  /** Look for the other kind of money. @param {import("../mutation.js").Editing} edit */
  function otherKind(edit) {
    if (shownAs === how()) return;
    const isFirst = !shownAs;
    shownAs = how(); // before the search, which draws at once
    if (isFirst) return;
    marked.none();
    marked.offer([]);
    money.data = undefined;
    void search(edit);
  }

  /** @param {import("../mutation.js").Editing} edit */
  function soon(edit) {
    clearTimeout(timer);
    timer = setTimeout(() => search(edit), 200);
  }

  /** @param {(name: string) => string} typed */
  function reads(typed) {
    read = typed;
    marked.reads(typed);
  }

  /** Selected money that is under way: the line shows that it came. */
  const confirms = () => how() === "received" && marked.chosen.some(({ transaction }) => /** @type {Candidate} */ (transaction).processing);

  /** @param {import("../mutation.js").Editing} edit */
  const list = (edit) =>
    whenKnown(money, msg("explain-recorded-money"), () => search(edit), ({ accounts }) =>
      marked.offered
        ? html`${marked.view(edit, msg("explain-recorded-money-list"))}
            ${accounts.pageInfo.hasNextPage ? html`<p class="soft">${msg("explain-only-first", { shown: accounts.nodes.length })}</p>` : nothing}`
        : empty(
            read("find") ? msg("explain-no-match", { search: read("find") }) : msg("explain-none-near", { amount: text(left + fee) }),
            msg("explain-search-how"),
          ),
    );

  return openForm({
    title: msg("explain-match-title", { line: lineText(line, currency) }),
    style: "wide",
    query: MATCH_BANK_LINE,
    onOpen: search,
    input(typed, problem) {
      reads(typed);
      const returned = how() === "returned";
      const chosen = marked.input(problem);
      if (!chosen.length) problem("parts", msg("explain-select"));
      if (returned && !typed("reason")) problem("parts.0.reason", msg("explain-enter-bank-reason"));
      const wrong = typed("fee") ? parseMoney(typed("fee"), currency).problem : undefined;
      if (wrong) problem(`parts.${chosen.length}.feeCents`, wrong);
      const sign = comesIn ? 1 : -1;
      const parts = chosen.map(({ amountCents, ...one }) => ({
        ...one,
        ...(returned ? { returned: true, reason: typed("reason") } : { amountCents: amountCents && sign * amountCents }),
      }));
      return { bankLineId: line.id, parts: [...parts, ...(comesIn && typedFee() ? [{ feeCents: -typedFee() }] : [])] };
    },
    fields: (edit, typed) => {
      reads(typed);
      otherKind(edit);
      return html`<div class="form" @keydown=${byArrows}>
        ${line.text || line.payerName ? html`<p class="soft">${[line.payerName, line.text && msg("explain-quoted", { text: line.text })].filter(Boolean).join(" · ")}</p>` : nothing}
        <div class="pair" @input=${() => soon(edit)}>
          ${comesIn
            ? nothing
            : selectField({
                name: "how",
                label: msg("explain-what-it-is"),
                value: "paid",
                options: [
                  { value: "paid", text: msg("explain-refund") },
                  { value: "returned", text: msg("explain-returned") },
                ],
              })}
          ${textField({ name: "find", label: msg("explain-find"), type: "search", focus: true, hint: msg("explain-find-hint", { amount: text(left + fee) }) })}
          ${selectField({ name: "when", label: msg("explain-dates"), options: [{ value: "", text: msg("explain-within-days", { count: NEAR_DAYS }) }, { value: "any", text: msg("explain-any-date") }] })}
        </div>
        ${edit.error("parts") ? html`<p class="problem" role="alert">${edit.error("parts")}</p>` : nothing} ${list(edit)}
        ${how() === "returned"
          ? html`<p class="soft">${msg("explain-returned-means")}</p>
              ${textField({ name: "reason", label: msg("explain-bank-reason"), error: edit.error("parts.0.reason"), hint: msg("explain-bank-reason-hint") })}`
          : nothing}
        ${comesIn
          ? moneyField({
              name: "fee",
              label: msg("explain-kept"),
              optional: true,
              currency,
              value: fee ? asTyped(fee, currency) : "",
              error: edit.error(`parts.${marked.chosen.length}.feeCents`),
              hint: msg("explain-kept-hint"),
            })
          : nothing}
        ${confirms() ? html`<p class="soft">${msg("explain-confirms")}</p>` : nothing}
      </div>`;
    },
    preview: ({ preview, fresh }) =>
      preview && fresh
        ? html`<dl>
            <div><dt>${msg("explain-explained")}</dt><dd>${text(preview.bankLine.explainedCents)}</dd></div>
            <div class=${leftOf(preview.bankLine) ? "remains" : ""}><dt>${msg("explain-left-of-line")}</dt><dd>${text(leftOf(preview.bankLine))}</dd></div>
          </dl>`
        : html`<dl><div><dt>${msg("explain-to-explain")}</dt><dd>${text(comesIn ? left : -left)}</dd></div></dl>`,
    save: msg("explain-match"),
    successMessage: ({ bankLine }) => leftText(bankLine, currency),
    undoes: () => ({ what: msg("explain-the-match", { line: lineText(line, currency) }), withdraws: false }),
  });
}
