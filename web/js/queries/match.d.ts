// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { PaymentMethod, PaymentState, PeriodInput, SuggestionGround, TransactionKind, UnreconciledFilter } from "../../types/schema.js";

export type MatchQueueVariables = {
  period?: PeriodInput | null;
  filter: UnreconciledFilter;
  first: number;
  after?: string | null;
};

export type MatchQueue = {
  unreconciledItems: MatchQueue_unreconciledItems;
  bankLines: MatchQueue_bankLines;
};

export type MatchQueue_unreconciledItems = {
  nodes: MatchQueue_unreconciledItems_nodes[];
  pageInfo: MatchQueue_unreconciledItems_pageInfo;
};

export type MatchQueue_unreconciledItems_nodes = {
  id: string;
  unreconciledCents: number;
  transaction: MatchQueue_unreconciledItems_nodes_transaction;
  suggestions: MatchQueue_unreconciledItems_nodes_suggestions[];
};

export type MatchQueue_unreconciledItems_nodes_transaction = {
  number: string;
  kind: TransactionKind;
  date: string;
  method: PaymentMethod | null;
  paymentState: PaymentState | null;
  reference: string | null;
  account: MatchQueue_unreconciledItems_nodes_transaction_account;
};

export type MatchQueue_unreconciledItems_nodes_transaction_account = {
  number: string;
  ownerName: string;
  currency: string;
};

export type MatchQueue_unreconciledItems_nodes_suggestions = {
  id: string;
  sure: boolean;
  ground: SuggestionGround;
};

export type MatchQueue_unreconciledItems_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type MatchQueue_bankLines = {
  totalCount: number;
};

export type MatchDetailVariables = {
  id: string;
  number: string;
  amount: string;
};

export type MatchDetail = {
  node: MatchDetail_node | null;
  account: MatchDetail_account | null;
};

export type MatchDetail_node = MatchDetail_node_other | MatchDetail_node_TransactionItem;

export type MatchDetail_node_other = {
};

export type MatchDetail_node_TransactionItem = {
  transaction: MatchDetail_node_TransactionItem_transaction;
  suggestions: MatchDetail_node_TransactionItem_suggestions[];
};

export type MatchDetail_node_TransactionItem_transaction = {
  id: string;
  amountCents: number;
};

export type MatchDetail_node_TransactionItem_suggestions = {
  id: string;
  sure: boolean;
  ground: SuggestionGround;
  reason: string;
  counterEvidence: string[];
  edges: MatchDetail_node_TransactionItem_suggestions_edges[];
};

export type MatchDetail_node_TransactionItem_suggestions_edges = {
  amountCents: number;
  debitItem: MatchDetail_node_TransactionItem_suggestions_edges_debitItem;
};

export type MatchDetail_node_TransactionItem_suggestions_edges_debitItem = {
  id: string;
};

export type MatchDetail_account = {
  balanceCents: number;
  unreconciledDebitCents: number;
  unreconciledCreditCents: number;
  writeOffMaxCents: number | null;
  aging: MatchDetail_account_aging;
  payers: MatchDetail_account_payers[];
  open: MatchDetail_account_open;
  earlier: MatchDetail_account_earlier;
};

export type MatchDetail_account_aging = {
  notDueCents: number;
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
};

export type MatchDetail_account_payers = {
  id: string;
  name: string | null;
  payerAccount: string | null;
};

export type MatchDetail_account_open = {
  totalCount: number;
  nodes: MatchDetail_account_open_nodes[];
};

export type MatchDetail_account_open_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  dueOn: string | null;
  unreconciledCents: number;
  items: MatchDetail_account_open_nodes_items[];
};

export type MatchDetail_account_open_nodes_items = {
  id: string;
  description: string;
  unreconciledCents: number;
  member: MatchDetail_account_open_nodes_items_member | null;
  ledgerCode: MatchDetail_account_open_nodes_items_ledgerCode | null;
};

export type MatchDetail_account_open_nodes_items_member = {
  name: string;
};

export type MatchDetail_account_open_nodes_items_ledgerCode = {
  code: string;
};

export type MatchDetail_account_earlier = {
  nodes: MatchDetail_account_earlier_nodes[];
};

export type MatchDetail_account_earlier_nodes = {
  id: string;
  number: string;
  date: string;
  method: PaymentMethod | null;
  amountCents: number;
};

export const MATCH_QUEUE: Document<MatchQueue, MatchQueueVariables>;
export const MATCH_DETAIL: Document<MatchDetail, MatchDetailVariables>;
