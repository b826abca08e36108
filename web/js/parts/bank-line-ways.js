/** The ways to explain what is left of a bank line, each by a dialog (domain R43a). */
import { opening } from "../opening.js";
import { RECONCILING, RECORDING } from "../session.js";
import { msg, texts } from "../texts.js";
import { lineText } from "./bank-line.js";

await texts("bank-line");

/**
 * @param {import("./bank-line.js").BankLine} line
 * @param {string} currency
 * @returns {(import("./action.js").Action & { key: string, seldom?: boolean, run: () => Promise<unknown> })[]} with what the dialog saved
 */
export function waysToExplain(line, currency) {
  const object = lineText(line, currency);
  const comesIn = line.amountCents > 0;
  const ways = [
    { text: msg("bank-line-match"), key: "m", needs: RECONCILING, run: () => opening(() => import("../dialogs/match-bank-line.js"), (dialog) => dialog.matchBankLine(line, currency)) },
    {
      text: comesIn ? msg("bank-line-as-payment") : msg("bank-line-as-refund"),
      key: "r",
      seldom: comesIn,
      needs: RECORDING,
      run: () => opening(() => import("../dialogs/record-from-bank-line.js"), (dialog) => dialog.recordFromBankLine(line, currency)),
    },
    { text: msg("bank-line-several"), key: "v", seldom: true, needs: RECORDING, run: () => opening(() => import("../dialogs/split-bank-line.js"), (dialog) => dialog.splitBankLine(line, currency)) },
    { text: msg("bank-line-fee-or-other"), key: "f", needs: RECONCILING, run: () => opening(() => import("../dialogs/add-bank-part.js"), (dialog) => dialog.addBankPart(line, currency)) },
  ];
  const ignore = { text: msg("bank-line-ignore"), key: "i", needs: RECONCILING, run: () => opening(() => import("../dialogs/ignore-bank-line.js"), (dialog) => dialog.ignoreBankLine(line, object)) };
  return [...ways, ...(line.parts.length ? [] : [ignore])].map((way) => ({ ...way, object }));
}
