/** Closed periods, and what to look at before one is closed. */

export const BOOKS_CLOSINGS = `
  query BooksClosings($first: Int, $after: String) {
    booksClosings(first: $first, after: $after) {
      totalCount
      nodes { id through reconciliations recordedAt recordedBy reopenedAt reopenedBy reopenedReason }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** What is open up to a day; the second date is the day after it. */
export const CLOSING_CHECKS = `
  query ClosingChecks($period: PeriodInput!, $before: Date!) {
    unreconciledItems(period: $period, filter: { side: CREDIT }) { totals { currency creditCount unreconciledCreditCents } }
    errors: unreconciledItems(filter: { hasInvalidReconciliation: true }) { totalCount }
    processingPayments(before: $before, first: 1) { totalCount nodes { number account { number } } }
    bankLines(filter: { statuses: [OPEN, PARTLY_EXPLAINED], period: $period }, first: 1) { totalCount }
    bankAccounts(first: 100) { nodes { id name } }
  }
`;

export const CLOSING_DIFFERENCE = `
  query ClosingDifference($id: ID!, $on: Date!) {
    bankReconciliationReport(bankAccountId: $id, on: $on) { currency differenceCents }
  }
`;

export const CLOSE_BOOKS = `
  mutation CloseBooks($input: CloseBooksInput!) {
    closeBooks(input: $input) {
      booksClosing { through }
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const REOPEN_BOOKS = `
  mutation ReopenBooks($input: ReopenBooksInput!) {
    reopenBooks(input: $input) {
      booksClosing { through }
      userErrors { code message field }
      batch { id }
    }
  }
`;
