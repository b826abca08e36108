/** Who did what since yesterday, counted by person and kind of change. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { mutationWords } from "../../activity-words.js";
import { numberText } from "../../locale.js";
import { moment } from "../../parts/date.js";
import { failed, loading } from "../../parts/notices.js";
import { TODAY_DONE } from "../../queries/today.js";
import { reading } from "../../reading.js";
import { may } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { personName } from "../../words.js";

await texts("today");

const DAY_MS = 86_400_000;

/** @typedef {{ person: string, principal: string, last: string, batches: Map<string, Set<string>> }} Done by mutation */

/** @param {import("../../router.js").Visit} visit */
export function sinceYesterday(visit) {
  const found = reading(visit, TODAY_DONE, (data) => data.auditLog);
  const load = () => void (may("MANAGE_ACCESS") && found.read({}));

  /** The newest first; what was undone is left out. @returns {Done[]} */
  function done() {
    const yesterday = new Date(Date.now() - DAY_MS).setHours(0, 0, 0, 0);
    /** @type {Map<string, Done>} */
    const all = new Map();
    for (const { recordedAt, recordedBy, principal, batch } of found.data?.nodes ?? []) {
      if (Date.parse(recordedAt) < yesterday) break;
      if (batch.undone) continue;
      const one = all.get(principal) ?? { person: personName(recordedBy), principal, last: recordedAt, batches: new Map() };
      all.set(principal, one);
      one.batches.set(batch.mutation, (one.batches.get(batch.mutation) ?? new Set()).add(batch.id));
    }
    return [...all.values()];
  }

  function view() {
    if (!may("MANAGE_ACCESS")) return nothing;
    const all = done();
    return html`<section class="card" aria-labelledby="done">
      <h2 id="done">${msg("today-since-yesterday")} <a href="/activity">${msg("today-all-activity")}</a></h2>
      ${found.failure ? failed(found.failure, load) : !found.data ? loading(msg("today-activity"), 3) : nothing}
      ${found.data && !all.length ? html`<p class="soft none">${msg("today-nobody")}</p>` : nothing}
      <ul>
        ${all.map(({ principal, person, last, batches }) => html`<li>
          <a data-row href="/activity?person=${encodeURIComponent(principal)}">${person}</a> <small class="last">${moment(last)}</small>
          <span class="what">${[...batches].map(([mutation, { size }]) => `${mutationWords(mutation)}${size > 1 ? ` (${numberText(size)})` : ""}`).join(", ")}</span>
        </li>`)}
      </ul>
    </section>`;
  }
  return { load, view };
}
