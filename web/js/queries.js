/** Every query that the page sends. A test holds each against the schema. */

export const VIEWER = `query Viewer { viewer { name } }`;

export const ACCOUNTS = `
  query Accounts($search: String, $after: String) {
    accounts(search: $search, first: 50, after: $after, orderBy: { field: OWNER_NAME }) {
      totalCount
      nodes { id number ownerName currency balanceCents unreconciledDebitCents unreconciledCreditCents }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const BILLING = `
  query Billing($id: ID!, $after: String) {
    account(id: $id) {
      number
      ownerName
      currency
      balanceCents
      expectedBalanceCents
      unreconciledDebitCents
      unreconciledCreditCents
      members { id name }
      transactions(first: 100, after: $after, orderBy: { field: DATE, direction: DESC }) {
        nodes { id number kind side date description amountCents method paymentState status statusReason }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

export const TRANSACTION = `
  query Transaction($id: ID!) {
    transaction(id: $id) {
      items {
        id
        description
        amountCents
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
