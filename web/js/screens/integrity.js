/** What contradicts in the database, and how to mend it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
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

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const billing = may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING");
  const found = reading(visit, (data) => data.integrityReport);
  const load = () => void found.read(billing ? INTEGRITY : INTEGRITY_ALONE);

  function body() {
    const report = found.data;
    if (!report) {
      return found.failure
        ? nothing
        : html`<div class="card"><p class="checking soft">Looking through all that is stored: it takes up to 30 seconds.</p>${loading("the report", 4)}</div>`;
    }
    return html`<div class="card verdict" aria-busy=${found.busy}>${verdict(report)}</div>
      ${report.findings.length ? findings(report, billing) : nothing} ${help(report)}`;
  }

  return {
    title: () => "Integrity",
    load,
    view: () => html`<div class="heading">
        <h1 tabindex="-1">Integrity</h1>
        <p class="soft">Whether all that is stored agrees with itself</p>
        <div class="actions">${button({ text: found.busy && found.data ? "Checking…" : "Check again", run: load })}</div>
      </div>
      ${found.failure ? html`<div class="card">${failed(found.failure, load)}</div>` : nothing} ${body()}`,
  };
}

/** @param {any} report */
function verdict(report) {
  const at = html`<span class="soft">Checked ${moment(report.checkedAt)}</span>`;
  if (report.clean) {
    return html`<p role="status" class="lead-line FULLY_RECONCILED"><span aria-hidden="true">${statusIcon("FULLY_RECONCILED")}</span> Everything ties out.</p>
      <p>
        All that is stored was checked: every item and its reconciliations, every sum, every account, and the log of all changes, which has no
        gap and was altered by nobody.
      </p>
      ${at}`;
  }
  return html`<p role="status" class="lead-line ${report.findingCount ? "RECONCILIATION_ERROR" : "PARTIALLY_RECONCILED"}">
      ${report.findingCount ? `${counted(report.findingCount, "thing")} to mend.` : "Nothing was found so far."}
    </p>
    ${report.complete
      ? html`<p>All else was checked and agrees.</p>`
      : html`<p>
          <b>Not everything could be looked at in 30 seconds.</b> What people can mend was looked at first. For a database of this size
          run <code>tieout verify</code> on the server: it takes all the time that it needs.
        </p>`}
    ${at}`;
}

/**
 * @param {any} report
 * @param {boolean} billing
 */
const findings = (report, billing) => html`<div class="card below">
  ${table({
    caption: "What contradicts",
    rows: report.findings,
    key: (finding) => `${finding.rule} ${finding.where} ${finding.message}`,
    columns: [
      { title: "What", cell: (finding) => html`<span class="finding">${finding.message}</span><small class="by">${finding.where || "in the database as a whole"}</small>` },
      {
        title: "Account",
        cell: ({ account }) =>
          account ? html`<span><a href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span></span>` : html`<span class="soft">${billing ? "none" : "not for you to see"}</span>`,
      },
      { title: "What to do", cell: (finding) => html`<span>${finding.remedy} ${way(finding)}</span>` },
      { title: "Rule", cell: (finding) => html`<span class="number">${finding.rule}</span>` },
    ],
  })}
  ${report.findingCount > report.findings.length
    ? html`<p class="more soft">The first ${report.findings.length.toLocaleString()} of ${report.findingCount.toLocaleString()}. Mend these, and check again.</p>`
    : nothing}
</div>`;

/** The way to where it is mended. @param {any} finding */
function way({ reconciliation, item, transaction }) {
  const number = reconciliation?.debitItem.transaction.number ?? item?.transaction.number ?? transaction?.number;
  return number ? html`<br /><a data-row href="/transactions/${encodeURIComponent(number)}/reconciliations">Open the reconciliations of ${number}</a>` : nothing;
}

/** @param {any} report */
const help = ({ supportContact, clean }) =>
  clean
    ? nothing
    : html`<p class="soft below">
        ${supportContact
          ? html`If you cannot mend it, ask ${supportContact}.`
          : "If you cannot mend it, ask whoever runs Tieout for you; they may name a contact here by the setting TIEOUT_SUPPORT_CONTACT."}
        Contradictions come from imports that kept errors, or from outside Tieout: nothing in it can make one.
      </p>`;
