/** What others changed meanwhile, stated at the edge of the screen, with the offer to show it. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { whoIsHere } from "../session.js";
import { msg, texts } from "../texts.js";
import { stylesheet } from "./stylesheet.js";
import { personName } from "../words.js";

await stylesheet("live");
await texts("lists", "parts");

/** @typedef {import("../queries/session.js").Follow_changes} Change */

/**
 * @param {HTMLElement} frame
 * @param {object} what
 * @param {Change[]} what.changes none, if there is nothing to announce
 * @param {boolean} what.missedMuch whether there were too many to say which
 * @param {() => void} what.show
 * @param {() => void} what.dismiss
 */
export function draw(frame, { changes, missedMuch, show, dismiss }) {
  const text = missedMuch || !changes.length ? msg("lists-much-changed") : inWords(changes);
  render(
    missedMuch || changes.length
      ? html`<span>${text}</span>
          <button type="button" class="plain" @click=${show}>${msg("lists-show")}</button>
          <button type="button" class="plain" aria-label=${msg("parts-dismiss")} @click=${dismiss}>
            <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 2l8 8M10 2l-8 8" /></svg>
          </button>`
      : nothing,
    frame,
  );
}

/** Say what changed: "Changed by Dana." or "3 changes by Dana and Lee." @param {Change[]} changes */
function inWords(changes) {
  const me = whoIsHere().principal;
  const people = [...new Set(changes.map(({ batch, recordedBy }) => (batch.principal === me ? msg("lists-you-elsewhere") : personName(recordedBy))))];
  const count = new Set(changes.map(({ batch }) => batch.id)).size;
  const named = people.length > 2 ? [people[0], msg("lists-others", { count: people.length - 1 })] : people;
  return msg("lists-changed", { count, people: named.reduce((one, other) => msg("shell-and", { one, other })) });
}
