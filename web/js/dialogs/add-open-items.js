/** Choosing open items of the other side of an account, oldest first. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { ask } from "../graphql.js";
import { decimalText, moneyText } from "../money.js";
import { openDialog } from "../parts/dialog.js";
import { empty, failed, loading } from "../parts/notices.js";
import { OPEN_ITEMS } from "../queries/reconciliations.js";
import { counted, dateText, words } from "../words.js";

/**
 * @param {object} what
 * @param {string} what.title
 * @param {{ number: string, currency: string }} what.account
 * @param {string[]} what.kinds
 * @param {number} what.leftCents how much there is to be used
 * @param {(item: any) => boolean} what.fits whether an item may be chosen
 * @returns {Promise<any[]>} the items chosen, each with its transaction; none after Esc
 */
export async function addOpenItems({ title, account, kinds, leftCents, fits }) {
  const chosen = await openDialog(title, (dialog) => {
    /** @type {any[]} */
    let items = [];
    /** @type {string | null} */
    let end = null;
    let known = false;
    let reading = false;
    let more = false;
    let typed = "";
    /** @type {any} */
    let failure = null;
    /** @type {Set<any>} in the order of their choosing */
    const marked = new Set();

    async function read() {
      if (reading) return;
      reading = true;
      failure = null;
      try {
        const found = (await ask(OPEN_ITEMS, { account: account.number, kinds, after: end })).account.transactions;
        items = [...items, ...found.nodes.flatMap(itemsOf).filter(fits)];
        end = found.pageInfo.endCursor;
        more = found.pageInfo.hasNextPage;
        known = true;
      } catch (problem) {
        failure = problem;
      }
      reading = false;
      dialog.draw();
    }
    read();

    /** @param {any} item */
    function toggle(item) {
      if (!marked.delete(item)) marked.add(item);
      dialog.draw();
    }

    /** @param {any} item */
    const row = (item) => html`<label class="choice-row">
      <input type="checkbox" .checked=${marked.has(item)} @change=${() => toggle(item)} />
      <span class="what"><b>${item.description}</b><small>${words(item.transaction.kind)} ${item.transaction.number} · ${dateText(item.transaction.date)}</small></span>
      <span class="money">${moneyText(item.unreconciledCents, account.currency)}</span>
    </label>`;

    function list() {
      if (failure) return failed(failure, read);
      if (!known) return loading("what is open", 4);
      if (!items.length && !more) return empty("Nothing is open on the other side.", "Record what is missing on the account first.");
      const wanted = typed.trim().toLowerCase();
      const shown = items.filter((item) => textOf(item, account.currency).includes(wanted));
      return html`${shown.length ? nothing : empty(`Nothing open matches “${typed}”.`)}
        <div class="choice-rows">${repeat(shown, (item) => item.id, row)}</div>
        ${more ? html`<p class="more"><button type="button" class="button" @click=${read}>Show later ones</button></p>` : nothing}`;
    }

    /** @param {SubmitEvent} event */
    function submit(event) {
      event.preventDefault();
      if (marked.size) return dialog.close([...marked]);
      // Enter after searching takes the one that was found
      const wanted = typed.trim().toLowerCase();
      const shown = items.filter((item) => textOf(item, account.currency).includes(wanted));
      if (wanted && shown.length) dialog.close([shown[0]]);
    }

    return () => {
      const sum = [...marked].reduce((total, item) => total + item.unreconciledCents, 0);
      return html`<form @submit=${submit}>
        <div class="dialog-body">
          <label class="search"
            ><span class="visually-hidden">Search by description, number, date or amount</span>
            <input type="search" autofocus autocomplete="off" placeholder="Description, number or amount" @input=${(/** @type {Event} */ event) => {
              typed = /** @type {HTMLInputElement} */ (event.target).value;
              dialog.draw();
            }}
          /></label>
          ${list()}
          <p class="soft" role="status">${
            marked.size
              ? `${counted(marked.size, "item")}, ${moneyText(sum, account.currency)} open; ${moneyText(leftCents, account.currency)} there to be used.`
              : `${moneyText(leftCents, account.currency)} there to be used.`
          }</p>
        </div>
        <footer>
          <button type="button" class="button" @click=${() => dialog.close()}>Cancel</button>
          <button class="button main" aria-disabled=${marked.size ? nothing : "true"}>${marked.size > 1 ? `Add ${marked.size}` : "Add"}</button>
        </footer>
      </form>`;
    };
  });
  return /** @type {any[] | undefined} */ (chosen) ?? [];
}

/** @param {any} transaction */
const itemsOf = ({ items, ...transaction }) =>
  items.filter((/** @type {any} */ item) => item.unreconciledCents > 0).map((/** @type {any} */ item) => ({ ...item, transaction }));

/**
 * @param {any} item
 * @param {string} currency
 */
function textOf({ description, unreconciledCents, transaction }, currency) {
  const { number, kind, date, reference } = transaction;
  return `${description} ${number} ${words(kind)} ${date} ${dateText(date)} ${reference ?? ""} ${decimalText(unreconciledCents, currency)}`.toLowerCase();
}
