/** Problems in the database, and how to fix them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { numberText } from "../locale.js";
import { button } from "../parts/action.js";
import { moment } from "../parts/date.js";
import { failed, loading } from "../parts/notices.js";
import { statusIcon } from "../parts/status.js";
import { stylesheet } from "../parts/stylesheet.js";
import { table } from "../parts/table.js";
import { INTEGRITY, INTEGRITY_ALONE } from "../queries/integrity.js";
import { reading } from "../reading.js";
import { may } from "../session.js";
import { counted } from "../words.js";

await stylesheet("integrity");

/** @typedef {import("../queries/integrity.js").Integrity_integrityReport} Report */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const billing = may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING");
  const query = /** @type {typeof INTEGRITY} */ (billing ? INTEGRITY : INTEGRITY_ALONE); // without links
  const found = reading(visit, query, (data) => data.integrityReport);
  const load = () => void found.read({});

  function body() {
    const report = found.data;
    if (!report) {
      return found.failure
        ? nothing
        : html`<div class="card"><p class="checking soft">Checking all records. This takes up to 30 seconds.</p>${loading("the report", 4)}</div>`;
    }
    return html`<div class="card verdict" aria-busy=${found.busy}>${verdict(report)}</div>
      ${report.findings.length ? findings(report, billing) : nothing} ${help(report)}`;
  }

  return {
    title: () => "Integrity",
    load,
    view: () => html`<div class="heading">
        <h1 tabindex="-1">Integrity</h1>
        <p class="soft">Checks that all records are consistent</p>
        <div class="actions">${button({ text: found.busy && found.data ? "Checking…" : "Check again", run: load })}</div>
      </div>
      ${found.failure ? html`<div class="card">${failed(found.failure, load)}</div>` : nothing} ${body()}`,
  };
}

/** @param {Report} report */
function verdict(report) {
  const at = html`<span class="soft">Checked ${moment(report.checkedAt)}</span>`;
  if (report.clean) {
    return html`<p role="status" class="lead-line FULLY_RECONCILED"><span aria-hidden="true">${statusIcon("FULLY_RECONCILED")}</span> Everything ties out.</p>
      <p>
        Every item, reconciliation, total and account was checked, and the audit log is complete and unaltered.
      </p>
      ${at}`;
  }
  return html`<p role="status" class="lead-line ${report.findingCount ? "RECONCILIATION_ERROR" : "PARTIALLY_RECONCILED"}">
      ${report.findingCount ? `${counted(report.findingCount, "problem")} found.` : "No problems found so far."}
    </p>
    ${report.complete
      ? html`<p>Everything else was checked and is consistent.</p>`
      : html`<p>
          <b>Not everything could be checked in 30 seconds.</b> For a full check, run <code>tieout verify</code> on the server.
        </p>`}
    ${at}`;
}

/**
 * @param {Report} report
 * @param {boolean} billing
 */
const findings = (report, billing) => html`<div class="card below">
  ${table({
    caption: "Problems",
    rows: report.findings,
    key: (finding) => `${finding.rule} ${finding.where} ${finding.message}`,
    columns: [
      { title: "Problem", cell: (finding) => html`<span class="finding">${finding.message}</span><small class="by">${finding.where || "whole database"}</small>` },
      {
        title: "Account",
        cell: ({ account }) =>
          account ? html`<span><a href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span></span>` : html`<span class="soft">${billing ? "none" : "hidden"}</span>`,
      },
      { title: "What to do", cell: (finding) => html`<span>${finding.remedy} ${way(finding)}</span>` },
    ],
  })}
  ${report.findingCount > report.findings.length
    ? html`<p class="more soft">The first ${numberText(report.findings.length)} of ${numberText(report.findingCount)}. Fix these and check again.</p>`
    : nothing}
</div>`;

/** A link to where it can be fixed. @param {Report["findings"][number]} finding */
function way({ reconciliation, item, transaction }) {
  const number = reconciliation?.debitItem.transaction.number ?? item?.transaction.number ?? transaction?.number;
  return number ? html`<br /><a data-row href="/transactions/${encodeURIComponent(number)}/reconciliations">View reconciliations of ${number}</a>` : nothing;
}

/** @param {Report} report */
const help = ({ supportContact, clean }) =>
  clean
    ? nothing
    : html`<p class="soft below">
        ${supportContact
          ? html`If you can't fix a problem, contact ${supportContact}.`
          : "If you can't fix a problem, contact your Tieout administrator."}
        Problems come from imports that kept errors or from changes made outside Tieout.
      </p>`;
