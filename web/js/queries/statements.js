/** Whose statements and receipts are made. */

export const STATEMENT_ACCOUNT = `
  query StatementAccount($number: String!) {
    account(number: $number) { id number ownerName members { id name } }
  }
`;
