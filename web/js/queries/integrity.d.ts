// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";

export type IntegrityVariables = Record<string, never>;

export type Integrity = {
  integrityReport: Integrity_integrityReport;
};

export type Integrity_integrityReport = {
  clean: boolean;
  complete: boolean;
  checkedAt: string;
  findingCount: number;
  supportContact: string | null;
  findings: Integrity_integrityReport_findings[];
};

export type Integrity_integrityReport_findings = {
  rule: string;
  where: string;
  message: string;
  remedy: string;
  account: Integrity_integrityReport_findings_account | null;
  transaction: Integrity_integrityReport_findings_transaction | null;
  item: Integrity_integrityReport_findings_item | null;
  reconciliation: Integrity_integrityReport_findings_reconciliation | null;
};

export type Integrity_integrityReport_findings_account = {
  number: string;
  ownerName: string;
};

export type Integrity_integrityReport_findings_transaction = {
  number: string;
};

export type Integrity_integrityReport_findings_item = {
  transaction: Integrity_integrityReport_findings_item_transaction;
};

export type Integrity_integrityReport_findings_item_transaction = {
  number: string;
};

export type Integrity_integrityReport_findings_reconciliation = {
  debitItem: Integrity_integrityReport_findings_reconciliation_debitItem;
};

export type Integrity_integrityReport_findings_reconciliation_debitItem = {
  transaction: Integrity_integrityReport_findings_reconciliation_debitItem_transaction;
};

export type Integrity_integrityReport_findings_reconciliation_debitItem_transaction = {
  number: string;
};

export type IntegrityAloneVariables = Record<string, never>;

export type IntegrityAlone = {
  integrityReport: IntegrityAlone_integrityReport;
};

export type IntegrityAlone_integrityReport = {
  clean: boolean;
  complete: boolean;
  checkedAt: string;
  findingCount: number;
  supportContact: string | null;
  findings: IntegrityAlone_integrityReport_findings[];
};

export type IntegrityAlone_integrityReport_findings = {
  rule: string;
  where: string;
  message: string;
  remedy: string;
};

export const INTEGRITY: Document<Integrity, IntegrityVariables>;
export const INTEGRITY_ALONE: Document<IntegrityAlone, IntegrityAloneVariables>;
