/** A bank line in its list: what it is, and opened, what explains it and the ways to explain it (domain R43). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { money, moneyText } from "../../money.js";
import { button } from "../../parts/action.js";
import { bankLineIcon, bankLineWords } from "../../parts/bank-line-status.js";
import { waysToExplain } from "../../parts/bank-line-ways.js";
import { leftOf, lineText } from "../../parts/bank-line.js";
import { date, moment } from "../../parts/date.js";
import { change } from "../../parts/form.js";
import { billingOf } from "../../parts/links.js";
import { IGNORE_BANK_LINE, UNMATCH_BANK_LINE } from "../../queries/bank.js";
import { RECONCILING, UNDOING } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { dateText, personName, words } from "../../words.js";

await texts("bank");

/** @typedef {import("../../parts/bank-line.js").BankLine} BankLine */
/** @typedef {BankLine["parts"][number]} Part */

/**
 * @param {BankLine} line
 * @param {string} currency
 * @param {boolean} isOpen
 * @param {(id: string, isOpen: boolean) => void} toggle
 * @param {import("./proposals.js").Proposals} proposals
 */
export function lineView(line, currency, isOpen, toggle, proposals) {
  const { id, bookedOn, payerName, text, amountCents, status, parts, ignoredReason } = line;
  const left = leftOf(line);
  /** @param {Event} event */
  function toggled(event) {
    const { open } = /** @type {HTMLDetailsElement} */ (event.target);
    if (open !== isOpen) toggle(id, open);
  }
  return html`<details class="bank-line" .open=${isOpen} @toggle=${toggled}>
    <summary data-row>
      ${bankLineIcon(status)} ${date(bookedOn)}
      <span class="what"
        ><b>${payerName ?? (text || msg("bank-no-text"))}</b> ${payerName && text ? html`<small>${text}</small>` : nothing}
        <small>${status === "IGNORED" ? msg("bank-ignored", { reason: ignoredReason ?? "" }) : briefly(parts)}</small></span
      >
      <span class="left">${left && left !== amountCents ? html`<small>${msg("bank-left")}</small> ${money(left, currency)}` : nothing}</span>
      ${money(amountCents, currency)}
    </summary>
    ${isOpen ? opened(line, currency, proposals) : nothing}
  </details>`;
}

/** What explains a line, in a few words. @param {Part[]} parts */
function briefly(parts) {
  const [first, ...more] = parts;
  if (!first) return "";
  const part = partWords(first);
  const text = first.transaction ? msg("bank-part-of", { part, owner: first.transaction.account.ownerName }) : part;
  return more.length ? msg("bank-and-more", { text, count: more.length }) : text;
}

/** @param {Part} part */
function partWords({ kind, transaction, reason }) {
  if (transaction) return `${words(transaction.kind)} ${transaction.number}`;
  return kind === "FEE" ? msg("bank-fee") : (reason ?? msg("bank-other"));
}

/** @param {Part} part */
function partView(part) {
  const { transaction, kind } = part;
  if (!transaction) return html`<b>${kind === "FEE" ? msg("bank-fee") : msg("bank-other")}</b>`;
  const { number, account } = transaction;
  return html`${msgView("bank-part-of", { part: html`<a href=${billingOf(account.number, number)}>${partWords(part)}</a>`, owner: account.ownerName })}`;
}

/** @param {BankLine} line @param {string} currency @param {import("./proposals.js").Proposals} proposals */
const opened = (line, currency, proposals) => html`<div class="bank-line-body">
  ${facts(line, currency)} ${partsView(line, currency)} ${line.status !== "IGNORED" && leftOf(line) ? proposals.view(line, currency) : nothing}
  ${line.status === "IGNORED" ? ignored(line, currency) : ways(line, currency)}
</div>`;

/** @param {BankLine} line @param {string} currency */
function facts({ bookedOn, valueOn, payerName, payerAccount, text, structuredReference, bankId, feeCents, status }, currency) {
  const fact = (/** @type {string} */ what, /** @type {unknown} */ value) => (value ? html`<div><dt>${what}</dt><dd>${value}</dd></div>` : nothing);
  return html`<dl class="facts">
    ${fact(msg("bank-status"), bankLineWords(status))} ${fact(msg("bank-from-or-to"), payerName)} ${fact(msg("bank-their-account"), payerAccount)} ${fact(msg("bank-text"), text)}
    ${fact(msg("bank-reference"), structuredReference)} ${fact(msg("bank-value-date"), valueOn && valueOn !== bookedOn ? dateText(valueOn) : "")}
    ${fact(msg("bank-kept-by-processor"), feeCents ? moneyText(Math.abs(feeCents), currency) : "")} ${fact(msg("bank-banks-number"), bankId)}
  </dl>`;
}

/** @param {BankLine} line @param {string} currency */
function partsView(line, currency) {
  const { id, parts } = line;
  if (!parts.length) return line.status === "IGNORED" ? nothing : html`<p class="soft">${msg("bank-nothing-explains")}</p>`;
  return html`<ul class="parts" aria-label=${msg("bank-what-explains")}>
      ${parts.map(
        (part) => html`<li>
          <span>
            ${part.reason ? msgView("bank-because", { part: partView(part), reason: part.reason }) : partView(part)}
            <small>${personName(part.recordedBy)}, ${moment(part.recordedAt)}</small>
          </span>
          ${money(part.amountCents, currency)}
          ${button({ text: msg("bank-take-off"), object: msg("bank-part-from", { part: partWords(part), line: lineText(line, currency) }), needs: UNDOING, run: () => unmatch({ partIds: [part.id] }, [part], line, currency) })}
        </li>`,
      )}
    </ul>
    ${parts.length > 1 ? html`<p>${button({ text: msg("bank-take-all-off"), object: lineText(line, currency), needs: UNDOING, run: () => unmatch({ bankLineId: id }, parts, line, currency) })}</p>` : nothing}`;
}

/**
 * End what explains a line.
 * @param {{ partIds: string[] } | { bankLineId: string }} input
 * @param {Part[]} parts
 * @param {BankLine} line
 * @param {string} currency
 */
function unmatch(input, parts, line, currency) {
  const recorded = parts.flatMap(({ transaction }) => (transaction ? [transaction.number] : []));
  const named = lineText(line, currency);
  const takenOff = () =>
    recorded.length > 1
      ? msg("bank-taken-off-many", { line: named })
      : recorded.length
        ? msg("bank-taken-off-one", { line: named, number: recorded[0] })
        : msg("bank-taken-off", { line: named });
  const what = parts.length > 1 ? msg("bank-taking-all-off", { line: named }) : msg("bank-taking-off", { part: partWords(parts[0]), line: named });
  return change({
    query: UNMATCH_BANK_LINE,
    input,
    successMessage: takenOff,
    undoes: () => ({ what, withdraws: false }),
  });
}

/** @param {BankLine} line @param {string} currency */
function ignored(line, currency) {
  const named = lineText(line, currency);
  const takeBack = () =>
    change({
      query: IGNORE_BANK_LINE,
      input: { bankLineId: line.id, reason: null },
      successMessage: () => msg("bank-explain-again", { line: named }),
      undoes: () => ({ what: msg("bank-taking-back", { line: named }), withdraws: false }),
    });
  return html`<p>${msg("bank-ignored", { reason: line.ignoredReason ?? "" })}</p>
    <div class="ways">${button({ text: msg("bank-take-back"), object: named, needs: RECONCILING, run: takeBack })}</div>`;
}

/** The ways to explain what is left. @param {BankLine} line @param {string} currency */
function ways(line, currency) {
  if (!leftOf(line)) return nothing;
  return html`<div class="ways">${waysToExplain(line, currency).map(({ key: _, seldom: __, ...way }, index) => button(way, index ? "" : "main"))}</div>`;
}
