/** The queue of open money, what it may be for, and what to do with it. */

/** Open money of all accounts, the oldest first, each with the best of its suggestions; and whether there are bank lines. */
export const MATCH_QUEUE = `
  query MatchQueue($period: PeriodInput, $filter: UnreconciledFilter!, $first: Int!, $after: String) {
    unreconciledItems(period: $period, filter: $filter, first: $first, after: $after) {
      nodes {
        id
        unreconciledCents
        transaction { number kind date method paymentState reference account { number ownerName currency } }
        suggestions(first: 1) { id sure ground }
      }
      pageInfo { hasNextPage endCursor }
    }
    bankLines(filter: { statuses: [OPEN, PARTLY_EXPLAINED] }) { totalCount }
  }
`;

/** What stands beside one row: all its suggestions, and its account with what is due, oldest first, and earlier money. */
export const MATCH_DETAIL = `
  query MatchDetail($id: ID!, $number: String!, $amount: String!) {
    node(id: $id) {
      ... on TransactionItem {
        transaction { id amountCents }
        suggestions { id sure ground reason counterEvidence edges { amountCents debitItem { id } } }
      }
    }
    account(number: $number) {
      balanceCents
      unreconciledDebitCents
      unreconciledCreditCents
      writeOffMaxCents
      aging { notDueCents days1To30Cents days31To60Cents days61To90Cents over90DaysCents }
      payers { id name payerAccount }
      open: transactions(
        filter: { kinds: [INVOICE], statuses: [NOT_RECONCILED, PARTIALLY_RECONCILED, RECONCILED_WITH_PLANNED_PAYMENTS, RECONCILIATION_ERROR] }
        orderBy: { field: DATE }
        first: 200
      ) {
        totalCount
        nodes { id number kind date dueOn unreconciledCents items { id description unreconciledCents member { name } ledgerCode { code } } }
      }
      earlier: transactions(
        filter: { kinds: [PAYMENT, DEPOSIT], search: $amount }
        orderBy: { field: DATE, direction: DESC }
        first: 6
      ) {
        nodes { id number date method amountCents }
      }
    }
  }
`;
