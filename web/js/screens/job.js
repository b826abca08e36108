/** One job: progress, result, skipped accounts; cancel and undo it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { amountsView, isUnfinished, JOB_WORDS, STATE_WORDS } from "../job-words.js";
import { numberText } from "../locale.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { moment } from "../parts/date.js";
import { downloadAll } from "../parts/documents.js";
import { confirm } from "../parts/dialog.js";
import { change } from "../parts/form.js";
import { empty, failed, loading } from "../parts/notices.js";
import { daysText } from "../parts/period.js";
import { progress } from "../parts/progress.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { CANCEL_JOB, JOB } from "../queries/jobs.js";
import { reading } from "../reading.js";
import { may, RUNNING, UNDOING } from "../session.js";
import { counted } from "../words.js";

await stylesheet("job");

const AGAIN_MS = 1_000;

/** @typedef {import("../queries/jobs.js").Job_job} Job */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const { id } = visit.parameters;
  const found = reading(visit, JOB, (data) => data.job);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function load() {
    clearTimeout(timer);
    const signal = visit.signal();
    await found.read({ id });
    if (!signal.aborted && (found.failure || (found.data && isUnfinished(found.data.state)))) timer = setTimeout(() => signal.aborted || load(), AGAIN_MS);
  }

  async function cancel() {
    const yes = await confirm(
      "Cancel this job?",
      found.data?.kind === "IMPORT"
        ? html`<p>It stops immediately. What it has imported so far is taken back.</p>`
        : found.data?.documents
          ? html`<p>It stops immediately. Documents already made can be downloaded.</p>`
          : html`<p>It stops immediately. Accounts already processed stay changed; you can undo them afterwards.</p>`,
      "Cancel job",
    );
    if (!yes) return;
    await change({
      query: CANCEL_JOB,
      input: { jobId: id },
      successMessage: ({ job }) => (job ? `Cancelled after ${numberText(job.done)} of ${counted(job.total, "account")}.` : "Cancelled."),
    });
  }

  function takeBack() {
    const { batch, kind } = /** @type {Job} */ (found.data);
    if (batch) opening(() => import("../dialogs/undo-batch.js"), (dialog) => dialog.undoBatch(batch.id, `what “${JOB_WORDS[kind]}” did`));
  }

  /** @param {Job} job */
  const actions = (job) =>
    isUnfinished(job.state)
      ? button({ text: "Cancel job", run: cancel, needs: RUNNING, danger: true })
      : job.batch && !job.batch.undone
        ? button({ text: job.batch.partlyUndone ? "Undo the rest" : "Undo all", run: takeBack, needs: UNDOING })
        : job.documents?.count
          ? button({ text: "Download all", object: "the documents", run: () => downloadAll(id), needs: RUNNING }, "main")
          : nothing;

  function body() {
    const job = found.data;
    if (job === undefined) return found.failure ? nothing : html`<div class="card">${loading("the job", 4)}</div>`;
    if (job === null) return html`<div class="card">${empty("Job not found, or you don't have access to it.", html`<a href="/jobs">Go to jobs</a>`)}</div>`;
    return html`<div class="card job">
        <p class="job-state" role="status">
          <b class="state ${job.state}">${STATE_WORDS[job.state]}${job.batch?.undone ? ", undone" : job.batch?.partlyUndone ? ", partly undone" : nothing}</b>
          <span class="soft">requested by ${job.recordedBy} on ${moment(job.recordedAt)}${job.endedAt ? html`, ended ${moment(job.endedAt)}` : nothing}</span>
        </p>
        ${isUnfinished(job.state) ? html`<p class="soft">You can leave this page or sign out; the job keeps running.</p>` : nothing}
        ${progress(job.done, job.total, `${numberText(job.done)} of ${counted(job.total, "account")}`)}
        ${job.failure ? html`<p class="problem" role="alert">${job.failure}</p>` : nothing}
        <dl class="facts">
          ${job.imported ? importFacts(job.imported) : job.documents ? documentFacts(job.documents) : reconcilingFacts(job)}
          <div><dt>Accounts with problems</dt><dd>${job.errorCount ? numberText(job.errorCount) : html`<span class="soft">none</span>`}</dd></div>
        </dl>
        ${job.state === "DONE" && job.batch?.mutation === "importBankStatement" && !job.batch.undone ? html`<p><a href="/match?batch=${encodeURIComponent(job.batch.id)}">Match these lines</a></p>` : nothing}
        ${job.batch && may("MANAGE_ACCESS") ? html`<p><a href="/activity?batch=${encodeURIComponent(job.batch.id)}">View all changes in Activity</a></p>` : nothing}
      </div>
      ${job.errors.length ? problems(job) : nothing}`;
  }

  return {
    title: () => (found.data ? JOB_WORDS[found.data.kind] : "Job"),
    load,
    view: () => html`<p class="crumb"><a href="/jobs">All jobs</a></p>
      <div class="heading">
        <h1 tabindex="-1">${found.data ? JOB_WORDS[found.data.kind] : "Job"}</h1>
        <div class="actions">${found.data ? actions(found.data) : nothing}</div>
      </div>
      ${found.failure ? html`<div class="card">${failed(found.failure, load)}</div>` : nothing} ${body()}`,
  };
}

/** @param {Job} job */
const reconcilingFacts = (job) => html`<div><dt>${job.kind === "UNDO" ? "Reconciliations deleted or restored" : "Reconciliations created"}</dt><dd>${numberText(job.reconciliations)}</dd></div>
  <div><dt>Total amount</dt><dd>${amountsView(job.amounts)}</dd></div>`;

/** @param {NonNullable<Job["imported"]>} imported */
const importFacts = ({ created, unchanged, faulty, duplicates }) => html`<div><dt>Records created</dt><dd>${numberText(created)}</dd></div>
  <div><dt>Already imported</dt><dd>${numberText(unchanged)}</dd></div>
  ${duplicates ? html`<div><dt>Duplicates left out</dt><dd>${numberText(duplicates)}</dd></div>` : nothing}
  ${faulty ? html`<div><dt>Kept as invalid</dt><dd>${numberText(faulty)}</dd></div>` : nothing}`;

/** @param {NonNullable<Job["documents"]>} documents */
const documentFacts = ({ kind, firstDay, lastDay, count, keptUntil }) => html`<div><dt>${kind === "STATEMENT" ? "Statements" : "Yearly receipts"} of</dt><dd>${kind === "STATEMENT" ? daysText(firstDay, lastDay) : firstDay.slice(0, 4)}</dd></div>
  <div><dt>Documents made</dt><dd>${numberText(count)}</dd></div>
  ${keptUntil ? html`<div><dt>Kept until</dt><dd>${moment(keptUntil)}</dd></div>` : nothing}`;

/** @param {Job} job */
const problems = (job) => html`<section class="below" aria-labelledby="problems">
  <h2 id="problems">Skipped accounts</h2>
  <div class="card">
    ${table({
      caption: "Skipped accounts",
      rows: job.errors,
      key: (error) => error.account.number,
      columns: [
        {
          title: "Account",
          cell: ({ account }) => html`<a data-row href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span>`,
        },
        { title: "Reason", cell: ({ message }) => message },
      ],
    })}
    ${job.errorCount > job.errors.length ? html`<p class="more soft">The first ${job.errors.length} of ${numberText(job.errorCount)}.</p>` : nothing}
  </div>
</section>`;
