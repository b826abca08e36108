/** Filters kept in the address, so that a view can be bookmarked and shared. */
import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * A search field bound to one name of the query.
 * @param {import("../router.js").Visit} visit
 * @param {object} what
 * @param {string} [what.name]
 * @param {string} what.label for screen readers
 * @param {string} what.placeholder
 * @param {() => void} [what.changed] called shortly after the last key, if the server filters
 */
export function searchField(visit, { name = "search", label, placeholder, changed }) {
  /** @param {{ target: HTMLInputElement }} event */
  function typed({ target }) {
    visit.setQuery({ [name]: target.value });
    if (changed) callSoon(visit, changed);
  }
  return html`<label class="search">
    <span class="visually-hidden">${label}</span>
    <input
      type="search"
      placeholder=${placeholder}
      autocomplete="off"
      spellcheck="false"
      .value=${visit.query.get(name) ?? ""}
      @input=${typed}
    />
  </label>`;
}

/** @type {WeakMap<object, ReturnType<typeof setTimeout>>} */
const waiting = new WeakMap();

/**
 * @param {import("../router.js").Visit} visit
 * @param {() => void} changed
 */
function callSoon(visit, changed) {
  clearTimeout(waiting.get(visit));
  waiting.set(visit, setTimeout(() => visit.signal().aborted || changed(), 150));
}

/**
 * A select bound to one name of the query; its first option removes it.
 * @param {import("../router.js").Visit} visit
 * @param {object} what
 * @param {string} what.name
 * @param {string} what.label
 * @param {{ value: string, text: string }[]} what.options
 * @param {() => void} [what.changed]
 */
export function choiceField(visit, { name, label, options, changed }) {
  const chosen = visit.query.get(name) ?? "";
  /** @param {{ target: HTMLSelectElement }} event */
  function choose({ target }) {
    visit.setQuery({ [name]: target.value });
    changed?.();
  }
  return html`<label class="choice">
    <span class="soft">${label}</span>
    <select @change=${choose}>
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
