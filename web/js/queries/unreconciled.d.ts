// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { PeriodInput, ReconciliationStatus, TransactionKind, UnreconciledFilter, UnreconciledOrder } from "../../types/schema.js";

export type UnreconciledVariables = {
  period?: PeriodInput | null;
  filter?: UnreconciledFilter | null;
  orderBy?: UnreconciledOrder | null;
  first: number;
  after?: string | null;
  totals?: boolean | null;
};

export type Unreconciled = {
  accounts?: Unreconciled_accounts;
  unreconciledItems: Unreconciled_unreconciledItems;
};

export type Unreconciled_accounts = {
  totalCount: number;
};

export type Unreconciled_unreconciledItems = {
  totalCount: number;
  totals?: Unreconciled_unreconciledItems_totals[];
  nodes: Unreconciled_unreconciledItems_nodes[];
  pageInfo: Unreconciled_unreconciledItems_pageInfo;
};

export type Unreconciled_unreconciledItems_totals = {
  currency: string;
  debitCount: number;
  unreconciledDebitCents: number;
  creditCount: number;
  unreconciledCreditCents: number;
};

export type Unreconciled_unreconciledItems_nodes = {
  id: string;
  position: number;
  description: string;
  ageDays: number;
  amountCents: number;
  unreconciledCents: number;
  status: ReconciliationStatus;
  statusReason: string;
  member: Unreconciled_unreconciledItems_nodes_member | null;
  transaction: Unreconciled_unreconciledItems_nodes_transaction;
};

export type Unreconciled_unreconciledItems_nodes_member = {
  name: string;
};

export type Unreconciled_unreconciledItems_nodes_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  reference: string | null;
  account: Unreconciled_unreconciledItems_nodes_transaction_account;
};

export type Unreconciled_unreconciledItems_nodes_transaction_account = {
  number: string;
  ownerName: string;
  currency: string;
};

export type Unreconciled_unreconciledItems_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export const UNRECONCILED: Document<Unreconciled, UnreconciledVariables>;
