/** Running jobs with their progress, above a list; updated until they end. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { asFailure, ask } from "../graphql.js";
import { JOB_WORDS } from "../job-words.js";
import { RUNNING_JOBS } from "../queries/jobs.js";
import { msg, msgView, texts } from "../texts.js";
import { progress } from "./progress.js";

await texts("lists");

/** @typedef {import("../queries/jobs.js").RunningJobs_jobs_nodes} Job */

const AGAIN_MS = 1_500;

/**
 * @param {import("../router.js").Visit} visit
 * @returns {{ load: () => void, view: () => unknown }}
 */
export function runningJobs(visit) {
  /** @type {Job[]} */
  let jobs = [];
  /** @type {Job[]} those that ran while this page was open and have ended */
  let ended = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function load() {
    clearTimeout(timer);
    const signal = visit.signal();
    try {
      const { nodes } = (await ask(RUNNING_JOBS, {}, signal)).jobs;
      const left = jobs.filter((job) => !nodes.some((each) => each.id === job.id));
      ended = [...ended, ...left];
      jobs = nodes;
    } catch (problem) {
      if (signal.aborted || asFailure(problem).lasts) return; // the list below shows the error
    }
    visit.draw();
    if (jobs.length) timer = setTimeout(() => signal.aborted || load(), AGAIN_MS);
  }

  /** @param {Job} job */
  const link = (job) => html`<a href="/jobs/${encodeURIComponent(job.id)}">${JOB_WORDS[job.kind]}</a>`;

  return {
    load,
    view: () =>
      jobs.length || ended.length
        ? html`<section class="card running" aria-label=${msg("lists-running-jobs")}>
            ${jobs.map(
              (job) => html`<div>${link(job)} ${progress(job.done, job.total, msg("lists-accounts-done", { done: job.done, total: job.total }))}</div>`,
            )}
            ${ended.map((job) => html`<p role="status">${msgView("lists-job-finished", { job: link(job) })}</p>`)}
          </section>`
        : nothing,
  };
}
