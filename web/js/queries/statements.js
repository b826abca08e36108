/** Whose statements and receipts are made. */

export const STATEMENT_ACCOUNT = `
  query StatementAccount($number: String!) {
    account(number: $number) { id number ownerName members { id name } }
  }
`;

/** Of all accounts, by a job. */
export const MAKE_DOCUMENTS = `
  mutation MakeDocuments($input: MakeDocumentsInput!) {
    makeDocuments(input: $input) {
      userErrors { code message field }
      batch { id }
      job { id }
    }
  }
`;
