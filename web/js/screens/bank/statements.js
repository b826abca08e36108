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
import { counted, dateText } from "../../words.js";

/** @typedef {Extract<import("../../queries/bank.js").BankStatements["node"], { statements: unknown }>["statements"]["nodes"][number]} Statement */

/** Files of one import are undone together. @param {Statement} statement */
async function takeBack({ batch, firstDay, lastDay, lineCount }) {
  const what = `the import of ${dateText(firstDay)} – ${dateText(lastDay)}`;
  const sure = await confirm(
    `Undo ${what}?`,
    html`<p>Its ${counted(lineCount, "line")} go, unless another statement has them too, and so do the other statements of the same file. Lines that are explained must be opened first. To have them back, import the file again.</p>`,
    "Undo import",
    "Keep",
  );
  if (sure) await undo({ batchIds: [batch.id], what, withdraws: true });
}

/** @param {Statement[]} rows @param {string} currency */
export const statementsTable = (rows, currency) =>
  table({
    caption: "Statements",
    rows,
    key: ({ id }) => id,
    columns: [
      { title: "Days", cell: ({ firstDay, lastDay }) => html`${date(firstDay)} – ${date(lastDay)}` },
      { title: "Format", cell: ({ format }) => BANK_FORMATS[format] },
      { title: "Lines", money: true, cell: ({ lineCount }) => html`<span class="number">${numberText(lineCount)}</span>` },
      { title: "Opening balance", money: true, cell: ({ openingCents }) => (openingCents === null ? html`<span class="soft">not given</span>` : money(openingCents, currency)) },
      { title: "Closing balance", money: true, cell: ({ closingCents }) => (closingCents === null ? html`<span class="soft">not given</span>` : money(closingCents, currency)) },
      { title: "Imported", cell: ({ recordedBy, recordedAt }) => html`${moment(recordedAt)} <small>${recordedBy}</small>` },
      {
        title: "Actions",
        money: true,
        cell: (row) => html`<span class="row-actions">${button({ text: "Undo", object: `import of ${dateText(row.firstDay)} – ${dateText(row.lastDay)}`, needs: UNDOING, run: () => takeBack(row) })}</span>`,
      },
    ],
  });
