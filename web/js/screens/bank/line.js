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
import { dateText, words } from "../../words.js";

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
        ><b>${payerName ?? (text || "No text")}</b> ${payerName && text ? html`<small>${text}</small>` : nothing}
        <small>${status === "IGNORED" ? `Ignored: ${ignoredReason}` : briefly(parts)}</small></span
      >
      <span class="left">${left && left !== amountCents ? html`<small>left</small> ${money(left, currency)}` : nothing}</span>
      ${money(amountCents, currency)}
    </summary>
    ${isOpen ? opened(line, currency, proposals) : nothing}
  </details>`;
}

/** What explains a line, in a few words. @param {Part[]} parts */
function briefly(parts) {
  const [first, ...more] = parts;
  if (!first) return "";
  return `${partWords(first)}${first.transaction ? ` of ${first.transaction.account.ownerName}` : ""}${more.length ? ` and ${more.length} more` : ""}`;
}

/** @param {Part} part */
function partWords({ kind, transaction, reason }) {
  if (transaction) return `${words(transaction.kind)} ${transaction.number}`;
  return kind === "FEE" ? "Fee" : (reason ?? "Other");
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
    ${fact("Status", bankLineWords(status))} ${fact("From or to", payerName)} ${fact("Their account", payerAccount)} ${fact("Text", text)}
    ${fact("Reference", structuredReference)} ${fact("Value date", valueOn && valueOn !== bookedOn ? dateText(valueOn) : "")}
    ${fact("Kept by the processor", feeCents ? moneyText(Math.abs(feeCents), currency) : "")} ${fact("Bank's number", bankId)}
  </dl>`;
}

/** @param {BankLine} line @param {string} currency */
function partsView(line, currency) {
  const { id, parts } = line;
  if (!parts.length) return line.status === "IGNORED" ? nothing : html`<p class="soft">Nothing explains it yet.</p>`;
  return html`<ul class="parts" aria-label="What explains it">
      ${parts.map(
        (part) => html`<li>
          <span>
            ${part.transaction
              ? html`<a href=${billingOf(part.transaction.account.number, part.transaction.number)}>${partWords(part)}</a> of ${part.transaction.account.ownerName}`
              : html`<b>${part.kind === "FEE" ? "Fee" : "Other"}</b>`}${part.reason ? html`: ${part.reason}` : nothing}
            <small>${part.recordedBy}, ${moment(part.recordedAt)}</small>
          </span>
          ${money(part.amountCents, currency)}
          ${button({ text: "Take off", object: `${partWords(part)} from ${lineText(line, currency)}`, needs: UNDOING, run: () => unmatch({ partIds: [part.id] }, [part], line, currency) })}
        </li>`,
      )}
    </ul>
    ${parts.length > 1 ? html`<p>${button({ text: "Take all off", object: lineText(line, currency), needs: UNDOING, run: () => unmatch({ bankLineId: id }, parts, line, currency) })}</p>` : nothing}`;
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
  const stays = recorded.length ? ` ${recorded.length === 1 ? `${recorded[0]} stays` : "What was recorded stays"} recorded.` : "";
  return change({
    query: UNMATCH_BANK_LINE,
    input,
    successMessage: () => `Taken off ${lineText(line, currency)}.${stays}`,
    undoes: () => ({ what: `taking ${parts.length === 1 ? partWords(parts[0]) : "everything"} off ${lineText(line, currency)}`, withdraws: false }),
  });
}

/** @param {BankLine} line @param {string} currency */
function ignored(line, currency) {
  const named = lineText(line, currency);
  const takeBack = () =>
    change({
      query: IGNORE_BANK_LINE,
      input: { bankLineId: line.id, reason: null },
      successMessage: () => `${named} is to be explained again.`,
      undoes: () => ({ what: `taking ${named} back`, withdraws: false }),
    });
  return html`<p>Ignored: ${line.ignoredReason}</p>
    <div class="ways">${button({ text: "Take it back into use", object: named, needs: RECONCILING, run: takeBack })}</div>`;
}

/** The ways to explain what is left. @param {BankLine} line @param {string} currency */
function ways(line, currency) {
  if (!leftOf(line)) return nothing;
  return html`<div class="ways">${waysToExplain(line, currency).map(({ key: _, seldom: __, ...way }, index) => button(way, index ? "" : "main"))}</div>`;
}
