/** The statements of a bank account, each with its Undo (domain R42). */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { numberText } from "../../locale.js";
import { money } from "../../money.js";
import { button } from "../../parts/action.js";
import { BANK_FORMATS } from "../../parts/bank-formats.js";
import { date, moment } from "../../parts/date.js";
import { confirm } from "../../parts/dialog.js";
import { table } from "../../parts/table.js";
import { undo } from "../../parts/toast.js";
import { UNDOING } from "../../session.js";
import { msg, texts } from "../../texts.js";
import { dateText, personName } from "../../words.js";

await texts("bank");

/** @typedef {Extract<import("../../queries/bank.js").BankStatements["node"], { statements: unknown }>["statements"]["nodes"][number]} Statement */

/** Files of one import are undone together. @param {Statement} statement */
async function takeBack({ batch, firstDay, lastDay, lineCount }) {
  const days = { first: dateText(firstDay), last: dateText(lastDay) };
  const what = msg("bank-import-of", days);
  const sure = await confirm(
    msg("bank-undo-import-ask", days),
    html`<p>${msg("bank-undo-import-means", { count: lineCount })}</p>`,
    msg("bank-undo-import"),
    msg("bank-keep"),
  );
  if (sure) await undo({ batchIds: [batch.id], what, withdraws: true });
}

/** @param {Statement[]} rows @param {string} currency */
export const statementsTable = (rows, currency) =>
  table({
    caption: msg("bank-statements"),
    rows,
    key: ({ id }) => id,
    columns: [
      { title: msg("bank-days"), cell: ({ firstDay, lastDay }) => html`${date(firstDay)} – ${date(lastDay)}` },
      { title: msg("bank-format"), cell: ({ format }) => BANK_FORMATS[format] },
      { title: msg("bank-lines"), money: true, cell: ({ lineCount }) => html`<span class="number">${numberText(lineCount)}</span>` },
      { title: msg("bank-opening"), money: true, cell: ({ openingCents }) => (openingCents === null ? html`<span class="soft">${msg("bank-not-given")}</span>` : money(openingCents, currency)) },
      { title: msg("bank-closing"), money: true, cell: ({ closingCents }) => (closingCents === null ? html`<span class="soft">${msg("bank-not-given")}</span>` : money(closingCents, currency)) },
      { title: msg("bank-imported"), cell: ({ recordedBy, recordedAt }) => html`${moment(recordedAt)} <small>${personName(recordedBy)}</small>` },
      {
        title: msg("bank-actions"),
        money: true,
        cell: (row) => html`<span class="row-actions">${button({ text: msg("bank-undo"), object: msg("bank-undo-of", { first: dateText(row.firstDay), last: dateText(row.lastDay) }), needs: UNDOING, run: () => takeBack(row) })}</span>`,
      },
    ],
  });
