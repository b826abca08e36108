/** The middle pane: the entry at hand, what it may be, and what may be done with it. */
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { keyText } from "../../keys.js";
import { moneyText } from "../../money.js";
import { button } from "../../parts/action.js";
import { billingOf } from "../../parts/links.js";
import { failed, lackingText, loading } from "../../parts/notices.js";
import { msg, texts } from "../../texts.js";
import { words } from "../../words.js";
import { isLine } from "./entries.js";

await texts("match");

/**
 * What the pane shows and calls beside its entry.
 * @typedef {object} Around
 * @property {import("./desk.js").How} how
 * @property {string[]} lacks permissions that accepting it takes and the viewer lacks
 * @property {string} refused what is wrong with the marks
 * @property {() => unknown} accept
 * @property {() => void} later
 * @property {() => void} leave back to the queue
 * @property {() => void} again read it again
 * @property {(field: HTMLInputElement) => void} typed
 * @property {ReturnType<typeof import("../../parts/action.js").menu>} more what is seldom done
 */

/** @param {import("./details.js").Beside} beside the entry at hand @param {Around} around */
export function middleView({ desk, failure }, around) {
  const { how, accept, leave, again, typed } = around;
  const { entry } = how;
  const { cents, currency, name, facts, problem } = entry;
  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    void accept();
  }
  return html`<form
    class="pane desk"
    novalidate
    aria-label=${isLine(entry) ? msg("match-bank-line") : words("PAYMENT")}
    @input=${(/** @type {Event} */ event) => typed(/** @type {HTMLInputElement} */ (event.target))}
    @submit=${submit}
    @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && event.repeat && event.preventDefault()}
  >
    <p class="only-narrow"><button type="button" class="link" @click=${leave}>${msg("match-key-back")}</button></p>
    <div class="dues">
      <div class="card money-at-hand">
        <h2><span class="amount">${moneyText(cents, currency)}</span> <span class="soft">${desk?.whole() || nothing}</span> ${isLine(entry) ? html`<span>${name}</span>` : html`<a href=${billingOf(entry.account, entry.label)}>${name}</a>`}</h2>
        <p>${facts}</p>
      </div>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
      ${failure
        ? failed(failure, again)
        : desk
          ? repeat([entry], (each) => each.id, () => desk.view(how))
          : loading(msg("match-what-is-due"), 5)}
    </div>
    ${actionsView(desk, around)}
  </form>`;
}

/** @param {import("./desk.js").Desk | undefined} desk @param {Around} around */
function actionsView(desk, { how, lacks, refused, later, more }) {
  const { entry } = how;
  const object = entry.label;
  const ways = desk?.ways(how) ?? [];
  const seldom = ways.filter((each) => each.seldom);
  return html`<div class="actions">
    ${refused ? html`<p class="problem" role="alert">${refused}</p>` : nothing}
    <button class="button main" aria-disabled=${lacks.length || entry.sending || !desk ? "true" : nothing} title=${lacks.length ? lackingText(lacks) : nothing}>
      ${entry.sending ? msg("match-saving") : msg("match-accept")} <kbd aria-hidden="true">${keyText("Enter")}</kbd>
    </button>
    ${button({ text: msg("match-key-later"), object, key: "s", run: later })} ${ways.filter((each) => !each.seldom).map((each) => button({ object, ...each }))}
    ${seldom.length ? more(seldom) : nothing}
  </div>`;
}
