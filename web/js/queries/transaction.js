/** One transaction. */

/** For going to a transaction of which only the number is known. */
export const TRANSACTION_ID = `query TransactionId($number: String!) { transaction(number: $number) { id } }`;
