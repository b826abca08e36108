// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ErrorCode, UndoBatchInput } from "../../types/schema.js";

export type UndoBatchVariables = {
  input: UndoBatchInput;
};

export type UndoBatch = {
  undoBatch: UndoBatch_undoBatch;
};

export type UndoBatch_undoBatch = {
  userErrors: UndoBatch_undoBatch_userErrors[];
  undone: UndoBatch_undoBatch_undone | null;
  accountErrors: UndoBatch_undoBatch_accountErrors[];
  job: UndoBatch_undoBatch_job | null;
};

export type UndoBatch_undoBatch_userErrors = {
  code: ErrorCode;
  message: string;
  laterBatchIds: string[] | null;
};

export type UndoBatch_undoBatch_undone = {
  partlyUndone: boolean;
};

export type UndoBatch_undoBatch_accountErrors = {
  account: UndoBatch_undoBatch_accountErrors_account;
  message: string;
};

export type UndoBatch_undoBatch_accountErrors_account = {
  number: string;
  ownerName: string;
};

export type UndoBatch_undoBatch_job = {
  id: string;
};

export type TryUndoVariables = {
  input: UndoBatchInput;
};

export type TryUndo = {
  undoBatch: TryUndo_undoBatch;
};

export type TryUndo_undoBatch = {
  userErrors: TryUndo_undoBatch_userErrors[];
  accountErrors: TryUndo_undoBatch_accountErrors[];
  job: TryUndo_undoBatch_job | null;
};

export type TryUndo_undoBatch_userErrors = {
  code: ErrorCode;
  message: string;
  laterBatchIds: string[] | null;
};

export type TryUndo_undoBatch_accountErrors = {
  account: TryUndo_undoBatch_accountErrors_account;
  message: string;
};

export type TryUndo_undoBatch_accountErrors_account = {
  number: string;
  ownerName: string;
};

export type TryUndo_undoBatch_job = {
  total: number;
  reconciliations: number;
  amounts: TryUndo_undoBatch_job_amounts[];
  errorCount: number;
};

export type TryUndo_undoBatch_job_amounts = {
  currency: string;
  amountCents: number;
};

export const UNDO_BATCH: Document<UndoBatch, UndoBatchVariables>;
export const TRY_UNDO: Document<TryUndo, TryUndoVariables>;
