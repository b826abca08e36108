/** The currency that a form begins with where the books have no account yet to tell it. */
import { LOCALE } from "./locale.js";
import { remember, remembered } from "./remembered.js";

const NAME = "tieout.currency";
/** @type {Record<string, string>} */
const BY_REGION = { AU: "AUD", CA: "CAD", GB: "GBP", NZ: "NZD" };

/** The currency of the last account that was created in this browser; before the first one, that of the browser's region. */
export const usualCurrency = () => remembered(NAME) ?? BY_REGION[new Intl.Locale(LOCALE ?? navigator.language).region ?? ""] ?? "USD";

/** Remember the currency of an account that was created. @param {string} currency */
export const noteCurrency = (currency) => remember(NAME, currency);
