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
import { may, RECORDING, RUNNING, UNDOING } from "../session.js";
import { msg, msgView, texts } from "../texts.js";
import { personName } from "../words.js";

await stylesheet("job");
await texts("jobs", "mails");

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
    if (!signal.aborted && (found.failure ? !found.failure.lasts : found.data && isUnfinished(found.data.state))) timer = setTimeout(() => signal.aborted || load(), AGAIN_MS);
  }

  async function cancel() {
    const yes = await confirm(
      msg("jobs-cancel-ask"),
      found.data?.kind === "IMPORT"
        ? html`<p>${msg("jobs-cancel-import")}</p>`
        : found.data?.documents
          ? html`<p>${msg("jobs-cancel-documents")}</p>`
          : html`<p>${msg("jobs-cancel-means")}</p>`,
      msg("jobs-cancel"),
    );
    if (!yes) return;
    await change({
      query: CANCEL_JOB,
      input: { jobId: id },
      successMessage: ({ job }) => (job ? msg("jobs-cancelled-after", { done: job.done, count: job.total }) : msg("jobs-cancelled")),
    });
  }

  function takeBack() {
    const { batch, kind } = /** @type {Job} */ (found.data);
    if (batch) opening(() => import("../dialogs/undo-batch.js"), (dialog) => dialog.undoBatch(batch.id, msg("jobs-what-it-did", { job: JOB_WORDS[kind] })));
  }

  /** @param {Job} job */
  const actions = (job) =>
    isUnfinished(job.state)
      ? button({ text: msg("jobs-cancel"), run: cancel, needs: RUNNING, danger: true })
      : job.batch && !job.batch.undone
        ? button({ text: job.batch.partlyUndone ? msg("jobs-undo-rest") : msg("jobs-undo-all"), run: takeBack, needs: UNDOING })
        : job.documents?.count
          ? html`${button({ text: msg("jobs-download-all"), object: msg("jobs-the-documents"), run: () => downloadAll(id), needs: RUNNING }, "main")}
              ${button({ text: msg("mails-send-all"), object: msg("mails-the-documents"), run: () => void opening(() => import("../dialogs/send-documents.js"), (dialog) => dialog.sendDocuments(id)), needs: RECORDING })}`
          : nothing;

  function body() {
    const job = found.data;
    if (job === undefined) return found.failure ? nothing : html`<div class="card">${loading(msg("jobs-the-job"), 4)}</div>`;
    if (job === null) return html`<div class="card">${empty(msg("jobs-not-found"), html`<a href="/jobs">${msg("jobs-to-jobs")}</a>`)}</div>`;
    return html`<div class="card job">
        <p class="job-state" role="status">
          <b class="state ${job.state}">${stateText(job)}</b>
          <span class="soft">${job.endedAt
            ? msgView("jobs-requested-ended", { person: personName(job.recordedBy), moment: moment(job.recordedAt), ended: moment(job.endedAt) })
            : msgView("jobs-requested-by", { person: personName(job.recordedBy), moment: moment(job.recordedAt) })}</span>
        </p>
        ${isUnfinished(job.state) ? html`<p class="soft">${msg("jobs-keeps-running")}</p>` : nothing}
        ${progress(job.done, job.total, msg("jobs-done-of", { done: job.done, count: job.total }))}
        ${job.failure ? html`<p class="problem" role="alert">${job.failure}</p>` : nothing}
        <dl class="facts">
          ${job.imported ? importFacts(job.imported) : job.documents ? documentFacts(job.documents) : job.kind === "SEND_DOCUMENTS" ? nothing : reconcilingFacts(job)}
          <div><dt>${msg("jobs-with-problems")}</dt><dd>${job.errorCount ? numberText(job.errorCount) : html`<span class="soft">${msg("jobs-no-problems")}</span>`}</dd></div>
        </dl>
        ${job.state === "DONE" && job.batch?.mutation === "importBankStatement" && !job.batch.undone ? html`<p><a href="/match?batch=${encodeURIComponent(job.batch.id)}">${msg("jobs-match-lines")}</a></p>` : nothing}
        ${hasMails(job.documents) ? html`<p><a href="/statements?job=${encodeURIComponent(id)}">${msg("mails-view")}</a></p>` : nothing}
        ${job.batch && may("MANAGE_ACCESS") ? html`<p><a href="/activity?batch=${encodeURIComponent(job.batch.id)}">${msg("jobs-all-changes")}</a></p>` : nothing}
      </div>
      ${job.errors.length ? problems(job) : nothing}`;
  }

  return {
    title: () => (found.data ? JOB_WORDS[found.data.kind] : msg("jobs-job")),
    load,
    view: () => html`<p class="crumb"><a href="/jobs">${msg("jobs-all-jobs")}</a></p>
      <div class="heading">
        <h1 tabindex="-1">${found.data ? JOB_WORDS[found.data.kind] : msg("jobs-job")}</h1>
        <div class="actions">${found.data ? actions(found.data) : nothing}</div>
      </div>
      ${found.failure ? html`<div class="card">${failed(found.failure, load)}</div>` : nothing} ${body()}`,
  };
}

/** What became of a job, its undo too. @param {Job} job */
function stateText({ state, batch }) {
  if (batch?.undone) return msg("jobs-undone", { state: STATE_WORDS[state] });
  return batch?.partlyUndone ? msg("jobs-partly-undone", { state: STATE_WORDS[state] }) : STATE_WORDS[state];
}

/** @param {Job} job */
const reconcilingFacts = (job) => html`<div><dt>${job.kind === "UNDO" ? msg("jobs-deleted-or-restored") : msg("jobs-created")}</dt><dd>${numberText(job.reconciliations)}</dd></div>
  <div><dt>${msg("jobs-total")}</dt><dd>${amountsView(job.amounts)}</dd></div>`;

/** @param {NonNullable<Job["imported"]>} imported */
const importFacts = ({ created, unchanged, faulty, duplicates }) => html`<div><dt>${msg("jobs-records")}</dt><dd>${numberText(created)}</dd></div>
  <div><dt>${msg("jobs-already")}</dt><dd>${numberText(unchanged)}</dd></div>
  ${duplicates ? html`<div><dt>${msg("jobs-duplicates")}</dt><dd>${numberText(duplicates)}</dd></div>` : nothing}
  ${faulty ? html`<div><dt>${msg("jobs-faulty")}</dt><dd>${numberText(faulty)}</dd></div>` : nothing}`;

/** @param {Job["documents"]} documents */
const hasMails = (documents) => documents !== null && Object.values(documents.mails).some((count) => count);

/** @param {NonNullable<Job["documents"]>} documents */
const documentFacts = ({ kind, firstDay, lastDay, count, keptUntil, mails }) => html`<div><dt>${kind === "STATEMENT" ? msg("jobs-statements-of") : msg("jobs-receipts-of")}</dt><dd>${kind === "STATEMENT" ? daysText(firstDay, lastDay) : firstDay.slice(0, 4)}</dd></div>
  <div><dt>${msg("jobs-documents-made")}</dt><dd>${numberText(count)}</dd></div>
  ${keptUntil ? html`<div><dt>${msg("jobs-kept-until")}</dt><dd>${moment(keptUntil)}</dd></div>` : nothing}
  ${mails.sent ? html`<div><dt>${msg("mails-counts-sent")}</dt><dd>${numberText(mails.sent)}</dd></div>` : nothing}
  ${mails.waiting ? html`<div><dt>${msg("mails-counts-waiting")}</dt><dd>${numberText(mails.waiting)}</dd></div>` : nothing}
  ${mails.failed + mails.unknown ? html`<div><dt>${msg("mails-counts-problems")}</dt><dd class="problem">${numberText(mails.failed + mails.unknown)}</dd></div>` : nothing}`;

/** @param {Job} job */
const problems = (job) => html`<section class="below" aria-labelledby="problems">
  <h2 id="problems">${msg("jobs-skipped-accounts")}</h2>
  <div class="card">
    ${table({
      caption: msg("jobs-skipped-accounts"),
      rows: job.errors,
      key: (error) => error.account.number,
      columns: [
        {
          title: msg("jobs-account"),
          cell: ({ account }) => html`<a data-row href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span>`,
        },
        { title: msg("jobs-reason"), cell: ({ message }) => message },
      ],
    })}
    ${job.errorCount > job.errors.length ? html`<p class="more soft">${msg("jobs-the-first", { shown: job.errors.length, total: job.errorCount })}</p>` : nothing}
  </div>
</section>`;
