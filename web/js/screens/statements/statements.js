/** Documents: an account's statement for a period and its yearly receipts; without an account those of all. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { button } from "../../parts/action.js";
import { choiceField, searchField } from "../../parts/filters.js";
import { billingOf } from "../../parts/links.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { downloadDocument } from "../../parts/documents.js";
import { periodField, periodInput } from "../../parts/period.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { ACCOUNTS_CHOSEN, STATEMENT_ACCOUNT } from "../../queries/statements.js";
import { opening } from "../../opening.js";
import { MAILS } from "../../queries/mails.js";
import { paged, reading } from "../../reading.js";
import { RECORDING, today } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { batchView, chosenAccounts } from "./batch.js";
import { mailsView } from "./mails.js";

await stylesheet("statements");
await texts("statements", "mails");

const WITHOUT = "last-12-months";
const YEARS = 4;

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const found = reading(visit, STATEMENT_ACCOUNT, (data) => data.account);
  const chosen = reading(visit, ACCOUNTS_CHOSEN, (data) => data.accounts);
  const mails = paged(visit, MAILS, (data) => data.mails);
  const number = () => visit.query.get("account")?.trim() ?? "";
  const period = () => visit.query.get("period") ?? WITHOUT;
  const years = () => Array.from({ length: YEARS }, (_, ago) => String(Number(today().slice(0, 4)) - ago));
  const year = () => visit.query.get("year") ?? years()[0];

  async function load() {
    if (number()) await found.read({ number: number() });
    else await chosen.read(chosenAccounts(visit));
    if (!number() || found.data) await mails.read({ account: (number() && found.data?.id) || null, job: visit.query.get("job") });
  }

  /** @param {import("../../dialogs/send-documents.js").Sent} what */
  const send = (what) => void opening(() => import("../../dialogs/send-documents.js"), (dialog) => dialog.sendDocument(what));

  /** @param {NonNullable<typeof found.data>} account */
  const statement = ({ id: accountId, number: account }) => html`<section class="card document" aria-labelledby="statement">
    <h2 id="statement">${msg("statements-one")}</h2>
    <p class="soft">${msg("statements-one-is")}</p>
    <div class="filters">${periodField(visit, { without: WITHOUT, changed: visit.draw })}</div>
    <div class="choices">
      ${button({ text: msg("statements-download"), object: msg("statements-the-statement"), run: () => downloadDocument("statement", { account, period: period() }), disabledReason: periodInput(period()).problem }, "main")}
      ${button({ text: msg("mails-send-by"), object: msg("statements-the-statement"), run: () => send({ accountId, kind: "STATEMENT", period: periodInput(period()).input ?? undefined }), needs: RECORDING, disabledReason: periodInput(period()).problem })}
    </div>
  </section>`;

  /** @param {NonNullable<typeof found.data>["members"]} members */
  const of = (members) => [...members.map(({ id, name }) => ({ id, name })), { id: "", name: msg("statements-account-itself") }];

  /** @param {NonNullable<typeof found.data>} account */
  const yearly = ({ id: accountId, number: account, members }) => html`<section class="card document" aria-labelledby="yearly">
    <h2 id="yearly">${msg("statements-yearly")}</h2>
    <p class="soft">${msg("statements-yearly-are")}</p>
    <div class="filters">${choiceField(visit, { name: "year", label: msg("statements-year"), options: years().map((value) => ({ value, text: value })), changed: visit.draw })}</div>
    <div class="choices">
      ${of(members).map(({ id, name }) => button({ text: name, object: year(), run: () => downloadDocument("yearly-receipt", { account, year: year(), ...(id && { memberId: id }) }) }))}
    </div>
    <h3>${msg("mails-send-by")}</h3>
    <div class="choices">
      ${of(members).map(({ id, name }) => button({ text: name, object: `${msg("mails-send-by")}, ${year()}`, run: () => send({ accountId, kind: "YEARLY_RECEIPT", period: { year: Number(year()) }, memberId: id || undefined }), needs: RECORDING }))}
    </div>
  </section>`;

  function body() {
    if (!number()) return batchView(visit, { period: period(), without: WITHOUT, year: year(), years: years(), count: chosen.data?.totalCount, changed: () => void chosen.read(chosenAccounts(visit)) });
    if (found.failure) return html`<div class="card">${failed(found.failure, load)}</div>`;
    if (found.data === undefined) return html`<div class="card">${loading(msg("statements-the-account"), 3)}</div>`;
    if (!found.data) return html`<div class="card">${empty(msg("statements-not-found"), html`<a href="/accounts">${msg("shell-to-accounts")}</a>`)}</div>`;
    return html`${statement(found.data)} ${yearly(found.data)}`;
  }

  return {
    title: () => msg("statements-title"),
    load,
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("statements-title")}</h1>
        <p class="soft" role="status">${found.data ? html`<a href=${billingOf(found.data.number)}>${found.data.ownerName}</a>` : nothing}</p>
      </div>
      <div class="filters">${searchField(visit, { name: "account", label: msg("statements-account-number"), placeholder: msg("statements-account-number"), changed: load })}</div>
      <div class="report" aria-busy=${found.busy}>${body()}</div>
      ${mailsView(mails, load)}`,
  };
}
