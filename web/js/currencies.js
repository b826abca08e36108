/**
 * Decimal places of currencies by ISO 4217; 2 for codes not listed. They equal the server's (`Account.currencyExponent`),
 * and a test checks that. Browsers' own tables drop the decimals of some currencies, which would make an amount a hundred
 * times too large or too small.
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
