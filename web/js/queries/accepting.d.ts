// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ApplySuggestionInput, ApplySuggestionsInput, BankLineStatus, CreateReconciliationsInput, ErrorCode, SuggestionGround } from "../../types/schema.js";

export type ApplyOneVariables = {
  input: ApplySuggestionInput;
};

export type ApplyOne = {
  applySuggestion: ApplyOne_applySuggestion;
};

export type ApplyOne_applySuggestion = {
  userErrors: ApplyOne_applySuggestion_userErrors[];
  batch: ApplyOne_applySuggestion_batch | null;
};

export type ApplyOne_applySuggestion_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ApplyOne_applySuggestion_batch = {
  id: string;
};

export type MatchByHandVariables = {
  input: CreateReconciliationsInput;
};

export type MatchByHand = {
  createReconciliations: MatchByHand_createReconciliations;
};

export type MatchByHand_createReconciliations = {
  userErrors: MatchByHand_createReconciliations_userErrors[];
  batch: MatchByHand_createReconciliations_batch | null;
};

export type MatchByHand_createReconciliations_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type MatchByHand_createReconciliations_batch = {
  id: string;
};

export type ApplyAllSureVariables = {
  input: ApplySuggestionsInput;
};

export type ApplyAllSure = {
  applySuggestions: ApplyAllSure_applySuggestions;
};

export type ApplyAllSure_applySuggestions = {
  userErrors: ApplyAllSure_applySuggestions_userErrors[];
  batch: ApplyAllSure_applySuggestions_batch | null;
  job: ApplyAllSure_applySuggestions_job | null;
};

export type ApplyAllSure_applySuggestions_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
  row: number | null;
};

export type ApplyAllSure_applySuggestions_batch = {
  id: string;
};

export type ApplyAllSure_applySuggestions_job = {
  id: string;
};

export type MatchRowsVariables = {
  ids: string[];
};

export type MatchRows = {
  nodes: (MatchRows_nodes | null)[];
};

export type MatchRows_nodes = MatchRows_nodes_other | MatchRows_nodes_BankLine | MatchRows_nodes_TransactionItem;

export type MatchRows_nodes_other = {
};

export type MatchRows_nodes_BankLine = {
  id: string;
  amountCents: number;
  explainedCents: number;
  status: BankLineStatus;
  lineSuggestions: MatchRows_nodes_BankLine_lineSuggestions[];
};

export type MatchRows_nodes_BankLine_lineSuggestions = {
  id: string;
  sure: boolean;
  lineGround: SuggestionGround | null;
  account: MatchRows_nodes_BankLine_lineSuggestions_account | null;
};

export type MatchRows_nodes_BankLine_lineSuggestions_account = {
  number: string;
};

export type MatchRows_nodes_TransactionItem = {
  id: string;
  unreconciledCents: number;
  suggestions: MatchRows_nodes_TransactionItem_suggestions[];
};

export type MatchRows_nodes_TransactionItem_suggestions = {
  id: string;
  sure: boolean;
  ground: SuggestionGround;
};

export const APPLY_ONE: Document<ApplyOne, ApplyOneVariables>;
export const MATCH_BY_HAND: Document<MatchByHand, MatchByHandVariables>;
export const APPLY_ALL_SURE: Document<ApplyAllSure, ApplyAllSureVariables>;
export const MATCH_ROWS: Document<MatchRows, MatchRowsVariables>;
