/** The jobs that are at work, as a strip above a list: how far each is, followed until it has ended. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { ask } from "../graphql.js";
import { JOB_WORDS } from "../job-words.js";
import { RUNNING_JOBS } from "../queries/jobs.js";
import { progress } from "./progress.js";

const AGAIN_MS = 1_500;

/**
 * @param {import("../router.js").Visit} visit
 * @returns {{ load: () => void, view: () => unknown }}
 */
export function runningJobs(visit) {
  /** @type {any[]} */
  let jobs = [];
  /** @type {any[]} those that were seen at work, and are no more */
  let ended = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function load() {
    clearTimeout(timer);
    const signal = visit.signal();
    try {
      const { nodes } = (await ask(RUNNING_JOBS, {}, signal)).jobs;
      const left = jobs.filter((job) => !nodes.some((/** @type {any} */ each) => each.id === job.id));
      ended = [...ended, ...left];
      jobs = nodes;
    } catch {
      if (signal.aborted) return; // the list below says what is wrong; this is only looked at again
    }
    visit.draw();
    if (jobs.length) timer = setTimeout(() => signal.aborted || load(), AGAIN_MS);
  }

  /** @param {any} job */
  const link = (job) => html`<a href="/jobs/${encodeURIComponent(job.id)}">${JOB_WORDS[job.kind]}</a>`;

  return {
    load,
    view: () =>
      jobs.length || ended.length
        ? html`<section class="card running" aria-label="Jobs at work">
            ${jobs.map(
              (job) => html`<div>${link(job)} ${progress(job.done, job.total, `${job.done.toLocaleString()} of ${job.total.toLocaleString()} accounts`)}</div>`,
            )}
            ${ended.map((job) => html`<p role="status">${link(job)} has ended. See what it did.</p>`)}
          </section>`
        : nothing,
  };
}
