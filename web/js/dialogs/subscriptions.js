/** An account's subscriptions: list, add, change, pause, end, and charge what is due (domain R18, R18a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { confirm, openDialog } from "../parts/dialog.js";
import { change } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { empty } from "../parts/notices.js";
import { CANCEL_SUBSCRIPTION, SUBSCRIPTIONS, UPDATE_SUBSCRIPTION } from "../queries/subscriptions.js";
import { RECORDING, today } from "../session.js";
import { dateText, words } from "../words.js";

await stylesheet("operations");

/** @typedef {import("../queries/subscriptions.js").Subscriptions_account_subscriptions_nodes} Subscription */

const EACH = { WEEK: "week", MONTH: "month", QUARTER: "quarter", YEAR: "year" };

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
        run: async () => (await opening(() => import("./create-subscription.js"), (dialog) => dialog.createSubscription(account))) && read(),
      };
      const charge = {
        text: "Charge due subscriptions",
        needs: RECORDING,
        run: async () => (await opening(() => import("./charge-subscriptions.js"), (dialog) => dialog.chargeSubscriptions())) && read(),
      };

      /** @param {Subscription} subscription */
      async function end({ id, description }) {
        const confirmed = await confirm(
          `End “${description}”?`,
          html`<p>It is not charged again after today. Past charges stay.</p>`,
          "End subscription",
        );
        if (!confirmed) return;
        const done = await change({
          query: CANCEL_SUBSCRIPTION,
          input: { id },
          successMessage: ({ subscription }) => `“${subscription.description}” ends on ${dateText(subscription.endsOn ?? today())}.`,
        });
        if (done) read();
      }

      /** @param {Subscription} subscription */
      async function pauseOrResume({ id, paused }) {
        const done = await change({
          query: UPDATE_SUBSCRIPTION,
          input: { subscriptionId: id, paused: !paused },
          successMessage: ({ subscription }) =>
            subscription.paused
              ? `“${subscription.description}” is paused and not charged until it is resumed.`
              : `“${subscription.description}” is charged again from ${dateText(subscription.nextOn ?? today())}.`,
        });
        if (done) read();
      }

      /** @param {Subscription} subscription */
      async function edit(subscription) {
        if (await opening(() => import("./update-subscription.js"), (dialog) => dialog.updateSubscription(subscription, account))) read();
      }

      /** @param {Subscription} each */
      const row = (each) => html`<li>
        <span>
          <b>${each.description}</b>
          <small>${[each.ledgerCode.code, each.member?.name, words(each.method)].filter(Boolean).join(" · ")}</small>
          <small>${each.nextOn && each.paused ? html`Paused, ` : nothing}${each.nextOn ? html`Next charge ${dateText(each.nextOn)}` : html`Ended`}${each.endsOn ? html`, ends ${dateText(each.endsOn)}` : nothing}, started ${dateText(each.startsOn)}</small>
        </span>
        <span class="money">${moneyText(each.amountCents, account.currency)}<small>per ${EACH[each.interval]}</small></span>
        ${each.nextOn ? button({ text: "Change", object: each.description, needs: RECORDING, run: () => edit(each) }) : nothing}
        ${each.nextOn ? button({ text: each.paused ? "Resume" : "Pause", object: each.description, needs: RECORDING, run: () => pauseOrResume(each) }) : nothing}
        ${each.nextOn && !each.endsOn ? button({ text: "End", object: each.description, needs: RECORDING, danger: true, run: () => end(each) }) : nothing}
      </li>`;

      return () => html`<div class="dialog-body">
          ${whenKnown(found, "the subscriptions", () => found.read(dialog.draw), ({ account: known }) => {
            const rows = known?.subscriptions.nodes ?? [];
            return rows.length
              ? html`<ul class="subscriptions">${rows.map(row)}</ul>`
              : empty("No subscriptions yet.", "Add a recurring charge, such as a membership.");
          })}
        </div>
        <footer>${button(charge)} ${button(create, "main")}</footer>`;
    },
  );
}
