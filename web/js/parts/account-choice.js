/** Choose an account in a form: a search, and the accounts that it finds. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { msg, texts } from "../texts.js";
import { textField } from "./field.js";
import { lookup, whenKnown } from "./lookup.js";
import { empty } from "./notices.js";

await texts("forms");

/** @typedef {{ id: string, number: string, ownerName: string, members?: { name: string }[] }} Account */
/** @typedef {Pick<import("../mutation.js").Editing, "typed">} Edit */

/**
 * Nothing is chosen by itself, except for the one account that a search finds: once its answer is here, and not that to
 * what was typed before.
 * @param {object} what
 * @param {import("../../types/document.js").Document<{ accounts: { nodes: Account[] } }, { search: string, currency: string }>} what.query
 * @param {string} [what.currency]
 * @param {string} [what.without] the number of an account that cannot be chosen
 * @param {(search: string) => string} [what.none] the text where a search finds no account
 * @param {string} [what.name] tells the fields of several apart
 * @param {string} [what.of] which of several it is, for screen readers: "part 2"
 */
export function accountChoice({ query, currency = "", without, none = noneFound(currency), name = "", of = "" }) {
  const [find, select] = [`find${name}`, `account${name}`];
  /** @type {(name: string) => string} */
  let read = () => "";
  /** @type {Account | undefined} */
  let picked;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const found = lookup(query, () => ({ search: read(find), currency }));
  const nodes = () => found.data?.accounts.nodes.filter(({ number }) => number !== without) ?? [];
  const choices = () => (picked && nodes().every(({ id }) => id !== picked?.id) ? [picked, ...nodes()] : nodes());
  const isAnswered = () => found.askedBy?.search === read(find);
  const chosen = () => picked ?? (read(find) && isAnswered() && nodes().length === 1 ? nodes()[0] : undefined);

  /** @param {Edit} edit */
  function search(edit) {
    picked = undefined;
    clearTimeout(timer);
    timer = setTimeout(() => found.read(edit.typed), 200);
  }

  /** @param {Edit} edit @param {string} id */
  function choose(edit, id) {
    picked = choices().find((each) => each.id === id);
    edit.typed();
  }

  return {
    chosen,
    /** @param {(name: string) => string} typed */
    reads: (typed) => void (read = typed),
    /** @param {Edit} edit */
    onOpen: (edit) => found.read(edit.typed),
    /** Choose an account that is known already. @param {Account} account */
    take: (account) => void (picked = account),
    /**
     * @param {Edit} edit
     * @param {{ error?: string, focus?: boolean }} [how]
     */
    view(edit, { error = "", focus = false } = {}) {
      const now = chosen();
      return html`<div class="account-choice">
        <div @input=${() => search(edit)}>
          ${textField({ name: find, label: msg("forms-find-account"), of, type: "search", focus, hint: msg("forms-find-account-hint") })}
        </div>
        ${whenKnown(found, msg("forms-the-accounts"), () => found.read(edit.typed), () =>
          choices().length
            ? html`<div class="field ${error ? "wrong" : ""}">
                <label for="field-${select}">${msg("forms-account")}</label>
                <select
                  id="field-${select}"
                  name=${select}
                  aria-label=${of ? msg("forms-account-of", { of }) : nothing}
                  aria-describedby="hint-${select}"
                  aria-invalid=${error ? "true" : "false"}
                  @change=${(/** @type {Event} */ event) => choose(edit, /** @type {HTMLSelectElement} */ (event.target).value)}
                >
                  ${now ? nothing : html`<option value="">${msg("forms-choose")}</option>`}
                  ${repeat(choices(), ({ id }) => id, (each) => html`<option value=${each.id} .selected=${each.id === now?.id}>${accountText(each)}</option>`)}
                </select>
                <p class="hint" id="hint-${select}">${error ? html`<span class="problem">${error}</span>` : nothing}</p>
              </div>`
            : empty(none(read(find))),
        )}
      </div>`;
    },
  };
}

/** @param {string} currency @returns {(search: string) => string} */
const noneFound = (currency) => (search) => (currency ? msg("forms-no-account-in", { currency, search }) : msg("forms-no-account", { search }));

/** @param {Account} account */
const accountText = ({ number, ownerName, members = [] }) =>
  [`${ownerName} · ${number}`, members.map((member) => member.name).join(", ")].filter(Boolean).join(" · ");
