/** Labels of mutations, changed records and their fields, in a bookkeeper's terms. */
import { msg, msgIfAny, texts } from "./texts.js";
import { words } from "./words.js";

await texts("log", "more-words");

/** The name of a column or of a mutation as ids have it: "account_id" and "accountId" are both account-id. @param {string} name */
const kebab = (name) => name.replaceAll("_", "-").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A name that only a newer server has, as words. @param {string} name */
const plain = (name) => words(kebab(name).replaceAll("-", "_"));

/** @param {string} mutation */
export const mutationWords = (mutation) => msgIfAny(`log-did-${kebab(mutation)}`) ?? plain(mutation);

/**
 * Describe an audit action: "reconciliation.released" → "Reconciliation deleted".
 * @param {string} action
 * @param {string} [about] what it is about, more exactly than the action says: "Payment"
 */
export function actionWords(action, about) {
  if (action === "batch.rechained") return msg("log-rechained");
  const [noun, verb] = action.split(".");
  return msg("log-action", { noun: about ?? nounWords(noun), verb: msgIfAny(`log-verb-${verb}`) ?? verb });
}

/** @param {string} noun */
export const nounWords = (noun) => msgIfAny(`log-noun-${kebab(noun)}`) ?? plain(noun);

/** All actions, for the filter. */
export const ACTIONS = [
  "transaction.created",
  "transaction.changed",
  "transaction.withdrawn",
  "reconciliation.created",
  "reconciliation.changed",
  "reconciliation.released",
  "plannedPayment.created",
  "plannedPayment.changed",
  "plannedPayment.withdrawn",
  "subscription.created",
  "subscription.changed",
  "subscription.withdrawn",
  "account.created",
  "account.changed",
  "account.withdrawn",
  "member.created",
  "member.changed",
  "member.withdrawn",
  "ledgerCode.created",
  "ledgerCode.changed",
  "ledgerCode.withdrawn",
  "passkey.created",
  "passkey.changed",
  "passkey.withdrawn",
  "authenticator.created",
  "authenticator.changed",
  "authenticator.withdrawn",
  "identity.created",
  "identity.changed",
  "identity.withdrawn",
  "role.created",
  "role.changed",
  "role.withdrawn",
  "user.created",
  "user.changed",
  "user.withdrawn",
  "apiToken.created",
  "apiToken.changed",
  "apiToken.withdrawn",
  "webhook.created",
  "webhook.changed",
  "webhook.withdrawn",
  "mail.created",
  "mail.changed",
  "mail.withdrawn",
  "fileMapping.created",
  "fileMapping.changed",
  "fileMapping.withdrawn",
  "bankAccount.created",
  "bankAccount.changed",
  "bankAccount.withdrawn",
  "bankStatement.created",
  "bankStatement.changed",
  "bankStatement.withdrawn",
  "bankLine.created",
  "bankLine.changed",
  "bankLine.withdrawn",
  "bankStatementLine.created",
  "bankStatementLine.changed",
  "bankStatementLine.withdrawn",
  "bankLinePart.created",
  "bankLinePart.changed",
  "bankLinePart.withdrawn",
  "payer.created",
  "payer.changed",
  "payer.withdrawn",
  "payerAccount.created",
  "payerAccount.changed",
  "payerAccount.withdrawn",
  "booksClosing.created",
  "booksClosing.reopened",
  "journal.created",
  "batch.shown",
].map((value) => ({ value, text: actionWords(value) }));

/** @param {string} name */
export const fieldWords = (name) => msgIfAny(`log-field-${kebab(name)}`) ?? plain(name);
