// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ApplySuggestionInput, CreateReconciliationsInput, DeleteReconciliationsInput, ErrorCode, ModifyReconciliationsInput, PaymentMethod, PaymentState, ReconciliationOrigin, ReconciliationStatus, Side, TransactionKind } from "../../types/schema.js";

export type ReconciliationsVariables = {
  key: string;
  number: string;
  after?: string | null;
};

export type Reconciliations = {
  byId: Reconciliations_byId | null;
  byNumber: Reconciliations_byNumber | null;
};

export type Reconciliations_byId = {
  id: string;
  number: string;
  kind: TransactionKind;
  side: Side;
  date: string;
  description: string;
  reference: string | null;
  method: PaymentMethod | null;
  paymentState: PaymentState | null;
  amountCents: number;
  reconciledCents: number;
  plannedCents: number;
  unreconciledCents: number;
  status: ReconciliationStatus;
  statusReason: string;
  account: Reconciliations_byId_account;
  items: Reconciliations_byId_items[];
  reconciliations: Reconciliations_byId_reconciliations;
};

export type Reconciliations_byId_account = {
  number: string;
  ownerName: string;
  currency: string;
};

export type Reconciliations_byId_items = {
  id: string;
  description: string;
  amountCents: number;
  unreconciledCents: number;
  status: ReconciliationStatus;
  statusReason: string;
  ledgerCode: Reconciliations_byId_items_ledgerCode | null;
  member: Reconciliations_byId_items_member | null;
};

export type Reconciliations_byId_items_ledgerCode = {
  code: string;
};

export type Reconciliations_byId_items_member = {
  name: string;
};

export type Reconciliations_byId_reconciliations = {
  totalCount: number;
  edges: Reconciliations_byId_reconciliations_edges[];
  pageInfo: Reconciliations_byId_reconciliations_pageInfo;
};

export type Reconciliations_byId_reconciliations_edges = {
  node: Reconciliations_byId_reconciliations_edges_node;
  counterpart: Reconciliations_byId_reconciliations_edges_counterpart | null;
};

export type Reconciliations_byId_reconciliations_edges_node = {
  id: string;
  amountCents: number;
  origin: ReconciliationOrigin;
  recordedAt: string;
  recordedBy: string;
  faulty: boolean;
  locked: boolean;
  lockReason: string | null;
  lockedBy: Reconciliations_byId_reconciliations_edges_node_lockedBy[];
  plannedPayment: Reconciliations_byId_reconciliations_edges_node_plannedPayment | null;
  creditItem: Reconciliations_byId_reconciliations_edges_node_creditItem | null;
  debitItem: Reconciliations_byId_reconciliations_edges_node_debitItem;
};

export type Reconciliations_byId_reconciliations_edges_node_lockedBy = {
  id: string;
};

export type Reconciliations_byId_reconciliations_edges_node_plannedPayment = {
  dueOn: string;
  method: PaymentMethod;
};

export type Reconciliations_byId_reconciliations_edges_node_creditItem = {
  id: string;
};

export type Reconciliations_byId_reconciliations_edges_node_debitItem = {
  id: string;
};

export type Reconciliations_byId_reconciliations_edges_counterpart = {
  id: string;
  position: number;
  description: string;
  amountCents: number;
  unreconciledCents: number;
  transaction: Reconciliations_byId_reconciliations_edges_counterpart_transaction;
};

export type Reconciliations_byId_reconciliations_edges_counterpart_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  paymentState: PaymentState | null;
  account: Reconciliations_byId_reconciliations_edges_counterpart_transaction_account;
};

export type Reconciliations_byId_reconciliations_edges_counterpart_transaction_account = {
  number: string;
};

export type Reconciliations_byId_reconciliations_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type Reconciliations_byNumber = {
  id: string;
  number: string;
  kind: TransactionKind;
  side: Side;
  date: string;
  description: string;
  reference: string | null;
  method: PaymentMethod | null;
  paymentState: PaymentState | null;
  amountCents: number;
  reconciledCents: number;
  plannedCents: number;
  unreconciledCents: number;
  status: ReconciliationStatus;
  statusReason: string;
  account: Reconciliations_byNumber_account;
  items: Reconciliations_byNumber_items[];
  reconciliations: Reconciliations_byNumber_reconciliations;
};

export type Reconciliations_byNumber_account = {
  number: string;
  ownerName: string;
  currency: string;
};

export type Reconciliations_byNumber_items = {
  id: string;
  description: string;
  amountCents: number;
  unreconciledCents: number;
  status: ReconciliationStatus;
  statusReason: string;
  ledgerCode: Reconciliations_byNumber_items_ledgerCode | null;
  member: Reconciliations_byNumber_items_member | null;
};

export type Reconciliations_byNumber_items_ledgerCode = {
  code: string;
};

export type Reconciliations_byNumber_items_member = {
  name: string;
};

export type Reconciliations_byNumber_reconciliations = {
  totalCount: number;
  edges: Reconciliations_byNumber_reconciliations_edges[];
  pageInfo: Reconciliations_byNumber_reconciliations_pageInfo;
};

export type Reconciliations_byNumber_reconciliations_edges = {
  node: Reconciliations_byNumber_reconciliations_edges_node;
  counterpart: Reconciliations_byNumber_reconciliations_edges_counterpart | null;
};

export type Reconciliations_byNumber_reconciliations_edges_node = {
  id: string;
  amountCents: number;
  origin: ReconciliationOrigin;
  recordedAt: string;
  recordedBy: string;
  faulty: boolean;
  locked: boolean;
  lockReason: string | null;
  lockedBy: Reconciliations_byNumber_reconciliations_edges_node_lockedBy[];
  plannedPayment: Reconciliations_byNumber_reconciliations_edges_node_plannedPayment | null;
  creditItem: Reconciliations_byNumber_reconciliations_edges_node_creditItem | null;
  debitItem: Reconciliations_byNumber_reconciliations_edges_node_debitItem;
};

export type Reconciliations_byNumber_reconciliations_edges_node_lockedBy = {
  id: string;
};

export type Reconciliations_byNumber_reconciliations_edges_node_plannedPayment = {
  dueOn: string;
  method: PaymentMethod;
};

export type Reconciliations_byNumber_reconciliations_edges_node_creditItem = {
  id: string;
};

export type Reconciliations_byNumber_reconciliations_edges_node_debitItem = {
  id: string;
};

export type Reconciliations_byNumber_reconciliations_edges_counterpart = {
  id: string;
  position: number;
  description: string;
  amountCents: number;
  unreconciledCents: number;
  transaction: Reconciliations_byNumber_reconciliations_edges_counterpart_transaction;
};

export type Reconciliations_byNumber_reconciliations_edges_counterpart_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  paymentState: PaymentState | null;
  account: Reconciliations_byNumber_reconciliations_edges_counterpart_transaction_account;
};

export type Reconciliations_byNumber_reconciliations_edges_counterpart_transaction_account = {
  number: string;
};

export type Reconciliations_byNumber_reconciliations_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type OpenItemsVariables = {
  account: string;
  kinds: TransactionKind[];
  after?: string | null;
};

export type OpenItems = {
  account: OpenItems_account | null;
};

export type OpenItems_account = {
  transactions: OpenItems_account_transactions;
};

export type OpenItems_account_transactions = {
  nodes: OpenItems_account_transactions_nodes[];
  pageInfo: OpenItems_account_transactions_pageInfo;
};

export type OpenItems_account_transactions_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  paymentState: PaymentState | null;
  reference: string | null;
  unreconciledCents: number;
  items: OpenItems_account_transactions_nodes_items[];
};

export type OpenItems_account_transactions_nodes_items = {
  id: string;
  description: string;
  amountCents: number;
  unreconciledCents: number;
  member: OpenItems_account_transactions_nodes_items_member | null;
};

export type OpenItems_account_transactions_nodes_items_member = {
  name: string;
};

export type OpenItems_account_transactions_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type SuggestionsVariables = {
  account: string;
};

export type Suggestions = {
  account: Suggestions_account | null;
};

export type Suggestions_account = {
  suggestions: Suggestions_account_suggestions[];
};

export type Suggestions_account_suggestions = {
  id: string;
  sure: boolean;
  reason: string;
  counterEvidence: string[];
  amountCents: number;
  creditItem: Suggestions_account_suggestions_creditItem;
  edges: Suggestions_account_suggestions_edges[];
};

export type Suggestions_account_suggestions_creditItem = {
  transaction: Suggestions_account_suggestions_creditItem_transaction;
};

export type Suggestions_account_suggestions_creditItem_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
};

export type Suggestions_account_suggestions_edges = {
  amountCents: number;
  debitItem: Suggestions_account_suggestions_edges_debitItem;
};

export type Suggestions_account_suggestions_edges_debitItem = {
  description: string;
  transaction: Suggestions_account_suggestions_edges_debitItem_transaction;
};

export type Suggestions_account_suggestions_edges_debitItem_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
};

export type SuggestionQualityVariables = Record<string, never>;

export type SuggestionQuality = {
  suggestionQuality: SuggestionQuality_suggestionQuality;
};

export type SuggestionQuality_suggestionQuality = {
  sure: number;
  wrongSure: number;
  precisionLow: number;
};

export type ModifyReconciliationsVariables = {
  input: ModifyReconciliationsInput;
};

export type ModifyReconciliations = {
  modifyReconciliations: ModifyReconciliations_modifyReconciliations;
};

export type ModifyReconciliations_modifyReconciliations = {
  userErrors: ModifyReconciliations_modifyReconciliations_userErrors[];
  batch: ModifyReconciliations_modifyReconciliations_batch | null;
  transaction: ModifyReconciliations_modifyReconciliations_transaction | null;
};

export type ModifyReconciliations_modifyReconciliations_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ModifyReconciliations_modifyReconciliations_batch = {
  id: string;
};

export type ModifyReconciliations_modifyReconciliations_transaction = {
  status: ReconciliationStatus;
  statusReason: string;
};

export type CreateReconciliationsVariables = {
  input: CreateReconciliationsInput;
};

export type CreateReconciliations = {
  createReconciliations: CreateReconciliations_createReconciliations;
};

export type CreateReconciliations_createReconciliations = {
  userErrors: CreateReconciliations_createReconciliations_userErrors[];
  batch: CreateReconciliations_createReconciliations_batch | null;
};

export type CreateReconciliations_createReconciliations_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateReconciliations_createReconciliations_batch = {
  id: string;
};

export type DeleteReconciliationsVariables = {
  input: DeleteReconciliationsInput;
};

export type DeleteReconciliations = {
  deleteReconciliations: DeleteReconciliations_deleteReconciliations;
};

export type DeleteReconciliations_deleteReconciliations = {
  userErrors: DeleteReconciliations_deleteReconciliations_userErrors[];
  batch: DeleteReconciliations_deleteReconciliations_batch | null;
  releasedCount: number | null;
};

export type DeleteReconciliations_deleteReconciliations_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type DeleteReconciliations_deleteReconciliations_batch = {
  id: string;
};

export type ApplySuggestionVariables = {
  input: ApplySuggestionInput;
};

export type ApplySuggestion = {
  applySuggestion: ApplySuggestion_applySuggestion;
};

export type ApplySuggestion_applySuggestion = {
  userErrors: ApplySuggestion_applySuggestion_userErrors[];
  batch: ApplySuggestion_applySuggestion_batch | null;
  reconciliations: ApplySuggestion_applySuggestion_reconciliations[];
};

export type ApplySuggestion_applySuggestion_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ApplySuggestion_applySuggestion_batch = {
  id: string;
};

export type ApplySuggestion_applySuggestion_reconciliations = {
  amountCents: number;
  debitItem: ApplySuggestion_applySuggestion_reconciliations_debitItem;
};

export type ApplySuggestion_applySuggestion_reconciliations_debitItem = {
  description: string;
  transaction: ApplySuggestion_applySuggestion_reconciliations_debitItem_transaction;
};

export type ApplySuggestion_applySuggestion_reconciliations_debitItem_transaction = {
  number: string;
  kind: TransactionKind;
};

export const RECONCILIATIONS: Document<Reconciliations, ReconciliationsVariables>;
export const OPEN_ITEMS: Document<OpenItems, OpenItemsVariables>;
export const SUGGESTIONS: Document<Suggestions, SuggestionsVariables>;
export const SUGGESTION_QUALITY: Document<SuggestionQuality, SuggestionQualityVariables>;
export const MODIFY_RECONCILIATIONS: Document<ModifyReconciliations, ModifyReconciliationsVariables>;
export const CREATE_RECONCILIATIONS: Document<CreateReconciliations, CreateReconciliationsVariables>;
export const DELETE_RECONCILIATIONS: Document<DeleteReconciliations, DeleteReconciliationsVariables>;
export const APPLY_SUGGESTION: Document<ApplySuggestion, ApplySuggestionVariables>;
