/** Taking a batch back. */

export const UNDO_BATCH = `
  mutation UndoBatch($input: UndoBatchInput!) {
    undoBatch(input: $input) {
      userErrors { code message laterBatchIds }
      job { id }
    }
  }
`;

/** What taking it back would come to. */
export const TRY_UNDO = `
  mutation TryUndo($input: UndoBatchInput!) {
    undoBatch(input: $input) {
      userErrors { code message laterBatchIds }
      job { total reconciliations amounts { currency amountCents } errorCount }
    }
  }
`;
