/** Problems in the database, and how to fix them. */
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
import { msg, msgView, texts } from "../texts.js";

await stylesheet("integrity");
await texts("integrity");

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
        : html`<div class="card"><p class="checking soft">${msg("integrity-checking-all")}</p>${loading(msg("integrity-the-report"), 4)}</div>`;
    }
    return html`<div class="card verdict" aria-busy=${found.busy}>${verdict(report)}</div>
      ${report.findings.length ? findings(report, billing) : nothing} ${help(report)}`;
  }

  return {
    title: () => msg("integrity-title"),
    load,
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("integrity-title")}</h1>
        <p class="soft">${msg("integrity-about")}</p>
        <div class="actions">${button({ text: found.busy && found.data ? msg("integrity-checking") : msg("integrity-again"), run: load })}</div>
      </div>
      ${found.failure ? html`<div class="card">${failed(found.failure, load)}</div>` : nothing} ${body()}`,
  };
}

/** @param {Report} report */
function verdict(report) {
  const at = html`<span class="soft">${msgView("integrity-checked", { moment: moment(report.checkedAt) })}</span>`;
  if (report.clean) {
    return html`<p role="status" class="lead-line FULLY_RECONCILED"><span aria-hidden="true">${statusIcon("FULLY_RECONCILED")}</span> ${msg("integrity-clean")}</p>
      <p>
        ${msg("integrity-clean-means")}
      </p>
      ${at}`;
  }
  return html`<p role="status" class="lead-line ${report.findingCount ? "RECONCILIATION_ERROR" : "PARTIALLY_RECONCILED"}">
      ${report.findingCount ? msg("integrity-found", { count: report.findingCount }) : msg("integrity-none-so-far")}
    </p>
    ${report.complete
      ? html`<p>${msg("integrity-rest-consistent")}</p>`
      : html`<p>
          <b>${msg("integrity-not-everything")}</b> ${msgView("integrity-full-check", { command: html`<code>tieout verify</code>` })}
        </p>`}
    ${at}`;
}

/**
 * @param {Report} report
 * @param {boolean} billing
 */
const findings = (report, billing) => html`<div class="card below">
  ${table({
    caption: msg("integrity-problems"),
    rows: report.findings,
    key: (finding) => `${finding.rule} ${finding.where} ${finding.message}`,
    columns: [
      { title: msg("integrity-problem"), cell: (finding) => html`<span class="finding">${finding.message}</span><small class="by">${finding.where || msg("integrity-whole")}</small>` },
      {
        title: msg("integrity-account"),
        cell: ({ account }) =>
          account ? html`<span><a href="/accounts/${encodeURIComponent(account.number)}">${account.ownerName}</a> <span class="number soft">${account.number}</span></span>` : html`<span class="soft">${billing ? msg("integrity-none") : msg("integrity-hidden")}</span>`,
      },
      { title: msg("integrity-what-to-do"), cell: (finding) => html`<span>${finding.remedy} ${way(finding)}</span>` },
    ],
  })}
  ${report.findingCount > report.findings.length
    ? html`<p class="more soft">${msg("integrity-the-first", { shown: report.findings.length, total: report.findingCount })}</p>`
    : nothing}
</div>`;

/** A link to where it can be fixed. @param {Report["findings"][number]} finding */
function way({ reconciliation, item, transaction }) {
  const number = reconciliation?.debitItem.transaction.number ?? item?.transaction.number ?? transaction?.number;
  return number ? html`<br /><a data-row href="/transactions/${encodeURIComponent(number)}/reconciliations">${msg("integrity-view", { number })}</a>` : nothing;
}

/** @param {Report} report */
const help = ({ supportContact, clean }) =>
  clean
    ? nothing
    : html`<p class="soft below">
        ${supportContact
          ? msg("integrity-contact", { contact: supportContact })
          : msg("integrity-contact-administrator")}
        ${msg("integrity-where-from")}
      </p>`;
