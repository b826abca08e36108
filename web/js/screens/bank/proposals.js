/** What a bank line may be, and accepting it; what is sure is accepted at once (domain R44). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { Failure, asFailure, ask } from "../../graphql.js";
import { moneyText, readably } from "../../money.js";
import { button } from "../../parts/action.js";
import { leftOf, lineText } from "../../parts/bank-line.js";
import { change } from "../../parts/form.js";
import { failed, loading } from "../../parts/notices.js";
import { APPLY_BANK_PROPOSALS, BANK_PROPOSALS, BANK_SURE } from "../../queries/bank.js";
import { RECORDING } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { dateText, words } from "../../words.js";

await texts("bank");

/** @typedef {import("../../parts/bank-line.js").BankLine} BankLine */
/** @typedef {Extract<import("../../queries/bank.js").BankProposals["node"], { suggestions: unknown }>["suggestions"][number]} Proposal */
/** @typedef {ReturnType<typeof proposalsOf>} Proposals */

const APPLYING = [...RECORDING, "MANAGE_RECONCILIATIONS"];

/**
 * The proposals of the lines that are opened, and those of a bank account that are sure.
 * @param {import("../../router.js").Visit} visit
 * @param {string} bankAccountId
 */
export function proposalsOf(visit, bankAccountId) {
  /** @type {Map<string, { found?: Proposal[], failure?: Failure }>} */
  const known = new Map();
  /** @type {{ id: string, cents: number }[]} */
  let sure = [];
  let turn = 0;

  /** @param {string} line */
  async function read(line) {
    const signal = visit.signal();
    const mine = { found: known.get(line)?.found };
    known.set(line, mine);
    try {
      const { node } = await ask(BANK_PROPOSALS, { id: line }, signal);
      if (known.get(line) !== mine) return; // it is read again
      known.set(line, { found: node && "suggestions" in node ? node.suggestions : [] });
    } catch (failure) {
      if (signal.aborted || known.get(line) !== mine) return;
      known.set(line, { failure: asFailure(failure) });
    }
    visit.draw();
  }

  /** Without an answer, as for accounts with very much open, nothing is offered at once: each line has its own. */
  async function readSure() {
    const mine = ++turn;
    /** @type {typeof sure} */
    let found = [];
    try {
      const { node } = await ask(BANK_SURE, { id: bankAccountId }, visit.signal());
      const lines = node && "lines" in node ? node.lines.nodes : [];
      found = lines.flatMap((line) => (line.suggestions[0]?.sure ? [{ id: line.suggestions[0].id, cents: leftOf(line) }] : []));
    } catch {
      // nothing, then
    }
    if (mine !== turn) return;
    sure = found;
    visit.draw();
  }

  /** @param {BankLine} line @param {string} currency */
  function view(line, currency) {
    const { found, failure } = known.get(line.id) ?? {};
    if (failure) return failed(failure, () => read(line.id));
    if (!found) return loading(msg("bank-proposals"), 1);
    if (!found.length) return nothing;
    return html`<ul class="proposals" aria-label=${msg("bank-may-be")}>
      ${found.map(
        (each, index) => html`<li>
          <span>
            <b>${each.sure ? msg("bank-sure", { proposal: proposalText(each, currency) }) : proposalText(each, currency)}</b>
            <small>${readably(each.reason)} ${each.counterEvidence.map((text) => html`<span class="against">${readably(text)} </span>`)}</small>
          </span>
          ${button({ text: msg("bank-accept"), object: msg("bank-proposal-for", { number: index + 1, line: lineText(line, currency) }), needs: APPLYING, run: () => accept(each, line, currency) }, index ? "" : "main")}
        </li>`,
      )}
    </ul>`;
  }

  /** @param {string} currency */
  function acceptAll(currency) {
    const sum = moneyText(sure.reduce((all, { cents }) => all + cents, 0), currency);
    return apply(sure.map(({ id }) => id), msg("bank-sure-lines", { count: sure.length, sum }));
  }

  return {
    /** Read again what is shown. @param {Iterable<string>} lines */
    again(lines) {
      void readSure();
      for (const line of lines) void read(line);
    },
    read,
    view,
    /** How many proposals are sure. */
    get sure() {
      return sure.length;
    },
    acceptAll,
    needs: APPLYING,
  };
}

/** @param {Proposal} proposal @param {BankLine} line @param {string} currency */
const accept = ({ id }, line, currency) => apply([id], lineText(line, currency));

/**
 * @param {string[]} suggestionIds
 * @param {string} what in words: "3 bank lines, $120.00"
 */
const apply = (suggestionIds, what) =>
  change({
    query: APPLY_BANK_PROPOSALS,
    input: { suggestionIds },
    successMessage: ({ job }) => (job ? msg("bank-explained-later", { what }) : msg("bank-explained", { what })),
    undoes: ({ transactionCount }) => ({ what: msg("bank-explanation", { what }), withdraws: transactionCount > 0 }),
  });

/** What accepting does. @param {Proposal} proposal @param {string} currency */
function proposalText({ account, transaction, edges }, currency) {
  const owner = account?.ownerName ?? "";
  const number = account?.number ?? "";
  if (transaction) return msg("bank-match", { kind: words(transaction.kind).toLowerCase(), number: transaction.number, owner, date: dateText(transaction.date) });
  const pays = edges.map(({ amountCents, debitItem }) => `${debitItem.description} (${debitItem.transaction.number}) ${moneyText(amountCents, currency)}`);
  return pays.length ? msg("bank-record", { owner, number, items: pays.join(", ") }) : msg("bank-record-unapplied", { owner, number });
}
