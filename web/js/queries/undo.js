/** Taking a batch back. */

export const UNDO_BATCH = `
  mutation UndoBatch($input: UndoBatchInput!) {
    undoBatch(input: $input) {
      userErrors { code message }
      undone { id }
      job { id }
    }
  }
`;
