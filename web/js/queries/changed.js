/** What changed in each report since an instant. */

export const CHANGED_PAYMENT_BY_ITEM = `
  query ChangedPaymentByItem($period: PeriodInput!, $currency: String, $asOf: DateTime, $since: DateTime!) {
    report: paymentByItemReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      changesSince(since: $since, first: 500) {
        totalCount
        nodes { key label thenCents nowCents batches { id mutation recordedBy recordedAt } }
      }
    }
  }
`;

export const CHANGED_PAYMENT_BY_LEDGER_CODE = `
  query ChangedPaymentByLedgerCode($period: PeriodInput!, $currency: String, $asOf: DateTime, $since: DateTime!) {
    report: paymentByLedgerCodeReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      changesSince(since: $since, first: 500) {
        totalCount
        nodes { key label thenCents nowCents batches { id mutation recordedBy recordedAt } }
      }
    }
  }
`;

export const CHANGED_PAYMENT_BREAKDOWN = `
  query ChangedPaymentBreakdown($period: PeriodInput!, $currency: String, $asOf: DateTime, $since: DateTime!) {
    report: paymentBreakdownReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      changesSince(since: $since, first: 500) {
        totalCount
        nodes { key label thenCents nowCents batches { id mutation recordedBy recordedAt } }
      }
    }
  }
`;

export const CHANGED_SALES = `
  query ChangedSales($period: PeriodInput!, $currency: String, $asOf: DateTime, $since: DateTime!) {
    report: salesByLedgerCodeReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      changesSince(since: $since, first: 500) {
        totalCount
        nodes { key label thenCents nowCents batches { id mutation recordedBy recordedAt } }
      }
    }
  }
`;

export const CHANGED_AGING = `
  query ChangedAging($on: Date, $currency: String, $asOf: DateTime, $since: DateTime!) {
    report: agingReport(on: $on, currency: $currency, asOf: $asOf) {
      currency
      changesSince(since: $since, first: 500) {
        totalCount
        nodes { key label thenCents nowCents batches { id mutation recordedBy recordedAt } }
      }
    }
  }
`;
