/** One job: how far it is, what it came to, what it could not do; cancelling and undoing it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { amountsView, isUnfinished, JOB_WORDS, STATE_WORDS } from "../job-words.js";
import { button } from "../parts/action.js";
import { moment } from "../parts/date.js";
import { confirm } from "../parts/dialog.js";
import { change } from "../parts/form.js";
import { empty, failed, loading } from "../parts/notices.js";
import { progress } from "../parts/progress.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { CANCEL_JOB, JOB } from "../queries/jobs.js";
import { reading } from "../reading.js";
import { may, RUNNING, UNDOING } from "../session.js";
import { counted } from "../words.js";

await stylesheet("job");

const AGAIN_MS = 1_000;

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const { id } = visit.parameters;
  const found = reading(visit, (data) => data.job);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function load() {
    clearTimeout(timer);
    const signal = visit.signal();
    await found.read(JOB, { id });
    if (!signal.aborted && (found.failure || (found.data && isUnfinished(found.data.state)))) timer = setTimeout(() => signal.aborted || load(), AGAIN_MS);
  }

  async function cancel() {
    const yes = await confirm(
      "Cancel this job?",
      html`<p>It stops where it stands. The accounts that it has done stay as it left them; you can undo them afterwards.</p>`,
      "Cancel the job",
    );
    if (!yes) return;
    await change({
      query: CANCEL_JOB,
      input: { jobId: id },
      said: ({ job }) => `Cancelled after ${job.done.toLocaleString()} of ${counted(job.total, "account")}.`,
    });
  }

  async function takeBack() {
    const { undoBatch } = await import("../dialogs/undo-batch.js");
    await undoBatch(found.data.batch.id, `what “${JOB_WORDS[found.data.kind]}” did`);
  }

  /** @param {any} job */
  const actions = (job) =>
    isUnfinished(job.state)
      ? button({ text: "Cancel the job", run: cancel, needs: RUNNING, danger: true })
      : job.batch && !job.batch.undone
        ? button({ text: "Undo all of it", run: takeBack, needs: UNDOING })
        : nothing;

  function body() {
    const job = found.data;
    if (job === undefined) return found.failure ? nothing : html`<div class="card">${loading("the job", 4)}</div>`;
    if (job === null) return html`<div class="card">${empty("There is no such job, or you may not see it.", html`<a href="/jobs">Go to all jobs</a>`)}</div>`;
    return html`<div class="card job">
        <p class="job-state" role="status">
          <b class="state ${job.state}">${STATE_WORDS[job.state]}${job.batch?.undone ? " and undone since" : nothing}</b>
          <span class="soft">asked for by ${job.recordedBy} on ${moment(job.recordedAt)}${job.endedAt ? html`, ended ${moment(job.endedAt)}` : nothing}</span>
        </p>
        ${isUnfinished(job.state) ? html`<p class="soft">You may leave this page, or sign out: it goes on.</p>` : nothing}
        ${progress(job.done, job.total, `${job.done.toLocaleString()} of ${counted(job.total, "account")}`)}
        ${job.failure ? html`<p class="problem" role="alert">${job.failure}</p>` : nothing}
        <dl class="facts">
          <div><dt>${job.kind === "UNDO" ? "Reconciliations ended or made again" : "Reconciliations made"}</dt><dd>${job.reconciliations.toLocaleString()}</dd></div>
          <div><dt>They come to</dt><dd>${amountsView(job.amounts)}</dd></div>
          <div><dt>Accounts with problems</dt><dd>${job.errorCount ? job.errorCount.toLocaleString() : html`<span class="soft">none</span>`}</dd></div>
        </dl>
        ${job.batch && may("MANAGE_ACCESS") ? html`<p><a href="/activity?batch=${encodeURIComponent(job.batch.id)}">See every change in Activity</a></p>` : nothing}
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

/** @param {any} job */
const problems = (job) => html`<section class="below" aria-labelledby="problems">
  <h2 id="problems">Accounts that were left as they were</h2>
  <div class="card">
    ${table({
      caption: "Accounts that were left as they were",
      rows: job.errors,
      key: (error) => error.account.number,
      columns: [
        {
          title: "Account",
          cell: ({ account }) => html`<a data-row href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span>`,
        },
        { title: "Why", cell: ({ message }) => message },
      ],
    })}
    ${job.errorCount > job.errors.length ? html`<p class="more soft">The first ${job.errors.length} of ${job.errorCount.toLocaleString()}.</p>` : nothing}
  </div>
</section>`;
