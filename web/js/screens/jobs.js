/** All jobs, newest first, with progress and result. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { amountsView, isUnfinished, JOB_WORDS, STATE_WORDS } from "../job-words.js";
import { numberText } from "../locale.js";
import { moment } from "../parts/date.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { progress } from "../parts/progress.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { JOBS } from "../queries/jobs.js";
import { paged } from "../reading.js";
import { msg, msgView, texts } from "../texts.js";
import { personName } from "../words.js";

await stylesheet("job");
await texts("jobs");

/** @typedef {import("../queries/jobs.js").Jobs_jobs_nodes} Job */

/** @param {Job} job */
const problems = ({ errorCount }) => (errorCount ? html`<small class="by problem">${msg("jobs-skipped", { count: errorCount })}</small>` : nothing);

/** @type {import("../parts/table.js").Column<Job>[]} */
const COLUMNS = [
  { title: msg("jobs-job"), cell: (job) => html`<a data-row href="/jobs/${encodeURIComponent(job.id)}">${JOB_WORDS[job.kind]}</a>` },
  { title: msg("jobs-requested"), cell: (job) => html`<span>${moment(job.recordedAt)}<small class="by">${msg("jobs-by", { person: personName(job.recordedBy) })}</small></span>` },
  {
    title: msg("jobs-state"),
    cell: (job) => (isUnfinished(job.state) ? progress(job.done, job.total, msg("jobs-progress", { done: job.done, total: job.total })) : html`<span>${STATE_WORDS[job.state]}${problems(job)}</span>`),
  },
  { title: msg("jobs-accounts"), money: true, cell: (job) => numberText(job.total) },
  { title: msg("jobs-reconciliations"), money: true, cell: (job) => numberText(job.reconciliations) },
  { title: msg("jobs-amount"), money: true, cell: (job) => amountsView(job.amounts) },
];

const AGAIN_MS = 2_000;

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, JOBS, (data) => data.jobs);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function load() {
    clearTimeout(timer);
    const signal = visit.signal();
    await list.read({});
    if (!signal.aborted && list.rows.some((job) => isUnfinished(job.state))) timer = setTimeout(() => signal.aborted || load(), AGAIN_MS);
  }

  function body() {
    if (!list.known) return list.failure ? nothing : loading(msg("jobs-the-jobs"), 5);
    if (!list.rows.length) return empty(msg("jobs-none"), msgView("jobs-none-how", { accounts: html`<a href="/accounts">${msg("shell-accounts")}</a>` }));
    return html`${table({ caption: msg("jobs-title"), rows: list.rows, key: (job) => job.id, columns: COLUMNS })} ${paging(list)}`;
  }

  return {
    title: () => msg("jobs-title"),
    load,
    view: () => html`<p class="crumb"><a href="/accounts">${msg("jobs-all-accounts")}</a></p>
      <div class="heading">
        <h1 tabindex="-1">${msg("jobs-title")}</h1>
        <p class="soft">${msg("jobs-about")}</p>
      </div>
      <div class="card">${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>`,
  };
}
