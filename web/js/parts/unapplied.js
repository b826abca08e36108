/** Ask before money is left unapplied although invoices are open (domain R12a). */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { msg, texts } from "../texts.js";
import { confirm } from "./dialog.js";

await texts("forms", "recording");

/**
 * Return the question of a form; the same amounts are asked for once.
 * @param {{ open: Pick<import("./lookup.js").Lookup<unknown>, "known">, marked: Pick<import("./marking.js").Marking, "split" | "unmarked">, cents: () => number | undefined }} money
 * @param {string} currency
 * @returns {() => Promise<boolean>} whether to save
 */
export function unappliedQuestion({ open, marked, cents }, currency) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  /** The amounts that the viewer already confirmed. */
  let agreed = "";
  return async () => {
    if (!(await open.known())) return false;
    const { left } = marked.split();
    if (!left || marked.unmarked() <= 0) return true;
    const asked = `${cents()} ${left} ${marked.unmarked()}`;
    if (agreed === asked) return true;
    const confirmed = await confirm(
      msg("recording-leave", { left: text(left) }),
      html`<p>
          ${msg("recording-leave-why", { due: text(marked.unmarked()) })}
        </p>`,
      msg("recording-leave-yes"),
      msg("forms-go-back"),
    );
    if (confirmed) agreed = asked;
    return confirmed;
  };
}
