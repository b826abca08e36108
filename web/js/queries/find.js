/** Finding anything by what one knows of it. */

/** Accounts by owner, member, number or by what was recorded on them; what it is that was recorded; and what another system calls so. */
export const FIND = `
  query Find($text: String!) {
    accounts(search: $text, first: 6) {
      nodes {
        number
        ownerName
        members { name }
        transactions(filter: { search: $text }, orderBy: { field: DATE, direction: DESC }, first: 3) {
          nodes { number kind date amountCents currency reference }
        }
      }
    }
    transaction(number: $text) { number kind date amountCents currency reference account { number ownerName } }
    byExternalId(externalId: $text) {
      __typename
      ... on Account { number ownerName }
      ... on Member { name account { number ownerName } }
      ... on Transaction { number kind date amountCents currency reference account { number ownerName } }
      ... on TransactionItem { description transaction { number kind date amountCents currency reference account { number ownerName } } }
      ... on PlannedPayment { id dueOn amountCents state account { number ownerName currency } }
      ... on LedgerCode { code title }
    }
  }
`;

/** The same for whoever may see no amounts. */
export const FIND_ACCOUNTS = `
  query FindAccounts($text: String!) {
    accounts(search: $text, first: 8) {
      nodes { number ownerName members { name } }
    }
    byExternalId(externalId: $text) {
      __typename
      ... on Account { number ownerName }
      ... on Member { name account { number ownerName } }
      ... on LedgerCode { code title }
    }
  }
`;
