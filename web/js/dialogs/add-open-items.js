/** Choose open items of the account's other side, oldest first, in the list that Make payment has. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { asFailure, ask } from "../graphql.js";
import { moneyText } from "../money.js";
import { openDialog } from "../parts/dialog.js";
import { marks } from "../parts/marks.js";
import { stylesheet } from "../parts/stylesheet.js";
import { empty, failed, loading } from "../parts/notices.js";
import { OPEN_ITEMS } from "../queries/reconciliations.js";
import { msg, texts } from "../texts.js";

await stylesheet("operations");
await texts("parts", "reconciliations");

/** @typedef {import("../queries/reconciliations.js").OpenItems_account_transactions_nodes} OpenTransaction */
/** @typedef {OpenTransaction["items"][number] & { transaction: Omit<OpenTransaction, "items"> }} OpenItem */
/** @typedef {{ item: OpenItem, cents: number }} Added an item and the amount it gets; 0 if nothing is left for it */

/**
 * @param {object} what
 * @param {string} what.title
 * @param {{ number: string, currency: string }} what.account
 * @param {import("../../types/schema.js").TransactionKind[]} what.kinds
 * @param {number} what.leftCents the amount available
 * @param {(item: OpenItem) => boolean} what.fits whether an item may be chosen
 * @param {(item: OpenItem) => number} what.openCents what an item has open, as edited
 * @returns {Promise<Added[]>} the selected items, in order; empty after Esc
 */
export async function addOpenItems({ title, account, kinds, leftCents, fits, openCents }) {
  const { currency } = account;
  const chosen = await openDialog(
    title,
    (/** @type {import("../parts/dialog.js").Opened<Added[]>} */ dialog) => {
      const picked = marks({ currency, path: "edges", whole: "transactionId", gets: msg("reconciliations-applies"), cents: () => leftCents, search: true });
      /** @type {Map<string, OpenItem>} */
      const items = new Map();
      /** @type {OpenTransaction[]} */
      let open = [];
      /** @type {string | null} */
      let end = null;
      let known = false;
      let reading = false;
      let more = false;
      /** @type {import("../graphql.js").Failure | null} */
      let failure = null;
      const edit = { error: () => "", typed: dialog.draw };
      picked.reads((name) => /** @type {HTMLInputElement | null} */ (dialog.element.querySelector(`[name="${CSS.escape(name)}"]`))?.value.trim() ?? "");

      async function read() {
        if (reading) return;
        const isFirst = !known;
        reading = true;
        failure = null;
        try {
          const found = (await ask(OPEN_ITEMS, { account: account.number, kinds, after: end })).account?.transactions;
          for (const transaction of found?.nodes ?? []) take(transaction);
          end = found?.pageInfo.endCursor ?? null;
          more = found?.pageInfo.hasNextPage ?? false;
          picked.offer(open);
          known = true;
        } catch (problem) {
          failure = asFailure(problem);
        }
        reading = false;
        dialog.draw();
        if (isFirst) /** @type {HTMLElement | null} */ (dialog.element.querySelector(".marks input"))?.focus();
      }
      read();

      /** Keep what may be chosen of a transaction. @param {OpenTransaction} transaction */
      function take({ items: all, ...transaction }) {
        const fitting = all
          .map((item) => ({ ...item, transaction }))
          .map((item) => ({ ...item, unreconciledCents: openCents(item) }))
          .filter((item) => item.unreconciledCents > 0 && fits(item));
        for (const item of fitting) items.set(item.id, item);
        const unreconciledCents = fitting.reduce((sum, item) => sum + item.unreconciledCents, 0);
        if (fitting.length) open = [...open, { ...transaction, items: fitting, unreconciledCents }];
      }

      /** The amount of each selected item. @returns {Added[]} */
      function added() {
        const { parts } = picked.split();
        return picked.reached().flatMap(({ id }) => {
          const item = items.get(id);
          return item ? [{ item, cents: parts.get(id) ?? 0 }] : [];
        });
      }

      /** @param {SubmitEvent} event */
      function submit(event) {
        event.preventDefault();
        if (!picked.chosen.length) picked.selectFirst(); // Enter after a search
        const problems = picked.split().problems.size;
        if (picked.chosen.length && !problems) dialog.close(added());
        else /** @type {HTMLElement | null} */ (dialog.element.querySelector("[aria-invalid=true], .marks input[type=checkbox]"))?.focus();
      }

      function list() {
        if (failure) return failed(failure, read);
        if (!known) return loading(msg("reconciliations-open-items"), 4);
        if (!picked.offered && !more) return empty(msg("reconciliations-nothing-to-add"), msg("reconciliations-nothing-to-add-how"));
        return html`${picked.view(edit, msg("reconciliations-open-items-title"))}
          ${more ? html`<p class="more"><button type="button" class="button" @click=${read}>${msg("reconciliations-show-more")}</button></p>` : nothing}`;
      }

      return () => {
        const now = added();
        const sum = now.reduce((total, { cents }) => total + cents, 0);
        return html`<form class="form" novalidate @input=${dialog.draw} @submit=${submit}>
          <div class="dialog-body">
            ${list()}
            <p class="soft" role="status">${
              now.length
                ? msg("reconciliations-available-of", { count: now.length, sum: moneyText(sum, currency), left: moneyText(leftCents, currency) })
                : msg("reconciliations-available", { left: moneyText(leftCents, currency) })
            }</p>
          </div>
          <footer>
            <button type="button" class="button" @click=${() => dialog.close()}>${msg("parts-cancel")}</button>
            <button class="button main" aria-disabled=${now.length ? nothing : "true"}>${now.length > 1 ? msg("reconciliations-add-count", { count: now.length }) : msg("reconciliations-add")}</button>
          </footer>
        </form>`;
      };
    },
    { style: "wide" },
  );
  return chosen ?? [];
}
