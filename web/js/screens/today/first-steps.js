/** The first steps in books that are empty: accounts, what they owe and paid, then matching. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { IMPORT_KINDS } from "../../import-kinds.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { billingOf } from "../../parts/links.js";
import { downloadTemplate } from "../../parts/template.js";
import { go } from "../../router.js";
import { may, RECORDING } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";

await texts("today");

/** @param {string} code of the kind of file */
function templateOf(code) {
  const kind = IMPORT_KINDS.find((each) => each.code === code);
  if (!kind || !may("IMPORT_DATA")) return nothing;
  const { title } = kind;
  return html`<li>
    <a href="/import?kind=${code}">${msg("today-import", { title: title.toLowerCase() })}</a>
    ${button({ text: msg("today-template"), object: msg("today-template-for", { title: title.toLowerCase() }), run: () => downloadTemplate(kind) })}
  </li>`;
}

const newAccount = () =>
  void opening(() => import("../../dialogs/create-account.js"), (dialog) => dialog.createAccount()).then((done) => done && go(billingOf(done.account.number)));

export const firstSteps = () => html`<ol class="first-steps">
  <li class="card">
    <h2>${msg("today-accounts")}</h2>
    <p>${msg("today-accounts-are")}</p>
    <ul>${templateOf("ACCOUNTS")} ${templateOf("LEDGER_CODES")}</ul>
    ${button({ text: msg("today-create-account"), needs: RECORDING, run: newAccount })}
    <p class="soft">${msgView("today-demo", { command: html`<code>tieout demo</code>` })}</p>
  </li>
  <li class="card">
    <h2>${msg("today-invoices")}</h2>
    <p>${msg("today-any-csv")}</p>
    <ul>${templateOf("INVOICES")} ${templateOf("PAYMENTS")}</ul>
  </li>
  <li class="card">
    <h2>${msg("today-match")}</h2>
    <p>${msg("today-match-how")}</p>
    <ul><li><a href="/match">${msg("today-match-money")}</a></li></ul>
  </li>
</ol>`;
