/** The list of accounts. */

export const ACCOUNTS = `
  query Accounts($search: String, $filter: AccountFilter, $orderBy: AccountOrder, $first: Int!, $after: String) {
    accounts(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes { number ownerName currency balanceCents unreconciledDebitCents unreconciledCreditCents }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** For whoever may see accounts but no billing. */
export const ACCOUNT_NAMES = `
  query AccountNames($search: String, $filter: AccountFilter, $orderBy: AccountOrder, $first: Int!, $after: String) {
    accounts(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes { number ownerName }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const CREATE_ACCOUNT = `
  mutation CreateAccount($input: CreateAccountInput!) {
    createAccount(input: $input) {
      userErrors { code message field }
      batch { id }
      account { number ownerName currency }
    }
  }
`;

/** What may change of an account. */
export const ACCOUNT_DETAILS = `
  query AccountDetails($number: String!) {
    account(number: $number) { id ownerName email externalId metadata { key value } members { id name externalId metadata { key value } } }
  }
`;

export const UPDATE_ACCOUNT = `
  mutation UpdateAccount($input: UpdateAccountInput!) {
    updateAccount(input: $input) {
      userErrors { code message field }
      batch { id }
      account { number ownerName }
    }
  }
`;
