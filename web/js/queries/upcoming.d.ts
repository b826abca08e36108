// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { DeletePlannedPaymentInput, ErrorCode, ModifyPlannedPaymentInput, PaymentMethod, PlannedPaymentState, ProcessPlannedPaymentsInput } from "../../types/schema.js";

export type UpcomingVariables = {
  search?: string | null;
  includeEnded?: boolean | null;
  dueTo?: string | null;
  first: number;
  after?: string | null;
};

export type Upcoming = {
  plannedPayments: Upcoming_plannedPayments;
};

export type Upcoming_plannedPayments = {
  totalCount: number;
  nodes: Upcoming_plannedPayments_nodes[];
  pageInfo: Upcoming_plannedPayments_pageInfo;
};

export type Upcoming_plannedPayments_nodes = {
  id: string;
  dueOn: string;
  amountCents: number;
  method: PaymentMethod;
  state: PlannedPaymentState;
  externalId: string | null;
  metadata: Upcoming_plannedPayments_nodes_metadata[];
  account: Upcoming_plannedPayments_nodes_account;
  transaction: Upcoming_plannedPayments_nodes_transaction | null;
  reconciliations: Upcoming_plannedPayments_nodes_reconciliations;
};

export type Upcoming_plannedPayments_nodes_metadata = {
  key: string;
  value: string;
};

export type Upcoming_plannedPayments_nodes_account = {
  number: string;
  ownerName: string;
  currency: string;
};

export type Upcoming_plannedPayments_nodes_transaction = {
  number: string;
};

export type Upcoming_plannedPayments_nodes_reconciliations = {
  totalCount: number;
  nodes: Upcoming_plannedPayments_nodes_reconciliations_nodes[];
};

export type Upcoming_plannedPayments_nodes_reconciliations_nodes = {
  amountCents: number;
  debitItem: Upcoming_plannedPayments_nodes_reconciliations_nodes_debitItem;
};

export type Upcoming_plannedPayments_nodes_reconciliations_nodes_debitItem = {
  description: string;
  transaction: Upcoming_plannedPayments_nodes_reconciliations_nodes_debitItem_transaction;
};

export type Upcoming_plannedPayments_nodes_reconciliations_nodes_debitItem_transaction = {
  number: string;
};

export type Upcoming_plannedPayments_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type DeletePlannedPaymentVariables = {
  input: DeletePlannedPaymentInput;
};

export type DeletePlannedPayment = {
  deletePlannedPayment: DeletePlannedPayment_deletePlannedPayment;
};

export type DeletePlannedPayment_deletePlannedPayment = {
  userErrors: DeletePlannedPayment_deletePlannedPayment_userErrors[];
  batch: DeletePlannedPayment_deletePlannedPayment_batch | null;
  freed: DeletePlannedPayment_deletePlannedPayment_freed[];
};

export type DeletePlannedPayment_deletePlannedPayment_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type DeletePlannedPayment_deletePlannedPayment_batch = {
  id: string;
};

export type DeletePlannedPayment_deletePlannedPayment_freed = {
  description: string;
  unreconciledCents: number;
  transaction: DeletePlannedPayment_deletePlannedPayment_freed_transaction;
};

export type DeletePlannedPayment_deletePlannedPayment_freed_transaction = {
  number: string;
};

export type ModifyPlannedPaymentVariables = {
  input: ModifyPlannedPaymentInput;
};

export type ModifyPlannedPayment = {
  modifyPlannedPayment: ModifyPlannedPayment_modifyPlannedPayment;
};

export type ModifyPlannedPayment_modifyPlannedPayment = {
  userErrors: ModifyPlannedPayment_modifyPlannedPayment_userErrors[];
  batch: ModifyPlannedPayment_modifyPlannedPayment_batch | null;
  freed: ModifyPlannedPayment_modifyPlannedPayment_freed[];
};

export type ModifyPlannedPayment_modifyPlannedPayment_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ModifyPlannedPayment_modifyPlannedPayment_batch = {
  id: string;
};

export type ModifyPlannedPayment_modifyPlannedPayment_freed = {
  description: string;
  unreconciledCents: number;
  transaction: ModifyPlannedPayment_modifyPlannedPayment_freed_transaction;
};

export type ModifyPlannedPayment_modifyPlannedPayment_freed_transaction = {
  number: string;
};

export type ProcessPlannedPaymentsVariables = {
  input: ProcessPlannedPaymentsInput;
};

export type ProcessPlannedPayments = {
  processPlannedPayments: ProcessPlannedPayments_processPlannedPayments;
};

export type ProcessPlannedPayments_processPlannedPayments = {
  userErrors: ProcessPlannedPayments_processPlannedPayments_userErrors[];
  batch: ProcessPlannedPayments_processPlannedPayments_batch | null;
  transactionCount: number | null;
  transactions: ProcessPlannedPayments_processPlannedPayments_transactions[];
};

export type ProcessPlannedPayments_processPlannedPayments_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ProcessPlannedPayments_processPlannedPayments_batch = {
  id: string;
};

export type ProcessPlannedPayments_processPlannedPayments_transactions = {
  amountCents: number;
  method: PaymentMethod | null;
  unreconciledCents: number;
  account: ProcessPlannedPayments_processPlannedPayments_transactions_account;
};

export type ProcessPlannedPayments_processPlannedPayments_transactions_account = {
  ownerName: string;
  currency: string;
};

export const UPCOMING: Document<Upcoming, UpcomingVariables>;
export const DELETE_PLANNED_PAYMENT: Document<DeletePlannedPayment, DeletePlannedPaymentVariables>;
export const MODIFY_PLANNED_PAYMENT: Document<ModifyPlannedPayment, ModifyPlannedPaymentVariables>;
export const PROCESS_PLANNED_PAYMENTS: Document<ProcessPlannedPayments, ProcessPlannedPaymentsVariables>;
