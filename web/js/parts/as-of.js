/** Reports as of an earlier instant (domain R32a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { msg, texts } from "../texts.js";
import { momentText } from "../words.js";
import { stylesheet } from "./stylesheet.js";

await stylesheet("period");
await texts("lists");

/**
 * Return the instant from the address, or null for now.
 * @param {import("../router.js").Visit} visit
 */
export const asOf = (visit) => instantIn(visit, "asOf");

/**
 * Return an instant from the address, or null where there is none.
 * @param {import("../router.js").Visit} visit
 * @param {string} name
 */
export function instantIn(visit, name) {
  const instant = new Date(visit.query.get(name) ?? "");
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

/**
 * The field for `asOf` in the address: typed in the reader's time zone, kept as an instant, so that a link means the
 * same to everyone.
 * @param {import("../router.js").Visit} visit
 * @param {() => void} changed
 */
export function asOfField(visit, changed) {
  /** @param {Event} event */
  function choose(event) {
    const typed = new Date(/** @type {HTMLInputElement} */ (event.target).value);
    visit.setQuery({ asOf: Number.isNaN(typed.getTime()) ? null : typed.toISOString() });
    changed();
  }
  return html`<label class="choice"
    ><span class="soft">${msg("lists-as-of")}</span> <input type="datetime-local" class="input" .value=${localText(asOf(visit))} @change=${choose}
  /></label>`;
}

/**
 * What "as of" leaves out, if it is set.
 * @param {import("../router.js").Visit} visit
 */
export function asOfText(visit) {
  const instant = asOf(visit);
  if (!instant) return nothing;
  return html`<p class="as-of">
    <b>${msg("lists-as-of-instant", { instant: momentText(instant) })}</b> ${msg("lists-as-of-leaves-out")}
  </p>`;
}

/** @param {string | null} instant */
function localText(instant) {
  if (!instant) return "";
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
