/** One transaction. */

/** What a transaction opens to. */
export const TRANSACTION = `
  query Transaction($number: String!) {
    transaction(number: $number) {
      id
      status
      statusReason
      reference
      items {
        description
        amountCents
        unreconciledCents
        status
        statusReason
        ledgerCode { code }
        member { name }
        reconciliations(first: 50) {
          totalCount
          edges {
            node { amountCents plannedPayment { dueOn method } }
            counterpart { description transaction { number kind date } }
          }
        }
      }
    }
  }
`;

/** For going to a transaction of which only the number is known. */
export const TRANSACTION_ID = `query TransactionId($number: String!) { transaction(number: $number) { id } }`;
