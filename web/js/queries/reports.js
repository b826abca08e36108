/** The reports, and what changed in each since an instant. Those that name clients have a second form without names. */

export const CURRENCIES = `query Currencies { currencies }`;

export const PAYMENT_BY_ITEM = `
  query PaymentByItem($period: PeriodInput!, $currency: String, $asOf: DateTime, $first: Int!, $after: String) {
    report: paymentByItemReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      totalCents
      processingCents
      unreconciledCents
      rows(first: $first, after: $after) {
        totalCount
        nodes {
          date
          kind
          method
          processing
          transactionCents
          appliedCents
          ledgerCode { code title }
          transaction { id number reference account { number ownerName } }
          item { position description transaction { id number kind } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

export const PAYMENT_BY_ITEM_WITHOUT_NAMES = `
  query PaymentByItemWithoutNames($period: PeriodInput!, $currency: String, $asOf: DateTime, $first: Int!, $after: String) {
    report: paymentByItemReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      totalCents
      processingCents
      unreconciledCents
      rows(first: $first, after: $after) {
        totalCount
        nodes { date kind method processing transactionCents appliedCents ledgerCode { code title } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

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

export const PAYMENT_BY_LEDGER_CODE = `
  query PaymentByLedgerCode($period: PeriodInput!, $currency: String, $asOf: DateTime) {
    report: paymentByLedgerCodeReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      totalCents
      processingCents
      unreconciledCents
      rows { ledgerCode { code title } method unreconciled amountCents processingCents }
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

export const PAYMENT_BREAKDOWN = `
  query PaymentBreakdown($period: PeriodInput!, $currency: String, $asOf: DateTime, $first: Int!, $after: String) {
    report: paymentBreakdownReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      cashCents
      nonCashCents
      byLedgerCode { ledgerCode { code title } cashCents paidByCreditsCents creditsUsedCents }
      rows(first: $first, after: $after) {
        totalCount
        nodes {
          ledgerCode { code title }
          date
          kind
          cash
          amountCents
          reconciliation {
            creditItem { transaction { id number kind reference } }
            debitItem { position description transaction { id number kind reference account { number ownerName } } }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

export const PAYMENT_BREAKDOWN_WITHOUT_NAMES = `
  query PaymentBreakdownWithoutNames($period: PeriodInput!, $currency: String, $asOf: DateTime, $first: Int!, $after: String) {
    report: paymentBreakdownReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      cashCents
      nonCashCents
      byLedgerCode { ledgerCode { code title } cashCents paidByCreditsCents creditsUsedCents }
      rows(first: $first, after: $after) {
        totalCount
        nodes { ledgerCode { code title } date kind cash amountCents }
        pageInfo { hasNextPage endCursor }
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

export const SALES_BY_LEDGER_CODE = `
  query SalesByLedgerCode($period: PeriodInput!, $currency: String, $asOf: DateTime) {
    report: salesByLedgerCodeReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      totalCents
      rows { ledgerCode { code title } invoicedCents creditedCents netCents }
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

export const SALES_BY_ITEM = `
  query SalesByItem($period: PeriodInput!, $currency: String, $asOf: DateTime, $ledgerCode: String, $first: Int!, $after: String) {
    report: salesByLedgerCodeReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      totalCents
      rows { ledgerCode { code } invoicedCents creditedCents netCents }
      items(ledgerCode: $ledgerCode, first: $first, after: $after) {
        totalCount
        nodes {
          date
          kind
          amountCents
          ledgerCode { code title }
          item { description transaction { id number account { number ownerName } } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

export const SALES_BY_ITEM_WITHOUT_NAMES = `
  query SalesByItemWithoutNames($period: PeriodInput!, $currency: String, $asOf: DateTime, $ledgerCode: String, $first: Int!, $after: String) {
    report: salesByLedgerCodeReport(period: $period, currency: $currency, asOf: $asOf) {
      currency
      firstDay
      lastDay
      totalCents
      rows { ledgerCode { code } invoicedCents creditedCents netCents }
      items(ledgerCode: $ledgerCode, first: $first, after: $after) {
        totalCount
        nodes { date kind amountCents ledgerCode { code title } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

export const AGING = `
  query Aging($on: Date, $currency: String, $asOf: DateTime, $first: Int!, $after: String) {
    report: agingReport(on: $on, currency: $currency, asOf: $asOf) {
      currency
      on
      totals { ...Amounts }
      rows(first: $first, after: $after) {
        totalCount
        nodes { account { number ownerName } amounts { ...Amounts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  fragment Amounts on AgingAmounts {
    notDueCents
    days1To30Cents
    days31To60Cents
    days61To90Cents
    over90DaysCents
    totalCents
    processingCents
    plannedCents
  }
`;

export const AGING_WITHOUT_NAMES = `
  query AgingWithoutNames($on: Date, $currency: String, $asOf: DateTime) {
    report: agingReport(on: $on, currency: $currency, asOf: $asOf) {
      currency
      on
      totals {
        notDueCents
        days1To30Cents
        days31To60Cents
        days61To90Cents
        over90DaysCents
        totalCents
        processingCents
        plannedCents
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

/** The bank accounts of which there is a reconciliation. */
export const BANK_ACCOUNT_NAMES = `query BankAccountNames { bankAccounts(first: 200) { nodes { id name } } }`;

/** A bank account against the books, with its lines that are not explained. */
export const BANK_RECONCILIATION = `
  query BankReconciliation($bankAccountId: ID!, $on: Date, $asOf: DateTime, $first: Int!, $after: String) {
    report: bankReconciliationReport(bankAccountId: $bankAccountId, on: $on, asOf: $asOf) {
      currency
      on
      bankBalanceCents
      booksBalanceCents
      openLinesCents
      unmatchedCents
      differenceCents
      openLines(first: $first, after: $after) {
        totalCount
        nodes { id bookedOn payerName text amountCents explainedCents status ignoredReason }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

/** Its recorded money that is on no bank line. */
export const BANK_UNMATCHED = `
  query BankUnmatched($bankAccountId: ID!, $on: Date, $asOf: DateTime, $first: Int!, $after: String) {
    report: bankReconciliationReport(bankAccountId: $bankAccountId, on: $on, asOf: $asOf) {
      unmatched(first: $first, after: $after) {
        totalCount
        nodes {
          id
          number
          kind
          date
          method
          reference
          amountCents
          account { number ownerName }
          bankLines { parts { amountCents transaction { id } } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;
