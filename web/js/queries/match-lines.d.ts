// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { BankLineFilter, BankLinePartKind, BankLineStatus, PaymentMethod, PaymentState, SuggestionGround, TransactionKind } from "../../types/schema.js";

export type MatchLinesVariables = {
  filter: BankLineFilter;
  first: number;
};

export type MatchLines = {
  bankLines: MatchLines_bankLines;
};

export type MatchLines_bankLines = {
  nodes: MatchLines_bankLines_nodes[];
  pageInfo: MatchLines_bankLines_pageInfo;
};

export type MatchLines_bankLines_nodes = {
  id: string;
  bookedOn: string;
  amountCents: number;
  explainedCents: number;
  payerName: string | null;
  text: string;
  bankAccount: MatchLines_bankLines_nodes_bankAccount;
  suggestions: MatchLines_bankLines_nodes_suggestions[];
};

export type MatchLines_bankLines_nodes_bankAccount = {
  name: string;
  currency: string;
};

export type MatchLines_bankLines_nodes_suggestions = {
  id: string;
  sure: boolean;
  ground: SuggestionGround | null;
  account: MatchLines_bankLines_nodes_suggestions_account | null;
};

export type MatchLines_bankLines_nodes_suggestions_account = {
  number: string;
};

export type MatchLines_bankLines_pageInfo = {
  hasNextPage: boolean;
};

export type MatchLineVariables = {
  id: string;
  amount: string;
};

export type MatchLine = {
  node: MatchLine_node | null;
};

export type MatchLine_node = MatchLine_node_other | MatchLine_node_BankLine;

export type MatchLine_node_other = {
};

export type MatchLine_node_BankLine = {
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
  bankAccount: MatchLine_node_BankLine_bankAccount;
  parts: MatchLine_node_BankLine_parts[];
  suggestions: MatchLine_node_BankLine_suggestions[];
  best: MatchLine_node_BankLine_best[];
};

export type MatchLine_node_BankLine_bankAccount = {
  id: string;
  name: string;
};

export type MatchLine_node_BankLine_parts = {
  id: string;
  kind: BankLinePartKind;
  amountCents: number;
  reason: string | null;
  recordedAt: string;
  recordedBy: string;
  transaction: MatchLine_node_BankLine_parts_transaction | null;
};

export type MatchLine_node_BankLine_parts_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  account: MatchLine_node_BankLine_parts_transaction_account;
};

export type MatchLine_node_BankLine_parts_transaction_account = {
  number: string;
  ownerName: string;
};

export type MatchLine_node_BankLine_suggestions = {
  id: string;
  sure: boolean;
  reason: string;
  ground: SuggestionGround | null;
  counterEvidence: string[];
  account: MatchLine_node_BankLine_suggestions_account | null;
  transaction: MatchLine_node_BankLine_suggestions_transaction | null;
  edges: MatchLine_node_BankLine_suggestions_edges[];
};

export type MatchLine_node_BankLine_suggestions_account = {
  number: string;
  ownerName: string;
};

export type MatchLine_node_BankLine_suggestions_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  method: PaymentMethod | null;
  reference: string | null;
  paymentState: PaymentState | null;
  amountCents: number;
};

export type MatchLine_node_BankLine_suggestions_edges = {
  amountCents: number;
  debitItem: MatchLine_node_BankLine_suggestions_edges_debitItem;
};

export type MatchLine_node_BankLine_suggestions_edges_debitItem = {
  id: string;
  description: string;
  transaction: MatchLine_node_BankLine_suggestions_edges_debitItem_transaction;
};

export type MatchLine_node_BankLine_suggestions_edges_debitItem_transaction = {
  number: string;
};

export type MatchLine_node_BankLine_best = {
  account: MatchLine_node_BankLine_best_account | null;
};

export type MatchLine_node_BankLine_best_account = {
  id: string;
  number: string;
  ownerName: string;
  balanceCents: number;
  unreconciledDebitCents: number;
  unreconciledCreditCents: number;
  writeOffMaxCents: number | null;
  aging: MatchLine_node_BankLine_best_account_aging;
  payers: MatchLine_node_BankLine_best_account_payers[];
  open: MatchLine_node_BankLine_best_account_open;
  earlier: MatchLine_node_BankLine_best_account_earlier;
};

export type MatchLine_node_BankLine_best_account_aging = {
  notDueCents: number;
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
};

export type MatchLine_node_BankLine_best_account_payers = {
  id: string;
  name: string | null;
  payerAccount: string | null;
};

export type MatchLine_node_BankLine_best_account_open = {
  totalCount: number;
  nodes: MatchLine_node_BankLine_best_account_open_nodes[];
};

export type MatchLine_node_BankLine_best_account_open_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  dueOn: string | null;
  unreconciledCents: number;
  items: MatchLine_node_BankLine_best_account_open_nodes_items[];
};

export type MatchLine_node_BankLine_best_account_open_nodes_items = {
  id: string;
  description: string;
  unreconciledCents: number;
  member: MatchLine_node_BankLine_best_account_open_nodes_items_member | null;
  ledgerCode: MatchLine_node_BankLine_best_account_open_nodes_items_ledgerCode | null;
};

export type MatchLine_node_BankLine_best_account_open_nodes_items_member = {
  name: string;
};

export type MatchLine_node_BankLine_best_account_open_nodes_items_ledgerCode = {
  code: string;
};

export type MatchLine_node_BankLine_best_account_earlier = {
  nodes: MatchLine_node_BankLine_best_account_earlier_nodes[];
};

export type MatchLine_node_BankLine_best_account_earlier_nodes = {
  id: string;
  number: string;
  date: string;
  method: PaymentMethod | null;
  amountCents: number;
};

export type MatchAccountVariables = {
  number: string;
  amount: string;
};

export type MatchAccount = {
  account: MatchAccount_account | null;
};

export type MatchAccount_account = {
  id: string;
  number: string;
  ownerName: string;
  balanceCents: number;
  unreconciledDebitCents: number;
  unreconciledCreditCents: number;
  writeOffMaxCents: number | null;
  aging: MatchAccount_account_aging;
  payers: MatchAccount_account_payers[];
  open: MatchAccount_account_open;
  earlier: MatchAccount_account_earlier;
};

export type MatchAccount_account_aging = {
  notDueCents: number;
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
};

export type MatchAccount_account_payers = {
  id: string;
  name: string | null;
  payerAccount: string | null;
};

export type MatchAccount_account_open = {
  totalCount: number;
  nodes: MatchAccount_account_open_nodes[];
};

export type MatchAccount_account_open_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  dueOn: string | null;
  unreconciledCents: number;
  items: MatchAccount_account_open_nodes_items[];
};

export type MatchAccount_account_open_nodes_items = {
  id: string;
  description: string;
  unreconciledCents: number;
  member: MatchAccount_account_open_nodes_items_member | null;
  ledgerCode: MatchAccount_account_open_nodes_items_ledgerCode | null;
};

export type MatchAccount_account_open_nodes_items_member = {
  name: string;
};

export type MatchAccount_account_open_nodes_items_ledgerCode = {
  code: string;
};

export type MatchAccount_account_earlier = {
  nodes: MatchAccount_account_earlier_nodes[];
};

export type MatchAccount_account_earlier_nodes = {
  id: string;
  number: string;
  date: string;
  method: PaymentMethod | null;
  amountCents: number;
};

export const MATCH_LINES: Document<MatchLines, MatchLinesVariables>;
export const MATCH_LINE: Document<MatchLine, MatchLineVariables>;
export const MATCH_ACCOUNT: Document<MatchAccount, MatchAccountVariables>;
