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

/** What stands beside one line: all its proposals, what explains it so far, and the account of the best with what is due there. */
export const MATCH_LINE = `
  query MatchLine($id: ID!, $amount: String!) {
    node(id: $id) {
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
        suggestions {
          id
          sure
          reason
          ground
          counterEvidence
          account { number ownerName }
          transaction { id number kind date method reference paymentState amountCents }
          edges { amountCents debitItem { id description transaction { number } } }
        }
        best: suggestions(first: 1) {
          account {
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
            earlier: transactions(
              filter: { kinds: [PAYMENT, DEPOSIT], search: $amount }
              orderBy: { field: DATE, direction: DESC }
              first: 6
            ) {
              nodes { id number date method amountCents }
            }
          }
        }
      }
    }
  }
`;

/** Another account on which a line may be recorded, with what is due there. */
export const MATCH_ACCOUNT = `
  query MatchAccount($number: String!, $amount: String!) {
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
