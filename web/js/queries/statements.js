/** Whose statements and receipts are made. */

export const STATEMENT_ACCOUNT = `
  query StatementAccount($number: String!) {
    account(number: $number) { id number ownerName members { id name } }
  }
`;

/** How many accounts a search and a filter leave. */
export const ACCOUNTS_CHOSEN = `
  query AccountsChosen($search: String, $filter: AccountFilter) {
    accounts(search: $search, filter: $filter, first: 1) { totalCount }
  }
`;

/** Of all accounts, or of those that are found, by a job. */
export const MAKE_DOCUMENTS = `
  mutation MakeDocuments($input: MakeDocumentsInput!) {
    makeDocuments(input: $input) {
      userErrors { code message field }
      batch { id }
      job { id }
    }
  }
`;
