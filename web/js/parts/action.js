/** Buttons that explain why they are disabled, and menus of them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { keyText, lettersOn } from "../keys.js";
import { missing } from "../session.js";
import { lackingText } from "./notices.js";

/**
 * @typedef {object} Action
 * @property {string} text
 * @property {string} [object] what it acts on, for screen readers, where several look alike: "token Nightly export"
 * @property {() => void} run
 * @property {string[]} [needs] permissions; without them the button names the missing ones and does nothing
 * @property {string} [key] its keyboard shortcut, shown beside
 * @property {string} [disabledReason] why it is disabled now
 * @property {boolean} [danger]
 */

/** @param {Action} action */
function whyNot({ needs = [], disabledReason }) {
  const lacks = missing(...needs);
  return lacks.length ? lackingText(lacks) : disabledReason;
}

/**
 * A button; `main` for the primary action. A disabled one stays reachable by Tab and says why.
 * @param {Action} action
 * @param {"main" | ""} [style]
 */
export function button(action, style = "") {
  const why = whyNot(action);
  const name = action.object ? `${action.text} ${action.object}` : action.text;
  return html`<button
    type="button"
    class="button ${style} ${action.danger ? "danger" : ""}"
    aria-disabled=${why ? "true" : nothing}
    title=${why ?? nothing}
    aria-label=${why ? `${name}: ${why}` : action.object ? name : nothing}
    aria-keyshortcuts=${action.key && (action.key.length > 1 || lettersOn()) ? action.key : nothing}
    @click=${() => why || action.run()}
  >
    ${action.text}${action.key && !why ? html`<kbd aria-hidden="true">${keyText(action.key)}</kbd>` : nothing}
  </button>`;
}

let menus = 0;

/** @param {{ newState: string, target: HTMLElement }} event */
export const toggled = ({ newState, target }) => newState === "open" && import("./menu-keys.js").then(({ focusFirst }) => focusFirst(target));

/**
 * A menu: create it once, then draw it with its actions. Esc, a choice or a click elsewhere closes it. Its role is a
 * disclosure: a button that shows others.
 * @param {string} text
 * @param {() => void} [opening] called before it opens, to load its actions
 * @returns {(actions: Action[]) => unknown}
 */
export function menu(text, opening) {
  const id = `menu-${++menus}`;
  /** @param {{ currentTarget: Element }} event */
  function close({ currentTarget }) {
    /** @type {HTMLElement | null} */
    const list = currentTarget.closest("[popover]");
    list?.hidePopover();
  }
  return (actions) => html`<span class="menu">
    <button type="button" class="button" popovertarget=${id}><span>${text}</span><svg class="caret" viewBox="0 0 12 12" aria-hidden="true"><path d="M2 4l4 5 4-5z" /></svg></button>
    <span id=${id} popover class="menu-list" @beforetoggle=${opening ?? nothing} @toggle=${toggled}>
      ${actions.map((action, index) => {
        const why = whyNot(action);
        // a reason shared by several actions is shown once
        const isRepeated = actions.slice(0, index).some((earlier) => whyNot(earlier) === why);
        /** @param {{ currentTarget: Element }} event */
        function choose(event) {
          if (why) return;
          close(event);
          action.run();
        }
        return html`<button
          type="button"
          class=${action.danger ? "danger" : ""}
          aria-disabled=${why ? "true" : nothing}
          title=${why ?? nothing}
          @click=${choose}
        >
          <span>${action.text}${why && !isRepeated ? html`<small>${why}</small>` : nothing}</span>
          ${action.key && !why ? html`<kbd aria-hidden="true">${keyText(action.key)}</kbd>` : nothing}
        </button>`;
      })}
    </span>
  </span>`;
}
