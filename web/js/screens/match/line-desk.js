/** What a bank line may be: recorded money, or money to record on an account, with marks on what is due there (domain R43a). */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { asFailure, ask } from "../../graphql.js";
import { decimalText, moneyText } from "../../money.js";
import { accountChoice } from "../../parts/account-choice.js";
import { waysToExplain } from "../../parts/bank-line-ways.js";
import { feeOf, leftOf } from "../../parts/bank-line.js";
import { bankOf, reconciliationsOf } from "../../parts/links.js";
import { marks } from "../../parts/marks.js";
import { failed, loading } from "../../parts/notices.js";
import { MATCH_DETAIL } from "../../queries/match.js";
import { ACCOUNTS_FOUND } from "../../queries/mending.js";
import { RECONCILING, RECORDING } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { dateText, words } from "../../words.js";
import { chosenOf, isMarked } from "./desk.js";
import { accountView, afterText, afterView, duesView, listText, reasonView } from "./parts.js";
import { leaving } from "./ways.js";

await texts("match");

/** @typedef {import("../../queries/match.js").MatchDetail_node_BankLine} Line */
/** @typedef {Line["proposals"][number]} Proposal */
/** @typedef {import("./parts.js").Account} Account */

/**
 * @param {Line} line
 * @param {Account | null} account that of the best proposal when the line was listed
 * @param {string} currency
 * @param {() => void} draw
 * @returns {import("./desk.js").Desk}
 */
export function deskOfLine(line, account, currency, draw) {
  const comesIn = line.amountCents > 0;
  const left = leftOf(line);
  /** What is recorded: with what a processor kept. */
  const whole = Math.abs(left - feeOf(line));
  const text = (/** @type {number} */ cents) => moneyText(cents, currency);
  const { proposals } = line;
  /** The proposal that was chosen last; none once another account was. @type {Proposal | undefined} */
  let taken = proposals[0];
  /** Accounts that were read, by their number. @type {Map<string, Account>} */
  const known = new Map();
  /** The account that it is recorded on or whose money it is. @type {Account | undefined} */
  let shown;
  /** @type {import("../../graphql.js").Failure | undefined} */
  let failure;
  let marked = newMarks();
  /** Whether the proposal was chosen by someone. */
  let isChosen = false;
  /** Whether an account is looked for. @type {boolean} */
  let searches = comesIn && !taken;
  /** What was typed, by the field. @type {Map<string, string>} */
  const typed = new Map();
  const read = (/** @type {string} */ name) => typed.get(name) ?? "";
  let choice = newChoice();
  /** The account that was chosen by hand. */
  let followed = "";

  function newChoice() {
    const made = accountChoice({ query: ACCOUNTS_FOUND, currency });
    made.reads((name) => read(name));
    return made;
  }

  function newMarks() {
    const made = marks({ currency, path: "applyTo", whole: "invoiceId", gets: msg("match-pays"), cents: () => whole, kept: (name) => read(name), dialog: false });
    made.reads((name) => read(name));
    return made;
  }

  /** @param {Account} account */
  function showAccount(account) {
    known.set(account.number, account);
    shown = account;
    for (const name of [...typed.keys()]) if (name.startsWith("mark-")) typed.delete(name);
    marked = newMarks();
    marked.offer(account.open.nodes);
    // the oldest items are a guess: nobody chose them, unless by its key (domain R12)
    if (taken && !taken.transaction && (isChosen || taken.ground !== "OLDEST")) marked.take(chosenOf(account.open.nodes, taken.edges));
  }

  /** @param {string} number */
  async function goTo(number) {
    failure = undefined;
    const before = known.get(number);
    if (before) return showAccount(before);
    shown = undefined;
    wanted = number;
    try {
      const { account } = await ask(MATCH_DETAIL, { id: line.id, withEntry: false, number, amount: decimalText(whole, currency) });
      if (account && wanted === number) showAccount(account);
    } catch (problem) {
      if (wanted === number) failure = asFailure(problem);
    }
    draw();
  }
  /** The account that is read. */
  let wanted = "";

  /** Go to the account that was chosen by hand. */
  function follow() {
    const account = choice.chosen();
    if (!account || followed === account.id) return;
    followed = account.id;
    taken = undefined;
    desk.touched = true;
    void goTo(account.number);
  }

  /** Look for another account. */
  function search() {
    searches = true;
    void choice.onOpen({ typed: draw });
    draw();
    requestAnimationFrame(() => document.getElementById("field-find")?.focus());
  }

  /** Whether it would take the oldest items, and nobody chose that. */
  const guessed = () => taken?.ground === "OLDEST" && !isChosen && !marked.chosen.length;

  /** Whether what is marked is what the proposal says. */
  const asProposed = () => taken && (taken.transaction || isMarked(marked, taken.edges));

  /** @type {import("./desk.js").Desk} */
  const desk = {
    touched: false,
    count: proposals.length,
    needs: [...RECORDING, ...RECONCILING],

    take(index) {
      const proposal = proposals[index];
      if (!proposal) return;
      taken = proposal;
      isChosen = true;
      searches = false;
      followed = "";
      typed.delete("find");
      choice = newChoice();
      desk.touched = false;
      if (proposal.account) void goTo(proposal.account.number);
    },

    type({ type, name, value }) {
      if (name) typed.set(name, value.trim());
      if (type === "search" || type === "select-one") return;
      desk.touched = true;
    },

    match() {
      if (!taken && !shown) return comesIn ? msg("match-choose-account") : msg("match-choose-way");
      const account = shown?.number ?? taken?.account?.number ?? "";
      const unapplied = marked.split().left;
      if (taken && asProposed()) return { lineSuggestionId: taken.id, records: !taken.transaction, unapplied: taken.transaction ? 0 : unapplied, cents: left, account };
      if (!shown) return msg("match-still-reading");
      let wrong = "";
      marked.input((_, problem) => (wrong ||= problem));
      if (wrong) return wrong;
      if (!marked.chosen.length && marked.offered) return msg("match-line-select-first");
      const applyTo = marked.input(() => undefined);
      return { share: { accountId: shown.id, applyTo: applyTo.length ? applyTo : undefined }, unapplied, cents: left, account };
    },

    ways({ entry, queue }) {
      const ways = waysToExplain(line, currency).map(({ run, ...way }) => ({ ...way, run: () => leaving(queue, entry, run) }));
      return comesIn ? [{ text: msg("match-other-account"), key: "a", needs: RECORDING, run: search }, ...ways] : ways;
    },

    whole: () => (left === line.amountCents ? "" : msg("match-of-whole", { amount: text(line.amountCents) })),

    view({ draw, take }) {
      follow();
      const chips = proposals.map((each) => ({ text: nameOf(each), reason: each.reason, here: each === taken && !guessed() }));
      const otherwise = shown ? msg("match-recorded-on", { owner: shown.ownerName }) : comesIn ? msg("match-nobody-named") : msg("match-no-proposal");
      return html`${reasonView(asProposed() ? taken : undefined, guessed() ? msg("match-nothing-points") : taken ? msg("match-changed-by-you") : otherwise, chips, take)}
        ${searches ? html`<div class="who">${choice.view({ typed: changed })}</div>` : nothing} ${taken?.transaction ? recorded(taken.transaction) : dues(draw)}`;
    },

    account: () => html`${shown ? accountView(shown, { number: shown.number, ownerName: shown.ownerName, currency, cents: whole }) : nothing} ${factsView()}`,
  };

  /** The choice of an account has changed. */
  function changed() {
    follow();
    draw();
  }

  /** What the bank says besides. */
  function factsView() {
    const { bookedOn, payerAccount, structuredReference, bankAccount } = line;
    const fee = feeOf(line) ? text(Math.abs(feeOf(line))) : "";
    const fact = (/** @type {string} */ what, /** @type {string | null} */ value) => (value ? html`<div><dt>${what}</dt><dd>${value}</dd></div>` : nothing);
    return html`<section>
      <h3>${msg("match-bank-line")}</h3>
      <dl class="line-facts">${fact(comesIn ? msg("match-from-account") : msg("match-to-account"), payerAccount)} ${fact(msg("match-reference"), structuredReference)} ${fact(msg("match-kept-by-processor"), fee)}</dl>
      <p><a href="${bankOf(bankAccount.id)}?status=all&period=${bookedOn}..${bookedOn}">${bankAccount.name}, ${dateText(bookedOn)}</a></p>
    </section>`;
  }

  /** The money that it is. @param {NonNullable<Proposal["transaction"]>} transaction */
  function recorded({ id, number, kind, date, method, reference, paymentState, amountCents }) {
    const confirms = paymentState === "PROCESSING" ? [msg("match-echeck-confirmed")] : [];
    return html`<div class="card recorded">
        <a href=${reconciliationsOf(id)}>${words(kind)} ${number}</a>
        <span class="soft">${[taken?.account?.ownerName, dateText(date), method && words(method), reference && msg("match-quoted", { text: reference })].filter(Boolean).join(" · ")}</span>
        <b class="money">${text(amountCents)}</b>
      </div>
      ${afterView([msg("match-explained-by", { number }), ...confirms])}`;
  }

  /** What is due on the account that it is recorded on. @param {() => void} marking */
  function dues(marking) {
    if (failure) return failed(failure, () => goTo(wanted));
    if (!shown) return wanted ? loading(msg("match-what-is-due"), 4) : nothing;
    const fee = feeOf(line) ? [msg("match-a-fee", { amount: text(Math.abs(feeOf(line))) })] : [];
    return html`${duesView(marked, shown, currency, marking)}
      ${afterView([msg("match-a-payment", { amount: text(whole), owner: shown.ownerName }), ...fee, ...afterText(msg("match-the-payment"), marked, shown, currency, whole), msg("match-balance-then", { amount: text(shown.balanceCents - whole) })])}`;
  }

  const best = proposals[0]?.account;
  if (best && best.number === account?.number) showAccount(account);
  else if (best) void goTo(best.number);
  if (searches) void choice.onOpen({ typed: draw });
  return desk;
}

/** What a proposal is, in a few words. @param {Proposal} proposal */
function nameOf({ account, transaction, edges }) {
  if (transaction) return `${words(transaction.kind)} ${transaction.number}`;
  const numbers = [...new Set(edges.map(({ debitItem }) => debitItem.transaction.number))];
  const pays = listText(numbers) || msg("match-unapplied-word");
  return account ? msg("match-owner-pays", { owner: account.ownerName, pays }) : pays;
}
