/** What is sent when a match is accepted: apart from what the queue reads, because it is loaded with the first one. */

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
