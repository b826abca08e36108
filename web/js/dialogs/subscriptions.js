/** What an account is charged again each period: to see, to add, to end, and to charge what is due (domain R18). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { button } from "../parts/action.js";
import { confirm, openDialog } from "../parts/dialog.js";
import { change } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { empty } from "../parts/notices.js";
import { CANCEL_SUBSCRIPTION, SUBSCRIPTIONS } from "../queries/subscriptions.js";
import { RECORDING } from "../session.js";
import { dateText, words } from "../words.js";

await stylesheet("operations");

/** @type {Record<string, string>} */
const EACH = { WEEK: "week", MONTH: "month", QUARTER: "three months", YEAR: "year" };

/** @param {{ id: string, number: string, ownerName: string, currency: string }} account */
export function showSubscriptions(account) {
  const found = lookup(SUBSCRIPTIONS, { number: account.number });
  return openDialog(
    `Subscriptions: ${account.ownerName}`,
    (dialog) => {
      const read = () => found.read(dialog.draw);
      queueMicrotask(read);
      const create = {
        text: "New subscription",
        needs: RECORDING,
        run: async () => (await (await import("./create-subscription.js")).createSubscription(account)) && read(),
      };
      const charge = {
        text: "Charge what is due",
        needs: RECORDING,
        run: async () => (await (await import("./charge-subscriptions.js")).chargeSubscriptions()) && read(),
      };

      /** @param {any} subscription */
      async function end({ id, description }) {
        const sure = await confirm(
          `End “${description}”?`,
          html`<p>It is charged no more from tomorrow on. What was charged stands.</p>`,
          "End the subscription",
        );
        if (!sure) return;
        const done = await change({
          query: CANCEL_SUBSCRIPTION,
          input: { id },
          said: ({ subscription }) => `“${subscription.description}” ends on ${dateText(subscription.endsOn)}.`,
        });
        if (done) read();
      }

      /** @param {any} each */
      const row = (each) => html`<li>
        <span>
          <b>${each.description}</b>
          <small>${[each.ledgerCode.code, each.member?.name, words(each.method)].filter(Boolean).join(" · ")}</small>
          <small>${each.nextOn ? html`Next on ${dateText(each.nextOn)}` : html`Ended`}${each.endsOn ? html`, none after ${dateText(each.endsOn)}` : nothing}, since ${dateText(each.startsOn)}</small>
        </span>
        <span class="money">${moneyText(each.amountCents, account.currency)}<small>each ${EACH[each.interval]}</small></span>
        ${each.nextOn && !each.endsOn ? button({ text: "End", needs: RECORDING, danger: true, run: () => end(each) }) : nothing}
      </li>`;

      return () => html`<div class="dialog-body">
          ${whenKnown(found, "the subscriptions", dialog.draw, ({ account: known }) => {
            const rows = known?.subscriptions.nodes ?? [];
            return rows.length
              ? html`<ul class="subscriptions">${rows.map(row)}</ul>`
              : empty("Nothing is charged again each period.", "Add what is, such as a membership.");
          })}
        </div>
        <footer>${button(charge)} ${button(create, "main")}</footer>`;
    },
  );
}
