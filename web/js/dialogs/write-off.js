/** Write off what an invoice still has open, within the organisation's limit (domain R40). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { moneyText } from "../money.js";
import { balanceAfter } from "../parts/credits.js";
import { dateField, selectField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { empty } from "../parts/notices.js";
import { recorded } from "../parts/recorded.js";
import { stylesheet } from "../parts/stylesheet.js";
import { WRITE_OFF, WRITE_OFF_CHOICES } from "../queries/mending.js";
import { msg, texts } from "../texts.js";
import { asTyped, parseMoney } from "../typed-money.js";

await stylesheet("marks", "operations");
await texts("forms", "mending");

/** The ledger code that was chosen last, which is mostly the one for the next write-off too. */
let lastCode = "";

/** @typedef {NonNullable<import("../queries/mending.js").WriteOffChoices["transaction"]>["items"][number]} Item */

/**
 * @param {{ currency: string, balanceCents: number, writeOffMaxCents: number | null }} account
 * @param {string} number the invoice's
 */
export function writeOff({ currency, balanceCents, writeOffMaxCents }, number) {
  const text = (/** @type {number} */ amount) => moneyText(amount, currency);
  const limit = writeOffMaxCents ?? 0;
  /** @type {(name: string) => string} */
  let read = () => "";
  const choices = lookup(WRITE_OFF_CHOICES, { number });
  const items = () => choices.data?.transaction?.items.filter((item) => item.unreconciledCents) ?? [];
  const chosen = () => items().filter((item) => read(`off-${item.id}`));

  /**
   * What is wrong with an item, for its place among the chosen ones.
   * @param {Item} item
   * @param {import("../mutation.js").Editing} edit
   */
  function wrongWith(item, edit) {
    const path = `items.${chosen().indexOf(item)}`;
    return chosen().includes(item) ? edit.error(`${path}.amountCents`, `${path}.itemId`, path) : "";
  }

  /**
   * @param {Item} item
   * @param {import("../mutation.js").Editing} edit
   */
  function itemView(item, edit) {
    const wrong = wrongWith(item, edit);
    return html`<li class="mark">
      <label>
        <input type="checkbox" name="off-${item.id}" value="yes" ?checked=${item.unreconciledCents <= limit} ?autofocus=${item === items()[0]} />
        <span>${item.description}${item.member ? html` <small>${item.member.name}</small>` : nothing}</span>
      </label>
      ${!chosen().includes(item)
        ? nothing
        : html`<span class="exact"
            ><input name="much-${item.id}" inputmode="decimal" autocomplete="off" .defaultValue=${asTyped(Math.min(item.unreconciledCents, limit), currency)} aria-label=${msg("mending-write-off-of", { item: item.description })} aria-invalid=${wrong ? "true" : "false"} aria-describedby="wrong-${item.id}"
          /></span>`}
      <span class="money part soft">${text(item.unreconciledCents)}</span>
    </li>`;
  }

  return openForm({
    title: msg("mending-write-off-title", { number }),
    style: "wide",
    query: WRITE_OFF,
    onOpen: (edit) => choices.read(edit.typed),
    input(typed, problem) {
      read = typed;
      const lines = chosen().map(({ id: itemId }, index) => {
        const { cents: amountCents, problem: wrong } = parseMoney(typed(`much-${itemId}`), currency);
        if (wrong) problem(`items.${index}.amountCents`, wrong);
        return { itemId, amountCents };
      });
      if (!lines.length) problem("items", msg("mending-select-write-off"));
      if (!typed("code")) problem("ledgerCode", msg("forms-choose-ledger-code"));
      if (!typed("reason")) problem("reason", msg("forms-enter-reason"));
      return { items: lines, ledgerCode: typed("code"), reason: typed("reason"), date: typed("date") || undefined };
    },
    fields: (edit, typed) => {
      read = typed;
      return whenKnown(choices, msg("mending-the-items"), () => choices.read(edit.typed), ({ ledgerCodes }) =>
        items().length
          ? html`
              <p class="soft">${msg("mending-write-off-limit", { limit: text(limit) })}</p>
              <fieldset class="marks">
                <legend>${msg("mending-items-to-write-off")}</legend>
                <div class="marks-head"><span class="money part" aria-hidden="true">${msg("forms-open")}</span></div>
                <ul class="marks-list">${repeat(items(), ({ id }) => id, (item) => itemView(item, edit))}</ul>
              </fieldset>
              ${chosen().map((item) => html`<p class="problem" id="wrong-${item.id}">${wrongWith(item, edit) ? msg("mending-item-problem", { item: item.description, problem: wrongWith(item, edit) }) : nothing}</p>`)}
              ${edit.error("items") ? html`<p class="problem" role="alert">${edit.error("items")}</p>` : nothing}
              <div class="pair">
                ${selectField({
                  name: "code",
                  label: msg("forms-ledger-code"),
                  error: edit.error("ledgerCode"),
                  value: lastCode,
                  options: [{ value: "", text: msg("forms-choose") }, ...ledgerCodes.map(({ code, title }) => ({ value: code, text: `${code} · ${title}` }))],
                })}
                ${dateField({ name: "date", label: msg("forms-date"), optional: true, error: edit.error("date"), hint: msg("forms-defaults-today") })}
              </div>
              ${textField({ name: "reason", label: msg("forms-reason"), error: edit.error("reason"), hint: msg("mending-write-off-reason") })}
            `
          : empty(msg("mending-nothing-open")),
      );
    },
    preview: (edit) => html`<dl>
      ${edit.preview && edit.fresh ? html`<div><dt>${msg("mending-written-off")}</dt><dd>${text(edit.preview.transaction.amountCents)}</dd></div>` : nothing}
      ${balanceAfter(balanceCents, currency, edit)}
    </dl>`,
    save: msg("mending-write-off"),
    successMessage({ transaction }) {
      lastCode = read("code") || lastCode;
      return msg("mending-wrote-off", { amount: text(transaction.amountCents), invoice: number, number: transaction.number });
    },
    undoes: recorded("WRITE_OFF", currency),
  });
}
