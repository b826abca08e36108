/** Finding anything by what one knows of it. */

/** Accounts by owner, member, number or by what was recorded on them; and what it is that was recorded. */
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
  }
`;

/** The same for whoever may see no amounts. */
export const FIND_ACCOUNTS = `
  query FindAccounts($text: String!) {
    accounts(search: $text, first: 8) {
      nodes { number ownerName members { name } }
    }
  }
`;
