// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { AccountFilter, AccountOrder, CreateAccountInput, ErrorCode, UpdateAccountInput } from "../../types/schema.js";

export type AccountsVariables = {
  search?: string | null;
  filter?: AccountFilter | null;
  orderBy?: AccountOrder | null;
  first: number;
  after?: string | null;
};

export type Accounts = {
  accounts: Accounts_accounts;
};

export type Accounts_accounts = {
  totalCount: number;
  nodes: Accounts_accounts_nodes[];
  pageInfo: Accounts_accounts_pageInfo;
};

export type Accounts_accounts_nodes = {
  number: string;
  ownerName: string;
  currency: string;
  balanceCents: number;
  unreconciledDebitCents: number;
  unreconciledCreditCents: number;
};

export type Accounts_accounts_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type AccountNamesVariables = {
  search?: string | null;
  filter?: AccountFilter | null;
  orderBy?: AccountOrder | null;
  first: number;
  after?: string | null;
};

export type AccountNames = {
  accounts: AccountNames_accounts;
};

export type AccountNames_accounts = {
  totalCount: number;
  nodes: AccountNames_accounts_nodes[];
  pageInfo: AccountNames_accounts_pageInfo;
};

export type AccountNames_accounts_nodes = {
  number: string;
  ownerName: string;
};

export type AccountNames_accounts_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type CreateAccountVariables = {
  input: CreateAccountInput;
};

export type CreateAccount = {
  createAccount: CreateAccount_createAccount;
};

export type CreateAccount_createAccount = {
  userErrors: CreateAccount_createAccount_userErrors[];
  batch: CreateAccount_createAccount_batch | null;
  account: CreateAccount_createAccount_account | null;
};

export type CreateAccount_createAccount_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateAccount_createAccount_batch = {
  id: string;
};

export type CreateAccount_createAccount_account = {
  number: string;
  ownerName: string;
  currency: string;
};

export type AccountDetailsVariables = {
  number: string;
};

export type AccountDetails = {
  account: AccountDetails_account | null;
};

export type AccountDetails_account = {
  id: string;
  ownerName: string;
  email: string | null;
  externalId: string | null;
  metadata: AccountDetails_account_metadata[];
  members: AccountDetails_account_members[];
};

export type AccountDetails_account_metadata = {
  key: string;
  value: string;
};

export type AccountDetails_account_members = {
  id: string;
  name: string;
  externalId: string | null;
  metadata: AccountDetails_account_members_metadata[];
};

export type AccountDetails_account_members_metadata = {
  key: string;
  value: string;
};

export type UpdateAccountVariables = {
  input: UpdateAccountInput;
};

export type UpdateAccount = {
  updateAccount: UpdateAccount_updateAccount;
};

export type UpdateAccount_updateAccount = {
  userErrors: UpdateAccount_updateAccount_userErrors[];
  batch: UpdateAccount_updateAccount_batch | null;
  account: UpdateAccount_updateAccount_account | null;
};

export type UpdateAccount_updateAccount_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdateAccount_updateAccount_batch = {
  id: string;
};

export type UpdateAccount_updateAccount_account = {
  number: string;
  ownerName: string;
};

export const ACCOUNTS: Document<Accounts, AccountsVariables>;
export const ACCOUNT_NAMES: Document<AccountNames, AccountNamesVariables>;
export const CREATE_ACCOUNT: Document<CreateAccount, CreateAccountVariables>;
export const ACCOUNT_DETAILS: Document<AccountDetails, AccountDetailsVariables>;
export const UPDATE_ACCOUNT: Document<UpdateAccount, UpdateAccountVariables>;
