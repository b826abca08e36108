// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { PaymentMethod, PaymentState, ReconciliationStatus, TransactionFilter, TransactionKind } from "../../types/schema.js";

export type BillingVariables = {
  number: string;
  first: number;
  after?: string | null;
  filter?: TransactionFilter | null;
};

export type Billing = {
  account: Billing_account | null;
};

export type Billing_account = {
  id: string;
  number: string;
  ownerName: string;
  currency: string;
  balanceCents: number;
  expectedBalanceCents: number;
  unreconciledDebitCents: number;
  unreconciledCreditCents: number;
  writeOffMaxCents: number | null;
  externalId: string | null;
  metadata: Billing_account_metadata[];
  members: Billing_account_members[];
  aging: Billing_account_aging;
  transactions: Billing_account_transactions;
};

export type Billing_account_metadata = {
  key: string;
  value: string;
};

export type Billing_account_members = {
  name: string;
  externalId: string | null;
  metadata: Billing_account_members_metadata[];
};

export type Billing_account_members_metadata = {
  key: string;
  value: string;
};

export type Billing_account_aging = {
  notDueCents: number;
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
};

export type Billing_account_transactions = {
  totalCount: number;
  nodes: Billing_account_transactions_nodes[];
  pageInfo: Billing_account_transactions_pageInfo;
};

export type Billing_account_transactions_nodes = {
  number: string;
  kind: TransactionKind;
  date: string;
  description: string;
  reference: string | null;
  amountCents: number;
  unreconciledCents: number;
  method: PaymentMethod | null;
  paymentState: PaymentState | null;
  status: ReconciliationStatus;
  items: Billing_account_transactions_nodes_items[];
};

export type Billing_account_transactions_nodes_items = {
  description: string;
};

export type Billing_account_transactions_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type TransactionVariables = {
  number: string;
};

export type Transaction = {
  transaction: Transaction_transaction | null;
};

export type Transaction_transaction = {
  id: string;
  status: ReconciliationStatus;
  statusReason: string;
  dueOn: string | null;
  reference: string | null;
  externalId: string | null;
  metadata: Transaction_transaction_metadata[];
  movedFrom: Transaction_transaction_movedFrom | null;
  movedTo: Transaction_transaction_movedTo | null;
  bankLines: Transaction_transaction_bankLines[];
  items: Transaction_transaction_items[];
};

export type Transaction_transaction_metadata = {
  key: string;
  value: string;
};

export type Transaction_transaction_movedFrom = {
  number: string;
  account: Transaction_transaction_movedFrom_account;
};

export type Transaction_transaction_movedFrom_account = {
  number: string;
  ownerName: string;
};

export type Transaction_transaction_movedTo = {
  number: string;
  account: Transaction_transaction_movedTo_account;
};

export type Transaction_transaction_movedTo_account = {
  number: string;
  ownerName: string;
};

export type Transaction_transaction_bankLines = {
  bookedOn: string;
  bankAccount: Transaction_transaction_bankLines_bankAccount;
};

export type Transaction_transaction_bankLines_bankAccount = {
  id: string;
  name: string;
};

export type Transaction_transaction_items = {
  description: string;
  amountCents: number;
  unreconciledCents: number;
  status: ReconciliationStatus;
  statusReason: string;
  externalId: string | null;
  metadata: Transaction_transaction_items_metadata[];
  ledgerCode: Transaction_transaction_items_ledgerCode | null;
  member: Transaction_transaction_items_member | null;
  reconciliations: Transaction_transaction_items_reconciliations;
};

export type Transaction_transaction_items_metadata = {
  key: string;
  value: string;
};

export type Transaction_transaction_items_ledgerCode = {
  code: string;
};

export type Transaction_transaction_items_member = {
  name: string;
};

export type Transaction_transaction_items_reconciliations = {
  totalCount: number;
  edges: Transaction_transaction_items_reconciliations_edges[];
};

export type Transaction_transaction_items_reconciliations_edges = {
  node: Transaction_transaction_items_reconciliations_edges_node;
  counterpart: Transaction_transaction_items_reconciliations_edges_counterpart | null;
};

export type Transaction_transaction_items_reconciliations_edges_node = {
  amountCents: number;
  plannedPayment: Transaction_transaction_items_reconciliations_edges_node_plannedPayment | null;
};

export type Transaction_transaction_items_reconciliations_edges_node_plannedPayment = {
  dueOn: string;
  method: PaymentMethod;
};

export type Transaction_transaction_items_reconciliations_edges_counterpart = {
  description: string;
  transaction: Transaction_transaction_items_reconciliations_edges_counterpart_transaction;
};

export type Transaction_transaction_items_reconciliations_edges_counterpart_transaction = {
  number: string;
  kind: TransactionKind;
  date: string;
};

export type AccountNameVariables = {
  number: string;
};

export type AccountName = {
  account: AccountName_account | null;
};

export type AccountName_account = {
  number: string;
  ownerName: string;
  externalId: string | null;
  metadata: AccountName_account_metadata[];
  members: AccountName_account_members[];
};

export type AccountName_account_metadata = {
  key: string;
  value: string;
};

export type AccountName_account_members = {
  name: string;
  externalId: string | null;
  metadata: AccountName_account_members_metadata[];
};

export type AccountName_account_members_metadata = {
  key: string;
  value: string;
};

export const BILLING: Document<Billing, BillingVariables>;
export const TRANSACTION: Document<Transaction, TransactionVariables>;
export const ACCOUNT_NAME: Document<AccountName, AccountNameVariables>;
