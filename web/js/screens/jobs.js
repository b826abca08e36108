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
import { counted } from "../words.js";

await stylesheet("job");

/** @typedef {import("../queries/jobs.js").Jobs_jobs_nodes} Job */

/** @param {Job} job */
const problems = ({ errorCount }) => (errorCount ? html`<small class="by problem">${counted(errorCount, "account")} skipped</small>` : nothing);

/** @type {import("../parts/table.js").Column<Job>[]} */
const COLUMNS = [
  { title: "Job", cell: (job) => html`<a data-row href="/jobs/${encodeURIComponent(job.id)}">${JOB_WORDS[job.kind]}</a>` },
  { title: "Requested", cell: (job) => html`<span>${moment(job.recordedAt)}<small class="by">by ${job.recordedBy}</small></span>` },
  {
    title: "State",
    cell: (job) => (isUnfinished(job.state) ? progress(job.done, job.total, `${numberText(job.done)} of ${numberText(job.total)} accounts`) : html`<span>${STATE_WORDS[job.state]}${problems(job)}</span>`),
  },
  { title: "Accounts", money: true, cell: (job) => numberText(job.total) },
  { title: "Reconciliations", money: true, cell: (job) => numberText(job.reconciliations) },
  { title: "Amount", money: true, cell: (job) => amountsView(job.amounts) },
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
    if (!list.known) return list.failure ? nothing : loading("jobs", 5);
    if (!list.rows.length) return empty("No jobs yet.", html`Start one from <a href="/accounts">Accounts</a>: choose Operations, then Reconcile all accounts.`);
    return html`${table({ caption: "Jobs", rows: list.rows, key: (job) => job.id, columns: COLUMNS })} ${paging(list)}`;
  }

  return {
    title: () => "Jobs",
    load,
    view: () => html`<p class="crumb"><a href="/accounts">All accounts</a></p>
      <div class="heading">
        <h1 tabindex="-1">Jobs</h1>
        <p class="soft">Long-running work on many accounts</p>
      </div>
      <div class="card">${list.failure ? failed(list.failure, load) : nothing} ${body()}</div>`,
  };
}
