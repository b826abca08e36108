/** Who pays by bank, and for which accounts. */

export const PAYERS = `
  query Payers($search: String, $first: Int!, $after: String) {
    payers(search: $search, first: $first, after: $after) {
      totalCount
      nodes { id name payerAccount timesSeen accounts { id number ownerName } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** Accounts for which someone may pay, whatever their currency. */
export const PAYER_ACCOUNTS = `
  query PayerAccounts($search: String!) {
    accounts(search: $search, orderBy: { field: OWNER_NAME }, first: 20) { nodes { id number ownerName } }
  }
`;

export const UPDATE_PAYER = `
  mutation UpdatePayer($input: UpdatePayerInput!) {
    updatePayer(input: $input) {
      userErrors { code message field }
      batch { id }
      payer { id }
    }
  }
`;
