/**
 * All texts of the page, in its language: Fluent messages of `domain/texts/`. Those of a first visit arrive before anything
 * else is done, those of another room before the modules that wait for it; so a module may ask for its texts as it is loaded.
 */
import { FluentBundle, FluentNumber, FluentResource } from "../vendor/fluent-bundle/fluent-bundle.js";
import { LANGUAGE, numberText } from "./locale.js";

/**
 * What a message takes: nothing, or its variables.
 * @template {keyof PageTexts} Id
 * @typedef {PageTexts[Id] extends null ? [] : [values: PageTexts[Id]]} Values
 */

const AGAIN_MS = 1_000;
const NOT_LOADED = "The page could not be loaded. Load it again. · La page n’a pas pu être chargée. Chargez-la de nouveau.";

const bundle = new FluentBundle(LANGUAGE, { useIsolating: false });

/** Load messages. @param {string} address */
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  bundle.addResource(new FluentResource(await answer.text()));
}

/** Load those of a first visit, which the document has begun to load. */
async function loadFirst() {
  try {
    await load(/** @type {HTMLLinkElement} */ (document.querySelector("link[as=fetch]")).href);
  } catch (problem) {
    document.body.append(NOT_LOADED);
    throw problem;
  }
}
await loadFirst();

/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * Wait until the messages of each room are there; `await texts("today")` at the top of a module.
 * @param {...string} rooms
 */
export async function texts(...rooms) {
  await Promise.all(
    rooms.map((room) => {
      const known = asked.get(room) ?? loadRoom(room);
      asked.set(room, known);
      return known;
    }),
  );
}

/** Load a room, again and again until the server answers: a module that once failed would fail for good. @param {string} room */
async function loadRoom(room) {
  const address = import.meta.resolve(`/web/texts/${LANGUAGE}/${room}.ftl`); // by the import map
  for (;;) {
    try {
      return await load(address);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** A number that decides between plural forms by the page's language and is written by the reader's locale. */
class Count extends FluentNumber {
  toString() {
    return numberText(this.value);
  }
}

/** Messages without variables, formatted. @type {Map<string, string>} */
const plain = new Map();

/**
 * @param {string} id
 * @param {Record<string, string | FluentNumber>} [values]
 */
function format(id, values) {
  const found = bundle.getMessage(id);
  if (!found) throw new Error(`No text ${id} in ${LANGUAGE}.`);
  return bundle.formatPattern(found.value, values);
}

/**
 * Return a text: `msg("today-title")`, `msg("today-more", { count: 3 })`. Numbers are formatted; dates and amounts are given
 * as text.
 * @template {keyof PageTexts} Id
 * @param {Id} id
 * @param {Values<Id>} given
 */
export function msg(id, ...given) {
  if (given.length) return format(id, Object.fromEntries(Object.entries(/** @type {Record<string, string | number>} */ (given[0])).map(argument)));
  return formatted(id);
}

/** @param {string} id of a message without variables */
function formatted(id) {
  let text = plain.get(id);
  if (text === undefined) plain.set(id, (text = format(id)));
  return text;
}

/** @param {[string, string | number]} entry @returns {[string, string | Count]} */
const argument = ([name, value]) => [name, typeof value === "number" ? new Count(value) : value];

/** Stands for a template in a message: a character that is taken off all texts, and its place among the values. */
const SLOT = /\ue000(\d+)\ue000/;

/** @param {unknown} value @param {number} place */
function slotted(value, place) {
  if (typeof value === "string") return value.replaceAll("\ue000", "");
  return typeof value === "number" ? value : `\ue000${place}\ue000`;
}

/**
 * Return a text with templates in it, for a view: `msgView("today-by", { moment: moment(at), person: "Ann" })`.
 * @template {keyof PageTexts} Id
 * @param {Id} id
 * @param {{ [Name in keyof PageTexts[Id]]: unknown }} values texts, numbers and templates
 */
export function msgView(id, values) {
  const given = Object.entries(values);
  const slots = given.map(([name, value], place) => argument([name, slotted(value, place)]));
  const parts = format(id, Object.fromEntries(slots)).split(SLOT);
  return parts.map((part, index) => (index % 2 ? given[Number(part)][1] : part));
}

/**
 * Return the text of a message whose id was composed, such as an enum value's; undefined if there is none.
 * @param {string} id
 */
export const msgIfAny = (id) => (bundle.getMessage(id) ? formatted(id) : undefined);
