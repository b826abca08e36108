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

/**
 * What stands beside an entry: all that it may be, and an account with what is due, oldest first, earlier money and what
 * happened last; or, without the entry, an account alone. One query for money and lines, because both ask an account for the same.
 */
export const MATCH_DETAIL = `
  query MatchDetail($id: ID!, $withEntry: Boolean!, $number: String!, $amount: String!) {
    node(id: $id) @include(if: $withEntry) {
      ... on TransactionItem {
        transaction { id amountCents description }
        suggestions { id sure ground reason counterEvidence edges { amountCents debitItem { id } } }
      }
      ... on BankLine {
        id
        bookedOn
        valueOn
        amountCents
        explainedCents
        feeCents
        payerName
        payerAccount
        text
        structuredReference
        bankId
        status
        ignoredReason
        bankAccount { id name }
        parts { id kind amountCents reason recordedAt recordedBy transaction { id number kind account { number ownerName } } }
        proposals: suggestions {
          id
          sure
          reason
          ground
          counterEvidence
          account { number ownerName }
          transaction { id number kind date method reference paymentState amountCents }
          edges { amountCents debitItem { id description transaction { number } } }
        }
      }
    }
    account(number: $number) {
      id
      number
      ownerName
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
      earlier: transactions(filter: { kinds: [PAYMENT, DEPOSIT], search: $amount }, orderBy: { field: DATE, direction: DESC }, first: 6) {
        nodes { id number date method amountCents }
      }
      last: transactions(orderBy: { field: DATE, direction: DESC }, first: 6) {
        nodes { number kind side date amountCents description paymentState }
      }
    }
  }
`;
