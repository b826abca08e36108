/** Filters that live in the address, so that a view can be bookmarked and sent. */
import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * A search field bound to one name of the query.
 * @param {import("../router.js").Visit} visit
 * @param {object} what
 * @param {string} [what.name]
 * @param {string} what.label for whoever cannot see the placeholder
 * @param {string} what.placeholder
 * @param {() => void} [what.changed] called a moment after the last key, where the server must be asked
 */
export function searchField(visit, { name = "search", label, placeholder, changed }) {
  return html`<label class="search">
    <span class="visually-hidden">${label}</span>
    <input
      type="search"
      placeholder=${placeholder}
      autocomplete="off"
      spellcheck="false"
      .value=${visit.query.get(name) ?? ""}
      @input=${(/** @type {InputEvent} */ event) => {
        visit.setQuery({ [name]: /** @type {HTMLInputElement} */ (event.target).value });
        if (changed) soon(visit, changed);
      }}
    />
  </label>`;
}

/** @type {WeakMap<object, ReturnType<typeof setTimeout>>} */
const waiting = new WeakMap();

/**
 * @param {import("../router.js").Visit} visit
 * @param {() => void} changed
 */
function soon(visit, changed) {
  clearTimeout(waiting.get(visit));
  waiting.set(visit, setTimeout(() => visit.signal().aborted || changed(), 150));
}

/**
 * A choice bound to one name of the query; the first option is the one without it.
 * @param {import("../router.js").Visit} visit
 * @param {object} what
 * @param {string} what.name
 * @param {string} what.label
 * @param {{ value: string, text: string }[]} what.options
 * @param {() => void} [what.changed]
 */
export function choiceField(visit, { name, label, options, changed }) {
  const chosen = visit.query.get(name) ?? "";
  return html`<label class="choice">
    <span class="soft">${label}</span>
    <select
      @change=${(/** @type {Event} */ event) => {
        visit.setQuery({ [name]: /** @type {HTMLSelectElement} */ (event.target).value });
        changed?.();
      }}
    >
      ${options.map(({ value, text }) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
    </select>
  </label>`;
}

/**
 * Tabs: links to the same page with another value in the query, or to other pages.
 * @param {string} label
 * @param {{ text: string, href: string, here: boolean }[]} tabs
 */
export const tabs = (label, tabs) => html`<nav class="tabs" aria-label=${label}>
  ${tabs.map(({ text, href, here }) => html`<a href=${href} aria-current=${here ? "page" : "false"}>${text}</a>`)}
</nav>`;
