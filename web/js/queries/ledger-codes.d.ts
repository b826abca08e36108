// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { CreateLedgerCodeInput, ErrorCode, UpdateLedgerCodeInput } from "../../types/schema.js";

export type LedgerCodesVariables = {
  includeArchived: boolean;
};

export type LedgerCodes = {
  ledgerCodes: LedgerCodes_ledgerCodes[];
};

export type LedgerCodes_ledgerCodes = {
  id: string;
  code: string;
  title: string;
  archived: boolean;
  externalId: string | null;
  metadata: LedgerCodes_ledgerCodes_metadata[];
};

export type LedgerCodes_ledgerCodes_metadata = {
  key: string;
  value: string;
};

export type CreateLedgerCodeVariables = {
  input: CreateLedgerCodeInput;
};

export type CreateLedgerCode = {
  createLedgerCode: CreateLedgerCode_createLedgerCode;
};

export type CreateLedgerCode_createLedgerCode = {
  userErrors: CreateLedgerCode_createLedgerCode_userErrors[];
  batch: CreateLedgerCode_createLedgerCode_batch | null;
  ledgerCode: CreateLedgerCode_createLedgerCode_ledgerCode | null;
};

export type CreateLedgerCode_createLedgerCode_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateLedgerCode_createLedgerCode_batch = {
  id: string;
};

export type CreateLedgerCode_createLedgerCode_ledgerCode = {
  code: string;
};

export type UpdateLedgerCodeVariables = {
  input: UpdateLedgerCodeInput;
};

export type UpdateLedgerCode = {
  updateLedgerCode: UpdateLedgerCode_updateLedgerCode;
};

export type UpdateLedgerCode_updateLedgerCode = {
  userErrors: UpdateLedgerCode_updateLedgerCode_userErrors[];
  batch: UpdateLedgerCode_updateLedgerCode_batch | null;
  ledgerCode: UpdateLedgerCode_updateLedgerCode_ledgerCode | null;
};

export type UpdateLedgerCode_updateLedgerCode_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdateLedgerCode_updateLedgerCode_batch = {
  id: string;
};

export type UpdateLedgerCode_updateLedgerCode_ledgerCode = {
  code: string;
};

export const LEDGER_CODES: Document<LedgerCodes, LedgerCodesVariables>;
export const CREATE_LEDGER_CODE: Document<CreateLedgerCode, CreateLedgerCodeVariables>;
export const UPDATE_LEDGER_CODE: Document<UpdateLedgerCode, UpdateLedgerCodeVariables>;
