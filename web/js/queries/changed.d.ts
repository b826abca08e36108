// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { PeriodInput } from "../../types/schema.js";

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

export const CHANGED_PAYMENT_BY_ITEM: Document<ChangedPaymentByItem, ChangedPaymentByItemVariables>;
export const CHANGED_PAYMENT_BY_LEDGER_CODE: Document<ChangedPaymentByLedgerCode, ChangedPaymentByLedgerCodeVariables>;
export const CHANGED_PAYMENT_BREAKDOWN: Document<ChangedPaymentBreakdown, ChangedPaymentBreakdownVariables>;
export const CHANGED_SALES: Document<ChangedSales, ChangedSalesVariables>;
export const CHANGED_AGING: Document<ChangedAging, ChangedAgingVariables>;
