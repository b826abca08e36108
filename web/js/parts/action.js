/** What one can do: buttons that are never dead, and menus of them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { missing } from "../session.js";
import { lackingText } from "./notices.js";

/**
 * @typedef {object} Action
 * @property {string} text
 * @property {() => void} run
 * @property {string[]} [needs] permissions; without them the button is shown, says which are missing and does nothing
 * @property {string} [key] the key that does the same, shown beside
 * @property {string} [unless] why it cannot be done at present
 * @property {boolean} [danger]
 */

/** @param {Action} action */
function whyNot({ needs = [], unless }) {
  const lacks = missing(...needs);
  return lacks.length ? lackingText(lacks) : unless;
}

/**
 * A button; `main` for the one thing that the screen is mostly for. What cannot be done stays reachable by Tab and
 * says why.
 * @param {Action} action
 * @param {"main" | ""} [style]
 */
export function button(action, style = "") {
  const why = whyNot(action);
  return html`<button
    type="button"
    class="button ${style} ${action.danger ? "danger" : ""}"
    aria-disabled=${why ? "true" : nothing}
    title=${why ?? nothing}
    aria-label=${why ? `${action.text}: ${why}` : nothing}
    aria-keyshortcuts=${action.key ?? nothing}
    @click=${() => why || action.run()}
  >
    ${action.text}${action.key && !why ? html`<kbd aria-hidden="true">${action.key}</kbd>` : nothing}
  </button>`;
}

let menus = 0;

/** @param {ToggleEvent} event */
const toggled = ({ newState, target }) => newState === "open" && import("./menu-keys.js").then(({ begin }) => begin(/** @type {HTMLElement} */ (target)));

/**
 * A menu for one place: make it once, then draw it with what it holds. It closes by Esc, by
 * choosing, by a click elsewhere. By its roles it is a button that shows others (a disclosure).
 * @param {string} text
 * @param {() => void} [opening] called before it is shown, where what it holds comes only then
 * @returns {(actions: Action[]) => unknown}
 */
export function menu(text, opening) {
  const id = `menu-${++menus}`;
  /** @param {Event} event */
  const close = (event) => /** @type {HTMLElement} */ (/** @type {Element} */ (event.currentTarget).closest("[popover]")).hidePopover();
  return (actions) => html`<span class="menu">
    <button type="button" class="button" popovertarget=${id}><span>${text}</span><svg class="caret" viewBox="0 0 12 12" aria-hidden="true"><path d="M2 4l4 5 4-5z" /></svg></button>
    <span id=${id} popover class="menu-list" @beforetoggle=${opening ?? nothing} @toggle=${toggled}>
      ${actions.map((action, index) => {
        const why = whyNot(action);
        // what is missing for many of them is said at the first
        const said = actions.slice(0, index).some((earlier) => whyNot(earlier) === why);
        return html`<button
          type="button"
          class=${action.danger ? "danger" : ""}
          aria-disabled=${why ? "true" : nothing}
          title=${why ?? nothing}
          @click=${(/** @type {Event} */ event) => {
            if (why) return;
            close(event);
            action.run();
          }}
        >
          <span>${action.text}${why && !said ? html`<small>${why}</small>` : nothing}</span>
          ${action.key && !why ? html`<kbd aria-hidden="true">${action.key}</kbd>` : nothing}
        </button>`;
      })}
    </span>
  </span>`;
}
