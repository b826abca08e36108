/** Bank lines in the queue: read apart from the money, because not every organisation has any. */

/** Bank lines, the oldest first, each with the best of its proposals. */
export const MATCH_LINES = `
  query MatchLines($filter: BankLineFilter!, $first: Int!) {
    bankLines(filter: $filter, orderBy: { field: BOOKED_ON }, first: $first) {
      nodes {
        id
        bookedOn
        amountCents
        explainedCents
        payerName
        text
        bankAccount { name currency }
        suggestions(first: 1) { id sure ground account { number } }
      }
      pageInfo { hasNextPage }
    }
  }
`;
