/** One account's billing. */

export const BILLING = `
  query Billing($number: String!, $first: Int!, $after: String, $filter: TransactionFilter) {
    account(number: $number) {
      id
      number
      ownerName
      currency
      balanceCents
      expectedBalanceCents
      unreconciledDebitCents
      unreconciledCreditCents
      writeOffMaxCents
      externalId
      metadata { key value }
      members { name externalId metadata { key value } }
      aging { notDueCents days1To30Cents days31To60Cents days61To90Cents over90DaysCents }
      transactions(first: $first, after: $after, filter: $filter, orderBy: { field: DATE, direction: DESC }) {
        totalCount
        nodes {
          number
          kind
          date
          description
          reference
          amountCents
          unreconciledCents
          method
          paymentState
          status
          items { description }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

/** What a transaction opens to. */
export const TRANSACTION = `
  query Transaction($number: String!) {
    transaction(number: $number) {
      id
      status
      statusReason
      dueOn
      reference
      externalId
      metadata { key value }
      movedFrom { number account { number ownerName } }
      movedTo { number account { number ownerName } }
      bankLines { bookedOn bankAccount { id name } }
      items {
        description
        amountCents
        unreconciledCents
        status
        statusReason
        externalId
        metadata { key value }
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

/** For whoever may see accounts but no billing. */
export const ACCOUNT_NAME = `
  query AccountName($number: String!) {
    account(number: $number) { number ownerName externalId metadata { key value } members { name externalId metadata { key value } } }
  }
`;
