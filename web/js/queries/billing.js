/** One account's billing. */

export const BILLING = `
  query Billing($number: String!, $first: Int!, $after: String) {
    account(number: $number) {
      id
      number
      ownerName
      email
      currency
      balanceCents
      expectedBalanceCents
      unreconciledDebitCents
      unreconciledCreditCents
      members { name }
      transactions(first: $first, after: $after, orderBy: { field: DATE, direction: DESC }) {
        totalCount
        nodes {
          number
          kind
          date
          dueOn
          description
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

/** For whoever may see accounts but no billing. */
export const ACCOUNT_NAME = `
  query AccountName($number: String!) {
    account(number: $number) { number ownerName email currency members { name } }
  }
`;

/** What a transaction opens to. */
export const TRANSACTION = `
  query Transaction($number: String!) {
    transaction(number: $number) {
      id
      status
      statusReason
      reference
      items {
        id
        position
        description
        amountCents
        unreconciledCents
        status
        statusReason
        ledgerCode { code title }
        member { name }
        reconciliations(first: 50) {
          totalCount
          edges {
            node { id amountCents plannedPayment { dueOn method } }
            counterpart { description transaction { number kind date } }
          }
        }
      }
    }
  }
`;

export const MAKE_PAYMENT = `
  mutation MakePayment($input: MakePaymentInput!) {
    makePayment(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { number amountCents }
      account { balanceCents expectedBalanceCents }
    }
  }
`;
