/**
 * How many digits of an amount stand behind the point, by ISO 4217: 2 for the codes not named here. These are the server's
 * (`Account.currencyExponent`), and a test holds them equal: browsers have tables of their own, which leave out the
 * decimals of some currencies, so that an amount would be shown, and taken, a hundred times too large or too small.
 */
const OTHER = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

/** @type {Map<string, number>} */
const DIGITS = new Map();
for (const [digits, codes] of Object.entries(OTHER)) {
  for (const code of codes.split(" ")) DIGITS.set(code, Number(digits));
}

/** @param {string} currency */
export const digitsOf = (currency) => DIGITS.get(currency) ?? 2;
