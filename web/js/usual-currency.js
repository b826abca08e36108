/** The currency that a form begins with where the books have no account yet to tell it. */
import { LANGUAGE, LOCALE } from "./locale.js";
import { remember, remembered } from "./remembered.js";

const NAME = "tieout.currency";
/** @type {Record<string, string>} */
const BY_REGION = { AU: "AUD", CA: "CAD", GB: "GBP", NZ: "NZD" };

/** The region that a language is marked with, as in fr-CA; "" if there is none. Takes what is no valid tag, too. @param {string} tag */
const regionOf = (tag) => /-([A-Z]{2})\b/.exec(tag)?.[1] ?? "";

/** The currency of the last account that was created in this browser; before the first one, that of the browser's region, or the page's. */
export const usualCurrency = () => remembered(NAME) ?? BY_REGION[regionOf(LOCALE ?? navigator.language) || regionOf(LANGUAGE)] ?? "USD";

/** Remember the currency of an account that was created. @param {string} currency */
export const noteCurrency = (currency) => remember(NAME, currency);
