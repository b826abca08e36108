/** What is open on either side. */

export const UNRECONCILED = `
  query Unreconciled($period: PeriodInput, $filter: UnreconciledFilter, $orderBy: UnreconciledOrder, $first: Int!, $after: String) {
    unreconciledItems(period: $period, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        id
        position
        description
        ageDays
        amountCents
        unreconciledCents
        status
        statusReason
        member { name }
        transaction { id number kind side date account { number ownerName currency } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
