/** Taking a batch back. */

export const UNDO_BATCH = `
  mutation UndoBatch($input: UndoBatchInput!) {
    undoBatch(input: $input) {
      userErrors { code message laterBatchIds }
      undone { partlyUndone }
      accountErrors { account { number ownerName } message }
      job { id }
    }
  }
`;

/** What taking it back would come to. */
export const TRY_UNDO = `
  mutation TryUndo($input: UndoBatchInput!) {
    undoBatch(input: $input) {
      userErrors { code message laterBatchIds }
      accountErrors { account { number ownerName } message }
      job { total reconciliations amounts { currency amountCents } errorCount }
    }
  }
`;
