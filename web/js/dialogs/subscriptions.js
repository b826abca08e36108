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
import { msg, texts } from "../texts.js";
import { dateText, words } from "../words.js";

await stylesheet("operations");
await texts("subscriptions");

/** @typedef {import("../queries/subscriptions.js").Subscriptions_account_subscriptions_nodes} Subscription */

const EACH = {
  WEEK: msg("subscriptions-per-week"),
  MONTH: msg("subscriptions-per-month"),
  QUARTER: msg("subscriptions-per-quarter"),
  YEAR: msg("subscriptions-per-year"),
};

/** @param {{ id: string, number: string, ownerName: string, currency: string }} account */
export function showSubscriptions(account) {
  const found = lookup(SUBSCRIPTIONS, { number: account.number });
  return openDialog(
    msg("subscriptions-title", { owner: account.ownerName }),
    (dialog) => {
      const read = () => found.read(dialog.draw);
      queueMicrotask(read);
      const create = {
        text: msg("subscriptions-new"),
        needs: RECORDING,
        run: async () => (await opening(() => import("./create-subscription.js"), (dialog) => dialog.createSubscription(account))) && read(),
      };
      const charge = {
        text: msg("subscriptions-charge-due"),
        needs: RECORDING,
        run: async () => (await opening(() => import("./charge-subscriptions.js"), (dialog) => dialog.chargeSubscriptions())) && read(),
      };

      /** @param {Subscription} subscription */
      async function end({ id, description }) {
        const confirmed = await confirm(
          msg("subscriptions-end-title", { subscription: description }),
          html`<p>${msg("subscriptions-end-what")}</p>`,
          msg("subscriptions-end"),
        );
        if (!confirmed) return;
        const done = await change({
          query: CANCEL_SUBSCRIPTION,
          input: { id },
          successMessage: ({ subscription }) => msg("subscriptions-ends", { subscription: subscription.description, date: dateText(subscription.endsOn ?? today()) }),
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
              ? msg("subscriptions-paused", { subscription: subscription.description })
              : msg("subscriptions-resumed", { subscription: subscription.description, date: dateText(subscription.nextOn ?? today()) }),
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
          <small>${timesOf(each)}</small>
        </span>
        <span class="money">${moneyText(each.amountCents, account.currency)}<small>${EACH[each.interval]}</small></span>
        ${each.nextOn ? button({ text: msg("subscriptions-change"), object: each.description, needs: RECORDING, run: () => edit(each) }) : nothing}
        ${each.nextOn ? button({ text: each.paused ? msg("subscriptions-resume") : msg("subscriptions-pause"), object: each.description, needs: RECORDING, run: () => pauseOrResume(each) }) : nothing}
        ${each.nextOn && !each.endsOn ? button({ text: msg("subscriptions-end-it"), object: each.description, needs: RECORDING, danger: true, run: () => end(each) }) : nothing}
      </li>`;

      return () => html`<div class="dialog-body">
          ${whenKnown(found, msg("subscriptions-the"), () => found.read(dialog.draw), ({ account: known }) => {
            const rows = known?.subscriptions.nodes ?? [];
            return rows.length
              ? html`<ul class="subscriptions">${rows.map(row)}</ul>`
              : empty(msg("subscriptions-none"), msg("subscriptions-none-how"));
          })}
        </div>
        <footer>${button(charge)} ${button(create, "main")}</footer>`;
    },
  );
}

/** When a subscription is charged, ends and started. @param {Subscription} subscription */
function timesOf({ nextOn, endsOn, startsOn, paused }) {
  const next = nextOn ? msg("subscriptions-next-on", { date: dateText(nextOn) }) : msg("subscriptions-ended");
  const ends = endsOn ? msg("subscriptions-ends-on", { date: dateText(endsOn) }) : "";
  return [nextOn && paused ? msg("subscriptions-is-paused") : "", next, ends, msg("subscriptions-started", { date: dateText(startsOn) })].filter(Boolean).join(", ");
}
