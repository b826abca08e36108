/** What the formats of banks' files are called. @type {Record<import("../../types/schema.js").BankFileFormat, string>} */
export const BANK_FORMATS = { CAMT: "camt", OFX: "OFX", MT940: "MT940", CSV: "CSV", STRIPE: "Stripe", PAYPAL: "PayPal" };
