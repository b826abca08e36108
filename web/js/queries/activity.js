/** Who did what. */

export const ACTIVITY = `
  query Activity($filter: AuditFilter, $first: Int!, $after: String) {
    auditLog(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        recordedAt
        recordedBy
        action
        batch { id mutation undone partlyUndone }
        before
        after
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** What the ids in events stand for. */
export const NAMES = `
  query Names($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      id
      ... on Account { number ownerName currency }
      ... on Transaction { number kind }
      ... on TransactionItem { description }
      ... on LedgerCode { code title }
      ... on Member { name }
      ... on PlannedPayment { dueOn }
    }
  }
`;

/** Everybody who may have done something, for the filter. */
export const PEOPLE = `
  query People {
    users(first: 200) { nodes { id name email } }
    apiTokens(first: 200) { nodes { id name } }
  }
`;

export const ACCOUNT_ID = `
  query AccountId($number: String!) {
    account(number: $number) { id }
  }
`;
