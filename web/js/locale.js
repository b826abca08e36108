/** The page's language, and how dates, numbers and amounts are written for its reader. */

/** The languages of the page with the locale of those whose browser names none for it. @type {Record<string, string>} */
const LOCALES = { en: "en-CA", "fr-CA": "fr-CA" };
const YEAR_S = 31_536_000;

/** The page's language; the server has chosen it by the cookie that is set here, or by the browser's languages. */
export const LANGUAGE = document.documentElement.lang;

/** The language that somebody chose in this browser; "" where the browser's own languages decide. */
export const chosenLanguage = () => /(?:^|; )language=([^;]*)/.exec(document.cookie)?.[1] ?? "";

/** Choose a language for the next time that the page is loaded. @param {string} language "" for the browser's own */
export function chooseLanguage(language) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `language=${language}; path=/; max-age=${language ? YEAR_S : 0}; samesite=lax${secure}`;
}

/** @param {string} tag */
const primary = (tag) => tag.split("-")[0].toLowerCase();

/**
 * How things are written: as the browser has it, which may be more than a language of ours, unless that would contradict
 * the page's language. Undefined is the browser's own.
 */
export const LOCALE =
  LANGUAGE === "en" && !chosenLanguage() ? undefined : (navigator.languages.find((each) => primary(each) === primary(LANGUAGE)) ?? LOCALES[LANGUAGE]);

/** The digits 0–9 and the calendar that fields for dates have, whatever the locale's own are. */
export const WRITTEN = { numberingSystem: "latn", calendar: "gregory" };

const numbers = new Intl.NumberFormat(LOCALE, { numberingSystem: WRITTEN.numberingSystem });

/** Format a number. @param {number} number */
export const numberText = (number) => numbers.format(number);

/** Format a number with one decimal. @param {number} number */
export const tenthsText = (number) => number.toLocaleString(LOCALE, { numberingSystem: WRITTEN.numberingSystem, minimumFractionDigits: 1, maximumFractionDigits: 1 });
