/** The first steps in books that are empty: accounts, what they owe and paid, then matching. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { IMPORT_KINDS } from "../../import-kinds.js";
import { opening } from "../../opening.js";
import { button } from "../../parts/action.js";
import { billingOf } from "../../parts/links.js";
import { downloadTemplate } from "../../parts/template.js";
import { go } from "../../router.js";
import { may, RECORDING } from "../../session.js";

/** @param {string} code of the kind of file */
function templateOf(code) {
  const kind = IMPORT_KINDS.find((each) => each.code === code);
  if (!kind || !may("IMPORT_DATA")) return nothing;
  const { title } = kind;
  return html`<li>
    <a href="/import?kind=${code}">Import ${title.toLowerCase()}</a>
    ${button({ text: "Template", object: `for ${title.toLowerCase()}`, run: () => downloadTemplate(kind) })}
  </li>`;
}

const newAccount = () =>
  void opening(() => import("../../dialogs/create-account.js"), (dialog) => dialog.createAccount("USD")).then((done) => done && go(billingOf(done.account.number)));

export const firstSteps = () => html`<ol class="first-steps">
  <li class="card">
    <h2>Bring your accounts in</h2>
    <p>An account is who is billed: an owner with members, in one currency. Ledger codes say what is sold.</p>
    <ul>${templateOf("ACCOUNTS")} ${templateOf("LEDGER_CODES")}</ul>
    ${button({ text: "Create one account", needs: RECORDING, run: newAccount })}
    <p class="soft">Only looking around? <code>tieout demo</code> serves an invented recreation centre.</p>
  </li>
  <li class="card">
    <h2>Bring invoices and payments in</h2>
    <p>Any CSV file whose first row names its columns; you see what is understood before anything is stored.</p>
    <ul>${templateOf("INVOICES")} ${templateOf("PAYMENTS")}</ul>
  </li>
  <li class="card">
    <h2>Match them</h2>
    <p>What is sure is accepted at once, the rest one by one.</p>
    <ul><li><a href="/match">Match open money</a></li></ul>
  </li>
</ol>`;
