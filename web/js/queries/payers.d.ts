// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ErrorCode, UpdatePayerInput } from "../../types/schema.js";

export type PayersVariables = {
  search?: string | null;
  first: number;
  after?: string | null;
};

export type Payers = {
  payers: Payers_payers;
};

export type Payers_payers = {
  totalCount: number;
  nodes: Payers_payers_nodes[];
  pageInfo: Payers_payers_pageInfo;
};

export type Payers_payers_nodes = {
  id: string;
  name: string | null;
  payerAccount: string | null;
  timesSeen: number;
  accounts: Payers_payers_nodes_accounts[];
};

export type Payers_payers_nodes_accounts = {
  id: string;
  number: string;
  ownerName: string;
};

export type Payers_payers_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type PayerAccountsVariables = {
  search: string;
};

export type PayerAccounts = {
  accounts: PayerAccounts_accounts;
};

export type PayerAccounts_accounts = {
  nodes: PayerAccounts_accounts_nodes[];
};

export type PayerAccounts_accounts_nodes = {
  id: string;
  number: string;
  ownerName: string;
};

export type UpdatePayerVariables = {
  input: UpdatePayerInput;
};

export type UpdatePayer = {
  updatePayer: UpdatePayer_updatePayer;
};

export type UpdatePayer_updatePayer = {
  userErrors: UpdatePayer_updatePayer_userErrors[];
  batch: UpdatePayer_updatePayer_batch | null;
  payer: UpdatePayer_updatePayer_payer | null;
};

export type UpdatePayer_updatePayer_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdatePayer_updatePayer_batch = {
  id: string;
};

export type UpdatePayer_updatePayer_payer = {
  id: string;
};

export const PAYERS: Document<Payers, PayersVariables>;
export const PAYER_ACCOUNTS: Document<PayerAccounts, PayerAccountsVariables>;
export const UPDATE_PAYER: Document<UpdatePayer, UpdatePayerVariables>;
