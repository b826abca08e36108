/** What changed in a report since an instant: both figures of each row that differs, and who made the difference. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { mutationWords } from "../../activity-words.js";
import { money } from "../../money.js";
import { instantIn } from "../../parts/as-of.js";
import { moment } from "../../parts/date.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { table } from "../../parts/table.js";
import { reading } from "../../reading.js";
import { msg, texts } from "../../texts.js";
import { momentText, personName } from "../../words.js";

await texts("reports");

/** @import { Document } from "../../../types/document.js" */
/** @import { PeriodInput } from "../../../types/schema.js" */
/** @typedef {import("../../queries/reports.js").ChangedSales_report} Changed */
/** @typedef {Changed["changesSince"]["nodes"][number]} Row */

/** @typedef {{ period?: PeriodInput | null, on?: string | null, currency?: string | null, asOf?: string | null }} Wanted */

/**
 * The rows that differ from `?since=`, if the address has it.
 * @param {import("../../router.js").Visit} visit
 * @param {Document<{ report: Changed }, never>} changed the report's query
 */
export function changedSince(visit, changed) {
  const query = /** @type {Document<{ report: Changed }, Wanted & { since: string }>} */ (changed);
  const found = reading(visit, query, (data) => data.report);
  /** As the address has it: more exact than the browser counts. */
  const since = () => (instantIn(visit, "since") ? visit.query.get("since") : null);
  /** @type {Wanted} */
  let asked = {};

  /** @param {Wanted} wanted the report's own variables */
  function load(wanted) {
    asked = wanted;
    const at = since();
    if (at) void found.read({ ...wanted, since: at });
  }

  const columns = (/** @type {string} */ currency) => [
    { title: msg("reports-row"), cell: (/** @type {Row} */ row) => row.label },
    { title: msg("reports-then"), money: true, cell: (/** @type {Row} */ row) => money(row.thenCents, currency) },
    { title: msg("reports-now"), money: true, cell: (/** @type {Row} */ row) => money(row.nowCents, currency) },
    {
      title: msg("reports-changed-by"),
      cell: (/** @type {Row} */ row) => html`${row.batches.map((each) => html`<div>${mutationWords(each.mutation)}<small class="by">${personName(each.recordedBy)}, ${moment(each.recordedAt)}</small></div>`)}`,
    },
  ];

  function body() {
    if (!found.data) return found.failure ? nothing : loading(msg("reports-what-changed"), 3);
    const { currency, changesSince } = found.data;
    if (!changesSince.nodes.length) return empty(msg("reports-nothing-differs"), msg("reports-as-then"));
    const more = changesSince.totalCount - changesSince.nodes.length;
    return html`${table({ caption: msg("reports-changed-rows"), rows: changesSince.nodes, key: (row) => row.key, columns: columns(currency) })}
      ${more > 0 ? html`<p class="more soft">${msg("reports-more-changed", { count: more })}</p>` : nothing}`;
  }

  return {
    load,
    view: () => {
      const at = since();
      if (!at) return nothing;
      return html`<section class="card" aria-labelledby="changed" aria-busy=${found.busy}>
        <h2 id="changed">${msg("reports-changed-since", { moment: momentText(at) })}</h2>
        ${found.failure ? failed(found.failure, () => load(asked)) : nothing} ${body()}
      </section>`;
    },
  };
}
