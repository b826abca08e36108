/** A diagram of money flowing from credits (left) to debits (right); a band's width is its amount. */
import { html, svg } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";

/**
 * @typedef {object} Place a credit or a debit
 * @property {string} key
 * @property {string} name
 * @property {string} [detail]
 * @property {number} cents its height
 * @property {boolean} [ours] the transaction that the page shows
 */

/** @typedef {{ from: string, to: string, cents: number, style: string }} Band */

/** Pixels: height of all the money, least height of a place, gap between places. */
const TALL = 200;
const LEAST = 52;
const GAP = 10;

/**
 * @param {object} what
 * @param {string} what.text the diagram in words
 * @param {Place[]} what.credits
 * @param {Place[]} what.debits
 * @param {Band[]} what.bands in the order in which they leave and arrive
 * @param {string} what.currency
 */
export function flow({ text, credits, debits, bands, currency }) {
  const most = Math.max(...[credits, debits].map((side) => side.reduce((sum, { cents }) => sum + cents, 0)), 1);
  const left = placed(credits, TALL / most);
  const right = placed(debits, TALL / most);
  const height = Math.max(left.height, right.height);
  const middle = (/** @type {{ height: number }} */ side) => (height - side.height) / 2;
  const shapes = bands.map((band) => {
    const width = Math.max(band.cents * (TALL / most), 1.5);
    const out = taken(left.at.get(band.from), width) + middle(left);
    const into = taken(right.at.get(band.to), width) + middle(right);
    return svg`<path class="band ${band.style}" d="M0 ${out}C50 ${out} 50 ${into} 100 ${into}V${into + width}C50 ${into + width} 50 ${out + width} 0 ${out + width}Z" />`;
  });
  return html`<svg class="flow-picture" role="img" aria-label=${text} width="100%" height=${height}>
    <svg x="36%" width="28%" height=${height} viewBox="0 0 100 ${height}" preserveAspectRatio="none">${shapes}</svg>
    ${credits.map((place) => side(place, left.at.get(place.key), middle(left), "credit", currency))}
    ${debits.map((place) => side(place, right.at.get(place.key), middle(right), "debit", currency))}
  </svg>`;
}

/** @typedef {{ top: number, slot: number, bar: number, used: number }} Spot */

/**
 * @param {Place[]} places
 * @param {number} scale pixels of a minor unit
 */
function placed(places, scale) {
  /** @type {Map<string, Spot>} */
  const at = new Map();
  let top = 0;
  for (const { key, cents } of places) {
    const bar = Math.max(cents * scale, 2);
    const slot = Math.max(bar, LEAST);
    at.set(key, { top: top + (slot - bar) / 2, slot, bar, used: 0 });
    top += slot + GAP;
  }
  return { at, height: Math.max(top - GAP, LEAST) };
}

/**
 * Return where the next band starts within a place.
 * @param {Spot | undefined} spot
 * @param {number} width
 */
function taken(spot, width) {
  if (!spot) return 0;
  const from = spot.top + Math.min(spot.used, Math.max(spot.bar - width, 0));
  spot.used += width;
  return from;
}

/**
 * @param {Place} place
 * @param {Spot | undefined} spot
 * @param {number} down
 * @param {"credit" | "debit"} which
 * @param {string} currency
 */
function side({ name, detail, cents, ours }, spot, down, which, currency) {
  if (!spot) return svg``;
  const top = spot.top + down;
  const used = Math.min(spot.used, spot.bar);
  const x = which === "credit" ? "35%" : "64%";
  return svg`${used < spot.bar ? svg`<rect class="place-open" x=${x} y=${top + used} width="1%" height=${spot.bar - used} />` : ""}
    <rect class=${ours ? "place ours" : "place"} x=${x} y=${top} width="1%" height=${used} />
    <foreignObject x=${which === "credit" ? "0" : "66%"} y=${top + (spot.bar - spot.slot) / 2} width="34%" height=${spot.slot}>
      ${html`<div class="place-name ${which}"><b>${name.split(" ").map((word) => html`<span>${word}</span> `)}</b>${detail ? html`<span>${detail}</span>` : ""}<span class="money">${moneyText(cents, currency)}</span></div>`}
    </foreignObject>`;
}
