/** Sending matches: one entry at a time for each account, or all sure ones as one batch. Loaded when first needed. */
import { asFailure, ask } from "../../graphql.js";
import { moneyText } from "../../money.js";
import { editing, newIdempotencyKey } from "../../mutation.js";
import { toast } from "../../parts/toast.js";
import { APPLY_ALL_SURE, APPLY_ONE, MATCH_BY_HAND } from "../../queries/accepting.js";
import { JOB } from "../../queries/jobs.js";
import { saving } from "../../unsaved.js";
import { counted } from "../../words.js";
import { sumText } from "./rows.js";

/** @typedef {import("./queue.js").Entry} Entry */
/** @typedef {import("./queue.js").Queue} Queue */
/** @typedef {import("./details.js")["detailsOf"]} DetailsOf */

const AGAIN_MS = 700;
/** As many as the server takes at once. */
const SURE_MAX = 10_000;
const CHANGED = "What is open has changed. Look again.";

/** What is under way, by the account: a match may count on the one before. @type {Map<string, Promise<unknown>>} */
const underWay = new Map();

/** Show a message in the place of the last one of the queue. @type {typeof toast} */
const say = (text, undoes, error) => toast(text, undoes, error, undefined, "match");

/**
 * Send a match of one entry, after those of the same account. It leaves the queue with the answer; refused, it is back
 * with the reason.
 * @param {Queue} queue
 * @param {ReturnType<DetailsOf>} details
 * @param {Entry} entry
 * @param {import("./desk.js").Match} match
 * @returns {Promise<boolean>} whether it was made
 */
export async function accept(queue, details, entry, match) {
  const { number } = entry.transaction.account;
  const before = underWay.get(number);
  const mine = Promise.resolve(before).then(() => send(match));
  underWay.set(number, mine);
  const { batchId, problem, changed } = await mine;
  if (underWay.get(number) === mine) underWay.delete(number);
  if (problem) {
    queue.set(entry.id, { sending: false, problem });
    if (changed) details.drop(entry.id);
    if (queue.selected?.id !== entry.id) say(`${entry.transaction.number}: ${problem}`, undefined, true);
  } else {
    const text = `${moneyText(match.cents, entry.currency)} of ${entry.transaction.number}`;
    say(`${text} matched.`, batchId ? { batchIds: [batchId], what: `the match of ${text}`, withdraws: false } : undefined);
    queue.matched(entry, match.cents);
    details.drop(entry.id);
  }
  const others = queue.ofAccount(number).filter((each) => !each.sending);
  details.again(others);
  if (others.length || match.cents < entry.cents || changed) await queue.refresh([...new Set([...others.map((each) => each.id), entry.id])]);
  return !problem;
}

/** @param {import("./desk.js").Match} match @returns {Promise<{ batchId?: string, problem?: string, changed?: boolean }>} */
async function send(match) {
  const draw = () => undefined;
  const edit = "edges" in match ? editing({ query: MATCH_BY_HAND, input: () => ({ edges: match.edges }), draw }) : editing({ query: APPLY_ONE, input: () => ({ suggestionId: match.suggestionId }), draw });
  const done = await edit.send();
  if (done) return { batchId: done.batch?.id };
  const changed = edit.refusals.some(({ code }) => code === "CONFLICT" || code === "NOT_FOUND");
  return { problem: changed && "suggestionId" in match ? CHANGED : edit.message, changed };
}

/** The key of the last try without an answer: sent again, it is done once. */
let tried = { text: "", idempotencyKey: "" };

/**
 * Accept all sure entries as one batch, with one Undo. Those that no longer hold stay, with the reason.
 * @param {Queue} queue
 * @param {ReturnType<DetailsOf>} details
 * @param {Entry[]} entries
 */
export async function acceptAll(queue, details, entries) {
  const sent = entries.flatMap((entry) => (entry.best ? [{ entry, suggestionId: entry.best.id }] : [])).slice(0, SURE_MAX);
  for (const { entry } of sent) queue.set(entry.id, { sending: true, problem: "" });
  let refused;
  try {
    refused = await saving(applied(sent));
  } catch (failure) {
    for (const { entry } of sent) queue.set(entry.id, { sending: false });
    return say(asFailure(failure).message, undefined, true);
  }
  const { batchId, problems } = refused;
  const made = sent.filter(({ entry }) => !problems.has(entry.id)).map(({ entry }) => entry);
  for (const [id, problem] of problems) queue.set(id, { sending: false, problem });
  for (const entry of made) queue.matched(entry, entry.cents);
  const text = `${counted(made.length, "payment")}, ${sumText(made)}`;
  const rest = problems.size ? ` ${counted(problems.size, "other has", "others have")} changed and must be looked at.` : "";
  if (made.length) say(`${text}, matched.${rest}`, batchId ? { batchIds: [batchId], what: `the match of ${text}`, withdraws: false } : undefined);
  else say(`Nothing was matched.${rest}`, undefined, true);
  const shown = queue.selected;
  details.forget(shown?.id ?? "");
  details.again(shown ? [shown] : []);
  for (const { entry } of sent) queue.expected.add(entry.id); // the job may have matched a part of a refused account
  await queue.read();
}

/**
 * @param {{ entry: Entry, suggestionId: string }[]} sent
 * @returns {Promise<{ batchId?: string, problems: Map<string, string> }>} why entries were refused, by their ids
 */
async function applied(sent) {
  const suggestionIds = sent.map((each) => each.suggestionId);
  const text = suggestionIds.join();
  if (tried.text !== text) tried = { text, idempotencyKey: newIdempotencyKey() };
  const { applySuggestions: payload } = await ask(APPLY_ALL_SURE, { input: { suggestionIds, errorPolicy: "REJECT_FAILED_ROWS", idempotencyKey: tried.idempotencyKey } });
  const problems = new Map(payload.userErrors.map(({ row }) => [sent[row ?? 0].entry.id, CHANGED]));
  let batchId = payload.batch?.id;
  if (payload.job) {
    const job = await ended(payload.job.id);
    batchId = job.batch?.id;
    for (const { account, message } of job.errors) {
      for (const { entry } of sent) if (entry.transaction.account.number === account.number) problems.set(entry.id, message);
    }
  }
  tried = { text: "", idempotencyKey: "" };
  return { batchId, problems };
}

/** Wait for a job to end. @param {string} id */
async function ended(id) {
  for (;;) {
    const { job } = await ask(JOB, { id });
    if (!job || job.endedAt) return { batch: job?.batch, errors: job?.errors ?? [] };
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
