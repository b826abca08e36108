/** What else may be done with open money than to match it. Loaded when first needed. */
import { moneyText } from "../../money.js";
import { opening } from "../../opening.js";
import { toast } from "../../parts/toast.js";
import { msg, texts } from "../../texts.js";
import { isKept } from "./kept.js";

await texts("match");

/** @typedef {import("./desk.js").How} How */

/** Leave the money on its account, or take it up again. @param {How} how */
export function keepMoney({ entry, queue, goOn }) {
  const keeps = !isKept(entry);
  if (keeps) goOn();
  queue.keep(entry, keeps);
  const what = msg("match-amount-of", { amount: moneyText(entry.cents, entry.currency), label: entry.label });
  toast(keeps ? msg("match-is-kept", { what }) : msg("match-is-back", { what }), undefined, false, undefined, "match");
}

/** Move it to another account. @param {How} how @param {{ id: string, amountCents: number }} transaction */
export const moveMoney = ({ entry, queue }, { id, amountCents }) => {
  const { account: number, currency, label } = entry;
  return leaving(queue, entry, () => opening(() => import("../../dialogs/move-payment.js"), (dialog) => dialog.movePayment({ number, currency }, { number: label, amountCents }, id)));
};

/**
 * Accept, and write off what then is left to pay.
 * @param {How} how
 * @param {Pick<import("./parts.js").Account, "writeOffMaxCents" | "balanceCents">} account
 * @param {string} number of the invoice
 */
export async function writeOffRest({ entry: { currency }, accept }, account, number) {
  if (await accept()) void opening(() => import("../../dialogs/write-off.js"), (dialog) => dialog.writeOff({ currency, ...account }, number));
}

/**
 * Do what may take an entry out of the queue: nobody else took it then.
 * @param {import("./queue.js").Queue} queue
 * @param {import("./entries.js").Entry} entry
 * @param {() => unknown} does
 */
export async function leaving(queue, { id }, does) {
  queue.expected.add(id);
  if (!(await does())) queue.expected.delete(id);
}
