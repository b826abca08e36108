/** What waits today, and what was done since yesterday. */

/** Open money, bank lines, what is wrong or late, planned payments that are due, and the last jobs. */
export const TODAY = `
  query Today($dueTo: Date!, $slowBefore: Date!) {
    accounts(first: 1) { totalCount }
    unreconciledItems(filter: { side: CREDIT }) { totals { currency creditCount unreconciledCreditCents } }
    bankAccounts(first: 100) { nodes { currency openLines openCents } }
    errors: unreconciledItems(filter: { hasInvalidReconciliation: true }) { totalCount }
    slow: processingPayments(before: $slowBefore, first: 3) {
      totalCount
      nodes { number date amountCents currency account { number ownerName } }
    }
    plannedPayments(dueTo: $dueTo, first: 200) { totalCount nodes { amountCents account { currency } } }
    jobs(first: 20) { nodes { id kind state errorCount recordedAt recordedBy } }
  }
`;

/** How likely the best suggestion of the oldest open money is. */
export const TODAY_LIKELY = `
  query TodayLikely {
    unreconciledItems(filter: { side: CREDIT }, first: 200) {
      nodes { suggestions(first: 1) { sure ground } }
      pageInfo { hasNextPage }
    }
  }
`;

/** Whether the last month is closed. */
export const TODAY_CLOSED = `query TodayClosed { booksClosings(first: 50) { nodes { through reopenedAt } } }`;

/** Endpoints to which changes are posted, and whether each still is. */
export const TODAY_WEBHOOKS = `query TodayWebhooks { webhooks(first: 100) { nodes { url state } } }`;

export const TODAY_CURRENCIES = `query TodayCurrencies { currencies }`;

export const TODAY_OVERDUE = `
  query TodayOverdue($currency: String!) {
    agingReport(currency: $currency) {
      currency
      totals { days1To30Cents days31To60Cents days61To90Cents over90DaysCents }
    }
  }
`;

export const TODAY_DONE = `
  query TodayDone {
    auditLog(first: 300) {
      nodes { recordedAt recordedBy principal batch { id mutation undone } }
      pageInfo { hasNextPage }
    }
  }
`;
