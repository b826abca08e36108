/** What is open on either side; the totals are of all that the filter finds. */

export const UNRECONCILED = `
  query Unreconciled($period: PeriodInput, $filter: UnreconciledFilter, $orderBy: UnreconciledOrder, $first: Int!, $after: String, $totals: Boolean = true) {
    accounts(first: 1) @include(if: $totals) { totalCount }
    unreconciledItems(period: $period, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      totals @include(if: $totals) { currency debitCount unreconciledDebitCents creditCount unreconciledCreditCents }
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
        transaction { id number kind date reference account { number ownerName currency } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
