/** Every query that the page sends. A test holds each against the schema. */

export const VIEWER = `query Viewer { viewer { kind name permissions } }`;

export const ACCOUNTS = `
  query Accounts($search: String, $first: Int!, $after: String) {
    accounts(search: $search, first: $first, after: $after, orderBy: { field: OWNER_NAME }) {
      totalCount
      nodes { id number ownerName currency balanceCents unreconciledDebitCents unreconciledCreditCents }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** For whoever may see accounts but no billing. */
export const ACCOUNT_NAMES = `
  query AccountNames($search: String, $first: Int!, $after: String) {
    accounts(search: $search, first: $first, after: $after, orderBy: { field: OWNER_NAME }) {
      totalCount
      nodes { id number ownerName }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const BILLING = `
  query Billing($number: String!, $first: Int!, $after: String) {
    account(number: $number) {
      number
      ownerName
      currency
      balanceCents
      expectedBalanceCents
      unreconciledDebitCents
      unreconciledCreditCents
      members { id name }
      transactions(first: $first, after: $after, orderBy: { field: DATE, direction: DESC }) {
        nodes {
          id
          number
          kind
          side
          date
          description
          amountCents
          method
          paymentState
          status
          statusReason
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
    account(number: $number) { number ownerName members { id name } }
  }
`;

export const TRANSACTION = `
  query Transaction($id: ID!) {
    transaction(id: $id) {
      items {
        id
        description
        amountCents
        unreconciledCents
        status
        statusReason
        ledgerCode { code }
        member { name }
        reconciliations(first: 50) {
          edges {
            node { id amountCents }
            counterpart { description transaction { number kind date } }
          }
          pageInfo { hasNextPage }
        }
      }
    }
  }
`;
