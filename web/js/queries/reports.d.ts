// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { BankLineStatus, PaymentMethod, PeriodInput, TransactionKind } from "../../types/schema.js";

export type CurrenciesVariables = Record<string, never>;

export type Currencies = {
  currencies: string[];
};

export type PaymentByItemVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  first: number;
  after?: string | null;
};

export type PaymentByItem = {
  report: PaymentByItem_report;
};

export type PaymentByItem_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  totalCents: number;
  processingCents: number;
  unreconciledCents: number;
  rows: PaymentByItem_report_rows;
};

export type PaymentByItem_report_rows = {
  totalCount: number;
  nodes: PaymentByItem_report_rows_nodes[];
  pageInfo: PaymentByItem_report_rows_pageInfo;
};

export type PaymentByItem_report_rows_nodes = {
  date: string;
  kind: TransactionKind;
  method: PaymentMethod;
  processing: boolean;
  transactionCents: number;
  appliedCents: number;
  ledgerCode: PaymentByItem_report_rows_nodes_ledgerCode | null;
  transaction: PaymentByItem_report_rows_nodes_transaction;
  item: PaymentByItem_report_rows_nodes_item | null;
};

export type PaymentByItem_report_rows_nodes_ledgerCode = {
  code: string;
  title: string;
};

export type PaymentByItem_report_rows_nodes_transaction = {
  id: string;
  number: string;
  reference: string | null;
  account: PaymentByItem_report_rows_nodes_transaction_account;
};

export type PaymentByItem_report_rows_nodes_transaction_account = {
  number: string;
  ownerName: string;
};

export type PaymentByItem_report_rows_nodes_item = {
  position: number;
  description: string;
  transaction: PaymentByItem_report_rows_nodes_item_transaction;
};

export type PaymentByItem_report_rows_nodes_item_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
};

export type PaymentByItem_report_rows_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type PaymentByItemWithoutNamesVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  first: number;
  after?: string | null;
};

export type PaymentByItemWithoutNames = {
  report: PaymentByItemWithoutNames_report;
};

export type PaymentByItemWithoutNames_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  totalCents: number;
  processingCents: number;
  unreconciledCents: number;
  rows: PaymentByItemWithoutNames_report_rows;
};

export type PaymentByItemWithoutNames_report_rows = {
  totalCount: number;
  nodes: PaymentByItemWithoutNames_report_rows_nodes[];
  pageInfo: PaymentByItemWithoutNames_report_rows_pageInfo;
};

export type PaymentByItemWithoutNames_report_rows_nodes = {
  date: string;
  kind: TransactionKind;
  method: PaymentMethod;
  processing: boolean;
  transactionCents: number;
  appliedCents: number;
  ledgerCode: PaymentByItemWithoutNames_report_rows_nodes_ledgerCode | null;
};

export type PaymentByItemWithoutNames_report_rows_nodes_ledgerCode = {
  code: string;
  title: string;
};

export type PaymentByItemWithoutNames_report_rows_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type ChangedPaymentByItemVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  since: string;
};

export type ChangedPaymentByItem = {
  report: ChangedPaymentByItem_report;
};

export type ChangedPaymentByItem_report = {
  currency: string;
  changesSince: ChangedPaymentByItem_report_changesSince;
};

export type ChangedPaymentByItem_report_changesSince = {
  totalCount: number;
  nodes: ChangedPaymentByItem_report_changesSince_nodes[];
};

export type ChangedPaymentByItem_report_changesSince_nodes = {
  key: string;
  label: string;
  thenCents: number;
  nowCents: number;
  batches: ChangedPaymentByItem_report_changesSince_nodes_batches[];
};

export type ChangedPaymentByItem_report_changesSince_nodes_batches = {
  id: string;
  mutation: string;
  recordedBy: string;
  recordedAt: string;
};

export type PaymentByLedgerCodeVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
};

export type PaymentByLedgerCode = {
  report: PaymentByLedgerCode_report;
};

export type PaymentByLedgerCode_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  totalCents: number;
  processingCents: number;
  unreconciledCents: number;
  rows: PaymentByLedgerCode_report_rows[];
};

export type PaymentByLedgerCode_report_rows = {
  ledgerCode: PaymentByLedgerCode_report_rows_ledgerCode | null;
  method: PaymentMethod;
  unreconciled: boolean;
  amountCents: number;
  processingCents: number;
};

export type PaymentByLedgerCode_report_rows_ledgerCode = {
  code: string;
  title: string;
};

export type ChangedPaymentByLedgerCodeVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  since: string;
};

export type ChangedPaymentByLedgerCode = {
  report: ChangedPaymentByLedgerCode_report;
};

export type ChangedPaymentByLedgerCode_report = {
  currency: string;
  changesSince: ChangedPaymentByLedgerCode_report_changesSince;
};

export type ChangedPaymentByLedgerCode_report_changesSince = {
  totalCount: number;
  nodes: ChangedPaymentByLedgerCode_report_changesSince_nodes[];
};

export type ChangedPaymentByLedgerCode_report_changesSince_nodes = {
  key: string;
  label: string;
  thenCents: number;
  nowCents: number;
  batches: ChangedPaymentByLedgerCode_report_changesSince_nodes_batches[];
};

export type ChangedPaymentByLedgerCode_report_changesSince_nodes_batches = {
  id: string;
  mutation: string;
  recordedBy: string;
  recordedAt: string;
};

export type PaymentBreakdownVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  first: number;
  after?: string | null;
};

export type PaymentBreakdown = {
  report: PaymentBreakdown_report;
};

export type PaymentBreakdown_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  cashCents: number;
  nonCashCents: number;
  byLedgerCode: PaymentBreakdown_report_byLedgerCode[];
  rows: PaymentBreakdown_report_rows;
};

export type PaymentBreakdown_report_byLedgerCode = {
  ledgerCode: PaymentBreakdown_report_byLedgerCode_ledgerCode | null;
  cashCents: number;
  paidByCreditsCents: number;
  creditsUsedCents: number;
};

export type PaymentBreakdown_report_byLedgerCode_ledgerCode = {
  code: string;
  title: string;
};

export type PaymentBreakdown_report_rows = {
  totalCount: number;
  nodes: PaymentBreakdown_report_rows_nodes[];
  pageInfo: PaymentBreakdown_report_rows_pageInfo;
};

export type PaymentBreakdown_report_rows_nodes = {
  ledgerCode: PaymentBreakdown_report_rows_nodes_ledgerCode | null;
  date: string;
  kind: TransactionKind;
  cash: boolean;
  amountCents: number;
  reconciliation: PaymentBreakdown_report_rows_nodes_reconciliation;
};

export type PaymentBreakdown_report_rows_nodes_ledgerCode = {
  code: string;
  title: string;
};

export type PaymentBreakdown_report_rows_nodes_reconciliation = {
  creditItem: PaymentBreakdown_report_rows_nodes_reconciliation_creditItem | null;
  debitItem: PaymentBreakdown_report_rows_nodes_reconciliation_debitItem;
};

export type PaymentBreakdown_report_rows_nodes_reconciliation_creditItem = {
  transaction: PaymentBreakdown_report_rows_nodes_reconciliation_creditItem_transaction;
};

export type PaymentBreakdown_report_rows_nodes_reconciliation_creditItem_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  reference: string | null;
};

export type PaymentBreakdown_report_rows_nodes_reconciliation_debitItem = {
  position: number;
  description: string;
  transaction: PaymentBreakdown_report_rows_nodes_reconciliation_debitItem_transaction;
};

export type PaymentBreakdown_report_rows_nodes_reconciliation_debitItem_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  reference: string | null;
  account: PaymentBreakdown_report_rows_nodes_reconciliation_debitItem_transaction_account;
};

export type PaymentBreakdown_report_rows_nodes_reconciliation_debitItem_transaction_account = {
  number: string;
  ownerName: string;
};

export type PaymentBreakdown_report_rows_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type PaymentBreakdownWithoutNamesVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  first: number;
  after?: string | null;
};

export type PaymentBreakdownWithoutNames = {
  report: PaymentBreakdownWithoutNames_report;
};

export type PaymentBreakdownWithoutNames_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  cashCents: number;
  nonCashCents: number;
  byLedgerCode: PaymentBreakdownWithoutNames_report_byLedgerCode[];
  rows: PaymentBreakdownWithoutNames_report_rows;
};

export type PaymentBreakdownWithoutNames_report_byLedgerCode = {
  ledgerCode: PaymentBreakdownWithoutNames_report_byLedgerCode_ledgerCode | null;
  cashCents: number;
  paidByCreditsCents: number;
  creditsUsedCents: number;
};

export type PaymentBreakdownWithoutNames_report_byLedgerCode_ledgerCode = {
  code: string;
  title: string;
};

export type PaymentBreakdownWithoutNames_report_rows = {
  totalCount: number;
  nodes: PaymentBreakdownWithoutNames_report_rows_nodes[];
  pageInfo: PaymentBreakdownWithoutNames_report_rows_pageInfo;
};

export type PaymentBreakdownWithoutNames_report_rows_nodes = {
  ledgerCode: PaymentBreakdownWithoutNames_report_rows_nodes_ledgerCode | null;
  date: string;
  kind: TransactionKind;
  cash: boolean;
  amountCents: number;
};

export type PaymentBreakdownWithoutNames_report_rows_nodes_ledgerCode = {
  code: string;
  title: string;
};

export type PaymentBreakdownWithoutNames_report_rows_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type ChangedPaymentBreakdownVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  since: string;
};

export type ChangedPaymentBreakdown = {
  report: ChangedPaymentBreakdown_report;
};

export type ChangedPaymentBreakdown_report = {
  currency: string;
  changesSince: ChangedPaymentBreakdown_report_changesSince;
};

export type ChangedPaymentBreakdown_report_changesSince = {
  totalCount: number;
  nodes: ChangedPaymentBreakdown_report_changesSince_nodes[];
};

export type ChangedPaymentBreakdown_report_changesSince_nodes = {
  key: string;
  label: string;
  thenCents: number;
  nowCents: number;
  batches: ChangedPaymentBreakdown_report_changesSince_nodes_batches[];
};

export type ChangedPaymentBreakdown_report_changesSince_nodes_batches = {
  id: string;
  mutation: string;
  recordedBy: string;
  recordedAt: string;
};

export type SalesByLedgerCodeVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
};

export type SalesByLedgerCode = {
  report: SalesByLedgerCode_report;
};

export type SalesByLedgerCode_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  totalCents: number;
  rows: SalesByLedgerCode_report_rows[];
};

export type SalesByLedgerCode_report_rows = {
  ledgerCode: SalesByLedgerCode_report_rows_ledgerCode;
  invoicedCents: number;
  creditedCents: number;
  netCents: number;
};

export type SalesByLedgerCode_report_rows_ledgerCode = {
  code: string;
  title: string;
};

export type ChangedSalesVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  since: string;
};

export type ChangedSales = {
  report: ChangedSales_report;
};

export type ChangedSales_report = {
  currency: string;
  changesSince: ChangedSales_report_changesSince;
};

export type ChangedSales_report_changesSince = {
  totalCount: number;
  nodes: ChangedSales_report_changesSince_nodes[];
};

export type ChangedSales_report_changesSince_nodes = {
  key: string;
  label: string;
  thenCents: number;
  nowCents: number;
  batches: ChangedSales_report_changesSince_nodes_batches[];
};

export type ChangedSales_report_changesSince_nodes_batches = {
  id: string;
  mutation: string;
  recordedBy: string;
  recordedAt: string;
};

export type SalesByItemVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  ledgerCode?: string | null;
  first: number;
  after?: string | null;
};

export type SalesByItem = {
  report: SalesByItem_report;
};

export type SalesByItem_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  totalCents: number;
  rows: SalesByItem_report_rows[];
  items: SalesByItem_report_items;
};

export type SalesByItem_report_rows = {
  ledgerCode: SalesByItem_report_rows_ledgerCode;
  invoicedCents: number;
  creditedCents: number;
  netCents: number;
};

export type SalesByItem_report_rows_ledgerCode = {
  code: string;
};

export type SalesByItem_report_items = {
  totalCount: number;
  nodes: SalesByItem_report_items_nodes[];
  pageInfo: SalesByItem_report_items_pageInfo;
};

export type SalesByItem_report_items_nodes = {
  date: string;
  kind: TransactionKind;
  amountCents: number;
  ledgerCode: SalesByItem_report_items_nodes_ledgerCode;
  item: SalesByItem_report_items_nodes_item;
};

export type SalesByItem_report_items_nodes_ledgerCode = {
  code: string;
  title: string;
};

export type SalesByItem_report_items_nodes_item = {
  description: string;
  transaction: SalesByItem_report_items_nodes_item_transaction;
};

export type SalesByItem_report_items_nodes_item_transaction = {
  id: string;
  number: string;
  account: SalesByItem_report_items_nodes_item_transaction_account;
};

export type SalesByItem_report_items_nodes_item_transaction_account = {
  number: string;
  ownerName: string;
};

export type SalesByItem_report_items_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type SalesByItemWithoutNamesVariables = {
  period: PeriodInput;
  currency?: string | null;
  asOf?: string | null;
  ledgerCode?: string | null;
  first: number;
  after?: string | null;
};

export type SalesByItemWithoutNames = {
  report: SalesByItemWithoutNames_report;
};

export type SalesByItemWithoutNames_report = {
  currency: string;
  firstDay: string;
  lastDay: string;
  totalCents: number;
  rows: SalesByItemWithoutNames_report_rows[];
  items: SalesByItemWithoutNames_report_items;
};

export type SalesByItemWithoutNames_report_rows = {
  ledgerCode: SalesByItemWithoutNames_report_rows_ledgerCode;
  invoicedCents: number;
  creditedCents: number;
  netCents: number;
};

export type SalesByItemWithoutNames_report_rows_ledgerCode = {
  code: string;
};

export type SalesByItemWithoutNames_report_items = {
  totalCount: number;
  nodes: SalesByItemWithoutNames_report_items_nodes[];
  pageInfo: SalesByItemWithoutNames_report_items_pageInfo;
};

export type SalesByItemWithoutNames_report_items_nodes = {
  date: string;
  kind: TransactionKind;
  amountCents: number;
  ledgerCode: SalesByItemWithoutNames_report_items_nodes_ledgerCode;
};

export type SalesByItemWithoutNames_report_items_nodes_ledgerCode = {
  code: string;
  title: string;
};

export type SalesByItemWithoutNames_report_items_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type AgingVariables = {
  on?: string | null;
  currency?: string | null;
  asOf?: string | null;
  first: number;
  after?: string | null;
};

export type Aging = {
  report: Aging_report;
};

export type Aging_report = {
  currency: string;
  on: string;
  totals: Aging_report_totals;
  rows: Aging_report_rows;
};

export type Aging_report_totals = {
  notDueCents: number;
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
  totalCents: number;
  processingCents: number;
  plannedCents: number;
};

export type Aging_report_rows = {
  totalCount: number;
  nodes: Aging_report_rows_nodes[];
  pageInfo: Aging_report_rows_pageInfo;
};

export type Aging_report_rows_nodes = {
  account: Aging_report_rows_nodes_account;
  amounts: Aging_report_rows_nodes_amounts;
};

export type Aging_report_rows_nodes_account = {
  number: string;
  ownerName: string;
};

export type Aging_report_rows_nodes_amounts = {
  notDueCents: number;
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
  totalCents: number;
  processingCents: number;
  plannedCents: number;
};

export type Aging_report_rows_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type AgingWithoutNamesVariables = {
  on?: string | null;
  currency?: string | null;
  asOf?: string | null;
};

export type AgingWithoutNames = {
  report: AgingWithoutNames_report;
};

export type AgingWithoutNames_report = {
  currency: string;
  on: string;
  totals: AgingWithoutNames_report_totals;
};

export type AgingWithoutNames_report_totals = {
  notDueCents: number;
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
  totalCents: number;
  processingCents: number;
  plannedCents: number;
};

export type ChangedAgingVariables = {
  on?: string | null;
  currency?: string | null;
  asOf?: string | null;
  since: string;
};

export type ChangedAging = {
  report: ChangedAging_report;
};

export type ChangedAging_report = {
  currency: string;
  changesSince: ChangedAging_report_changesSince;
};

export type ChangedAging_report_changesSince = {
  totalCount: number;
  nodes: ChangedAging_report_changesSince_nodes[];
};

export type ChangedAging_report_changesSince_nodes = {
  key: string;
  label: string;
  thenCents: number;
  nowCents: number;
  batches: ChangedAging_report_changesSince_nodes_batches[];
};

export type ChangedAging_report_changesSince_nodes_batches = {
  id: string;
  mutation: string;
  recordedBy: string;
  recordedAt: string;
};

export type BankAccountNamesVariables = Record<string, never>;

export type BankAccountNames = {
  bankAccounts: BankAccountNames_bankAccounts;
};

export type BankAccountNames_bankAccounts = {
  nodes: BankAccountNames_bankAccounts_nodes[];
};

export type BankAccountNames_bankAccounts_nodes = {
  id: string;
  name: string;
};

export type BankReconciliationVariables = {
  bankAccountId: string;
  on?: string | null;
  asOf?: string | null;
  first: number;
  after?: string | null;
};

export type BankReconciliation = {
  report: BankReconciliation_report;
};

export type BankReconciliation_report = {
  currency: string;
  on: string;
  bankBalanceCents: number | null;
  booksBalanceCents: number;
  openLinesCents: number;
  unmatchedCents: number;
  differenceCents: number | null;
  openLines: BankReconciliation_report_openLines;
};

export type BankReconciliation_report_openLines = {
  totalCount: number;
  nodes: BankReconciliation_report_openLines_nodes[];
  pageInfo: BankReconciliation_report_openLines_pageInfo;
};

export type BankReconciliation_report_openLines_nodes = {
  id: string;
  bookedOn: string;
  payerName: string | null;
  text: string;
  amountCents: number;
  explainedCents: number;
  status: BankLineStatus;
  ignoredReason: string | null;
};

export type BankReconciliation_report_openLines_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type BankUnmatchedVariables = {
  bankAccountId: string;
  on?: string | null;
  asOf?: string | null;
  first: number;
  after?: string | null;
};

export type BankUnmatched = {
  report: BankUnmatched_report;
};

export type BankUnmatched_report = {
  unmatched: BankUnmatched_report_unmatched;
};

export type BankUnmatched_report_unmatched = {
  totalCount: number;
  nodes: BankUnmatched_report_unmatched_nodes[];
  pageInfo: BankUnmatched_report_unmatched_pageInfo;
};

export type BankUnmatched_report_unmatched_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  method: PaymentMethod | null;
  reference: string | null;
  amountCents: number;
  account: BankUnmatched_report_unmatched_nodes_account;
  bankLines: BankUnmatched_report_unmatched_nodes_bankLines[];
};

export type BankUnmatched_report_unmatched_nodes_account = {
  number: string;
  ownerName: string;
};

export type BankUnmatched_report_unmatched_nodes_bankLines = {
  parts: BankUnmatched_report_unmatched_nodes_bankLines_parts[];
};

export type BankUnmatched_report_unmatched_nodes_bankLines_parts = {
  amountCents: number;
  transaction: BankUnmatched_report_unmatched_nodes_bankLines_parts_transaction | null;
};

export type BankUnmatched_report_unmatched_nodes_bankLines_parts_transaction = {
  id: string;
};

export type BankUnmatched_report_unmatched_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export const CURRENCIES: Document<Currencies, CurrenciesVariables>;
export const PAYMENT_BY_ITEM: Document<PaymentByItem, PaymentByItemVariables>;
export const PAYMENT_BY_ITEM_WITHOUT_NAMES: Document<PaymentByItemWithoutNames, PaymentByItemWithoutNamesVariables>;
export const CHANGED_PAYMENT_BY_ITEM: Document<ChangedPaymentByItem, ChangedPaymentByItemVariables>;
export const PAYMENT_BY_LEDGER_CODE: Document<PaymentByLedgerCode, PaymentByLedgerCodeVariables>;
export const CHANGED_PAYMENT_BY_LEDGER_CODE: Document<ChangedPaymentByLedgerCode, ChangedPaymentByLedgerCodeVariables>;
export const PAYMENT_BREAKDOWN: Document<PaymentBreakdown, PaymentBreakdownVariables>;
export const PAYMENT_BREAKDOWN_WITHOUT_NAMES: Document<PaymentBreakdownWithoutNames, PaymentBreakdownWithoutNamesVariables>;
export const CHANGED_PAYMENT_BREAKDOWN: Document<ChangedPaymentBreakdown, ChangedPaymentBreakdownVariables>;
export const SALES_BY_LEDGER_CODE: Document<SalesByLedgerCode, SalesByLedgerCodeVariables>;
export const CHANGED_SALES: Document<ChangedSales, ChangedSalesVariables>;
export const SALES_BY_ITEM: Document<SalesByItem, SalesByItemVariables>;
export const SALES_BY_ITEM_WITHOUT_NAMES: Document<SalesByItemWithoutNames, SalesByItemWithoutNamesVariables>;
export const AGING: Document<Aging, AgingVariables>;
export const AGING_WITHOUT_NAMES: Document<AgingWithoutNames, AgingWithoutNamesVariables>;
export const CHANGED_AGING: Document<ChangedAging, ChangedAgingVariables>;
export const BANK_ACCOUNT_NAMES: Document<BankAccountNames, BankAccountNamesVariables>;
export const BANK_RECONCILIATION: Document<BankReconciliation, BankReconciliationVariables>;
export const BANK_UNMATCHED: Document<BankUnmatched, BankUnmatchedVariables>;
