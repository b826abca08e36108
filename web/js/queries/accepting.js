/** What is sent when a match is accepted, and read again afterwards: apart from what the queue reads, because it is loaded with the first one. */

export const APPLY_ONE = `
  mutation ApplyOne($input: ApplySuggestionInput!) {
    applySuggestion(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const MATCH_BY_HAND = `
  mutation MatchByHand($input: CreateReconciliationsInput!) {
    createReconciliations(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const APPLY_ALL_SURE = `
  mutation ApplyAllSure($input: ApplySuggestionsInput!) {
    applySuggestions(input: $input) {
      userErrors { code message field row }
      batch { id }
      job { id }
    }
  }
`;

/** Rows of the queue as they are now. */
export const MATCH_ROWS = `
  query MatchRows($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on TransactionItem { id unreconciledCents suggestions(first: 1) { id sure ground } }
      ... on BankLine { id amountCents explainedCents status lineSuggestions: suggestions(first: 1) { id sure lineGround: ground account { number } } }
    }
  }
`;
