/** Sending matches: one entry at a time for each account, or all sure ones at once. Loaded when first needed. */
import { asFailure, ask } from "../../graphql.js";
import { moneyText } from "../../money.js";
import { editing, newIdempotencyKey } from "../../mutation.js";
import { toast } from "../../parts/toast.js";
import { APPLY_ALL_SURE, APPLY_ONE, MATCH_BY_HAND, MATCH_ROWS } from "../../queries/accepting.js";
import { APPLY_BANK_PROPOSALS, RECORD_FROM_BANK_LINE } from "../../queries/bank.js";
import { JOB } from "../../queries/jobs.js";
import { msg, texts } from "../../texts.js";
import { saving } from "../../unsaved.js";
import { isLine, linePart, openPart } from "./entries.js";
import { countsText } from "./rows.js";

await texts("match");

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./queue.js").Queue} Queue */
/** @typedef {ReturnType<import("./details.js")["detailsOf"]>} Details */
/** @typedef {import("./desk.js").Match} Match */
/** @typedef {{ batchId?: string, records?: boolean, problem?: string, changed?: boolean }} Answer `records`: undoing withdraws a transaction */

const AGAIN_MS = 700;
/** As many as the server takes at once. */
const SURE_MAX = 10_000;
/** How many entries are read again by one query. */
const AGAIN = 50;
const CHANGED = msg("match-changed");

/** What is under way, by the account: a match may count on the one before. @type {Map<string, Promise<unknown>>} */
const underWay = new Map();

/** Show a message in the place of the last one of the queue. @type {typeof toast} */
const say = (text, undoes, error) => toast(text, undoes, error, undefined, "match");

/**
 * Send a match of one entry, after those of the same account. It leaves the queue with the answer; refused, it is back
 * with the reason.
 * @param {Queue} queue
 * @param {Details} details
 * @param {Entry} entry
 * @param {Match} match
 * @returns {Promise<boolean>} whether it was made
 */
export async function accept(queue, details, entry, match) {
  const account = match.account || entry.id;
  const before = underWay.get(account);
  const mine = Promise.resolve(before).then(() => send(entry, match));
  underWay.set(account, mine);
  const { batchId, records = false, problem, changed } = await mine;
  if (underWay.get(account) === mine) underWay.delete(account);
  if (problem) {
    queue.set(entry.id, { sending: false, problem });
    if (changed) details.drop(entry.id);
  } else {
    const text = isLine(entry) ? entry.label : msg("match-amount-of", { amount: moneyText(match.cents, entry.currency), label: entry.label });
    const what = isLine(entry) ? msg("match-explanation-of", { text }) : msg("match-match-of", { text });
    say(isLine(entry) ? msg("match-explained", { text }) : msg("match-matched", { text }), batchId ? { batchIds: [batchId], what, withdraws: records } : undefined);
    queue.matched(entry, match.cents);
    details.drop(entry.id);
  }
  if (!problem && "unapplied" in match && match.unapplied) await queue.read();
  const others = queue.around(entry, match.account);
  details.again(others);
  if (others.length || match.cents !== entry.cents || changed) await readAgain(queue, [...others.map((each) => each.id), entry.id]);
  // what another took is reported by its going
  if (problem && queue.selected?.id !== entry.id && queue.has(entry.id)) say(`${entry.label}: ${problem}`, undefined, true);
  return !problem;
}

/** @param {Entry} entry @param {Match} match @returns {Promise<Answer>} */
function send(entry, match) {
  if ("edges" in match) return sent(MATCH_BY_HAND, { edges: match.edges }, false);
  if ("suggestionId" in match) return sent(APPLY_ONE, { suggestionId: match.suggestionId }, true);
  if ("share" in match) return sent(RECORD_FROM_BANK_LINE, { bankLineId: entry.id, shares: [match.share] }, false, true);
  return sent(APPLY_BANK_PROPOSALS, { suggestionIds: [match.lineSuggestionId] }, true, match.records);
}

/**
 * @template {import("../../../types/document.js").Refusable} Payload
 * @template Input
 * @param {import("../../../types/document.js").Mutation<Payload, Input>} query
 * @param {import("../../../types/document.js").Draft<NoInfer<Input>>} input
 * @param {boolean} isProposal whether it is refused where what it was made of has changed
 * @param {boolean} [records]
 * @returns {Promise<Answer>}
 */
async function sent(query, input, isProposal, records = false) {
  const edit = editing({ query, input: () => input, draw: () => undefined });
  const done = await edit.send();
  if (done) return { batchId: done.batch?.id, records };
  const changed = edit.refusals.some(({ code }) => code === "CONFLICT" || code === "NOT_FOUND");
  return { problem: changed && isProposal ? CHANGED : edit.message, changed: changed || (edit.refusals.length > 0 && !isProposal) };
}

/** The key of the last try without an answer: sent again, it is done once. */
let tried = { text: "", idempotencyKey: "" };

/** @typedef {{ entry: Entry, suggestionId: string }} Sent */

/**
 * Accept all sure entries at once, with one Undo. Those that no longer hold stay, with the reason.
 * @param {Queue} queue
 * @param {Details} details
 * @param {Entry[]} entries
 */
export async function acceptAll(queue, details, entries) {
  const all = entries.flatMap((entry) => (entry.best ? [{ entry, suggestionId: entry.best.id }] : [])).slice(0, SURE_MAX);
  for (const { entry } of all) queue.set(entry.id, { sending: true, problem: "" });
  /** Money comes first: what a line records must not take what is for it. @type {string[]} */
  const batchIds = [];
  /** @type {Entry[]} */
  const made = [];
  let [changed, withdraws, failure] = [0, false, ""];
  for (const sent of [all.filter(({ entry }) => !isLine(entry)), all.filter(({ entry }) => isLine(entry))]) {
    if (!sent.length) continue;
    let answer;
    try {
      if (failure) throw failure;
      answer = await saving(applied(sent));
    } catch (problem) {
      for (const { entry } of sent) queue.set(entry.id, { sending: false });
      failure ||= asFailure(problem).message;
      continue;
    }
    const { batchId, problems, records } = answer;
    if (batchId) batchIds.push(batchId);
    withdraws ||= records;
    changed += problems.size;
    const done = sent.filter(({ entry }) => !problems.has(entry.id)).map(({ entry }) => entry);
    for (const [id, problem] of problems) queue.set(id, { sending: false, problem });
    for (const entry of done) queue.matched(entry, entry.cents);
    made.push(...done);
  }
  const text = countsText(made);
  const rest = changed ? ` ${msg("match-others-changed", { count: changed })}` : "";
  if (made.length) say(`${msg("match-counts-matched", { text })}${rest}${failure && ` ${failure}`}`, batchIds.length ? { batchIds, what: msg("match-match-of", { text }), withdraws } : undefined, failure !== "");
  else say(failure || `${msg("match-nothing-matched")}${rest}`, undefined, true);
  if (failure && !made.length) return;
  const shown = queue.selected;
  details.forget(shown?.id ?? "");
  details.again(shown ? [shown] : []);
  for (const { entry } of all) queue.expected.add(entry.id); // the job may have matched a part of a refused account
  await queue.read();
}

/**
 * @param {Sent[]} sent all money or all lines
 * @returns {Promise<{ batchId?: string, problems: Map<string, string>, records: boolean }>} why entries were refused, by their ids
 */
async function applied(sent) {
  const suggestionIds = sent.map((each) => each.suggestionId);
  const text = suggestionIds.join();
  if (tried.text !== text) tried = { text, idempotencyKey: newIdempotencyKey() };
  /** @type {import("../../../types/schema.js").ApplySuggestionsInput} */
  const input = { suggestionIds, errorPolicy: "REJECT_FAILED_ROWS", idempotencyKey: tried.idempotencyKey };
  const { payload, records } = isLine(sent[0].entry) ? await appliedLines(input) : { payload: (await ask(APPLY_ALL_SURE, { input })).applySuggestions, records: false };
  const problems = new Map(payload.userErrors.map(({ row }) => [sent[row ?? 0].entry.id, CHANGED]));
  let batchId = payload.batch?.id;
  if (payload.job) {
    const job = await ended(payload.job.id);
    batchId = job.batch?.id;
    for (const { account, message } of job.errors) {
      for (const { entry } of sent) if (entry.account === account.number) problems.set(entry.id, message);
    }
  }
  tried = { text: "", idempotencyKey: "" };
  return { batchId, problems, records };
}

/** @param {import("../../../types/schema.js").ApplySuggestionsInput} input */
async function appliedLines(input) {
  const { applyBankLineSuggestions: payload } = await ask(APPLY_BANK_PROPOSALS, { input });
  return { payload, records: Boolean(payload.job || payload.transactionCount) };
}

/** Wait for a job to end. @param {string} id */
async function ended(id) {
  for (;;) {
    const { job } = await ask(JOB, { id });
    if (!job || job.endedAt) return { batch: job?.batch, errors: job?.errors ?? [] };
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Read some entries again; those that are no longer open go. @param {Queue} queue @param {string[]} ids */
async function readAgain(queue, ids) {
  const began = queue.now();
  for (let at = 0; at < ids.length; at += AGAIN) {
    const some = ids.slice(at, at + AGAIN);
    try {
      const { nodes } = await ask(MATCH_ROWS, { ids: some });
      some.forEach((id, index) => queue.changed(id, nowOf(nodes[index]), began));
    } catch {
      return; // they stay as they are until the next reading
    }
  }
}

/** What an entry is now; null once nothing of it is open. @param {import("../../queries/accepting.js").MatchRows["nodes"][number]} node */
function nowOf(node) {
  if (node && "unreconciledCents" in node) return node.unreconciledCents > 0 ? openPart(node) : null;
  if (!node || !("lineSuggestions" in node) || (node.status !== "OPEN" && node.status !== "PARTLY_EXPLAINED")) return null;
  return linePart({ ...node, suggestions: node.lineSuggestions.map(({ lineGround: ground, ...each }) => ({ ...each, ground })) });
}
