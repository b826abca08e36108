/** Dates and instants as elements. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { dateText, momentText } from "../words.js";

/** @param {string} isoDate */
export const date = (isoDate) => html`<time class="date" datetime=${isoDate}>${dateText(isoDate)}</time>`;

/** @param {string} isoInstant */
export const moment = (isoInstant) => html`<time class="date" datetime=${isoInstant}>${momentText(isoInstant)}</time>`;
