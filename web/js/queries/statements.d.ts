// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { AccountFilter, ErrorCode, MakeDocumentsInput } from "../../types/schema.js";

export type StatementAccountVariables = {
  number: string;
};

export type StatementAccount = {
  account: StatementAccount_account | null;
};

export type StatementAccount_account = {
  id: string;
  number: string;
  ownerName: string;
  members: StatementAccount_account_members[];
};

export type StatementAccount_account_members = {
  id: string;
  name: string;
};

export type AccountsChosenVariables = {
  search?: string | null;
  filter?: AccountFilter | null;
};

export type AccountsChosen = {
  accounts: AccountsChosen_accounts;
};

export type AccountsChosen_accounts = {
  totalCount: number;
};

export type MakeDocumentsVariables = {
  input: MakeDocumentsInput;
};

export type MakeDocuments = {
  makeDocuments: MakeDocuments_makeDocuments;
};

export type MakeDocuments_makeDocuments = {
  userErrors: MakeDocuments_makeDocuments_userErrors[];
  batch: MakeDocuments_makeDocuments_batch | null;
  job: MakeDocuments_makeDocuments_job | null;
};

export type MakeDocuments_makeDocuments_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type MakeDocuments_makeDocuments_batch = {
  id: string;
};

export type MakeDocuments_makeDocuments_job = {
  id: string;
};

export const STATEMENT_ACCOUNT: Document<StatementAccount, StatementAccountVariables>;
export const ACCOUNTS_CHOSEN: Document<AccountsChosen, AccountsChosenVariables>;
export const MAKE_DOCUMENTS: Document<MakeDocuments, MakeDocumentsVariables>;
