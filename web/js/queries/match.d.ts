// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { BankLinePartKind, BankLineStatus, PaymentMethod, PaymentState, PeriodInput, Side, SuggestionGround, TransactionKind, UnreconciledFilter } from "../../types/schema.js";

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
  withEntry: boolean;
  number: string;
  amount: string;
};

export type MatchDetail = {
  node?: MatchDetail_node | null;
  account: MatchDetail_account | null;
};

export type MatchDetail_node = MatchDetail_node_other | MatchDetail_node_BankLine | MatchDetail_node_TransactionItem;

export type MatchDetail_node_other = {
};

export type MatchDetail_node_BankLine = {
  id: string;
  bookedOn: string;
  valueOn: string | null;
  amountCents: number;
  explainedCents: number;
  feeCents: number | null;
  payerName: string | null;
  payerAccount: string | null;
  text: string;
  structuredReference: string | null;
  bankId: string | null;
  status: BankLineStatus;
  ignoredReason: string | null;
  bankAccount: MatchDetail_node_BankLine_bankAccount;
  parts: MatchDetail_node_BankLine_parts[];
  proposals: MatchDetail_node_BankLine_proposals[];
};

export type MatchDetail_node_BankLine_bankAccount = {
  id: string;
  name: string;
};

export type MatchDetail_node_BankLine_parts = {
  id: string;
  kind: BankLinePartKind;
  amountCents: number;
  reason: string | null;
  recordedAt: string;
  recordedBy: string;
  transaction: MatchDetail_node_BankLine_parts_transaction | null;
};

export type MatchDetail_node_BankLine_parts_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  account: MatchDetail_node_BankLine_parts_transaction_account;
};

export type MatchDetail_node_BankLine_parts_transaction_account = {
  number: string;
  ownerName: string;
};

export type MatchDetail_node_BankLine_proposals = {
  id: string;
  sure: boolean;
  reason: string;
  ground: SuggestionGround | null;
  counterEvidence: string[];
  account: MatchDetail_node_BankLine_proposals_account | null;
  transaction: MatchDetail_node_BankLine_proposals_transaction | null;
  edges: MatchDetail_node_BankLine_proposals_edges[];
};

export type MatchDetail_node_BankLine_proposals_account = {
  number: string;
  ownerName: string;
};

export type MatchDetail_node_BankLine_proposals_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  method: PaymentMethod | null;
  reference: string | null;
  paymentState: PaymentState | null;
  amountCents: number;
};

export type MatchDetail_node_BankLine_proposals_edges = {
  amountCents: number;
  debitItem: MatchDetail_node_BankLine_proposals_edges_debitItem;
};

export type MatchDetail_node_BankLine_proposals_edges_debitItem = {
  id: string;
  description: string;
  transaction: MatchDetail_node_BankLine_proposals_edges_debitItem_transaction;
};

export type MatchDetail_node_BankLine_proposals_edges_debitItem_transaction = {
  number: string;
};

export type MatchDetail_node_TransactionItem = {
  transaction: MatchDetail_node_TransactionItem_transaction;
  suggestions: MatchDetail_node_TransactionItem_suggestions[];
};

export type MatchDetail_node_TransactionItem_transaction = {
  id: string;
  amountCents: number;
  description: string;
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
  id: string;
  number: string;
  ownerName: string;
  balanceCents: number;
  unreconciledDebitCents: number;
  unreconciledCreditCents: number;
  writeOffMaxCents: number | null;
  aging: MatchDetail_account_aging;
  payers: MatchDetail_account_payers[];
  open: MatchDetail_account_open;
  earlier: MatchDetail_account_earlier;
  last: MatchDetail_account_last;
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

export type MatchDetail_account_last = {
  nodes: MatchDetail_account_last_nodes[];
};

export type MatchDetail_account_last_nodes = {
  number: string;
  kind: TransactionKind;
  side: Side;
  date: string;
  amountCents: number;
  description: string;
  paymentState: PaymentState | null;
};

export const MATCH_QUEUE: Document<MatchQueue, MatchQueueVariables>;
export const MATCH_DETAIL: Document<MatchDetail, MatchDetailVariables>;
