// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { TransactionKind } from "../../types/schema.js";

export type FindVariables = {
  text: string;
};

export type Find = {
  accounts: Find_accounts;
  transaction: Find_transaction | null;
};

export type Find_accounts = {
  nodes: Find_accounts_nodes[];
};

export type Find_accounts_nodes = {
  number: string;
  ownerName: string;
  members: Find_accounts_nodes_members[];
  transactions: Find_accounts_nodes_transactions;
};

export type Find_accounts_nodes_members = {
  name: string;
};

export type Find_accounts_nodes_transactions = {
  nodes: Find_accounts_nodes_transactions_nodes[];
};

export type Find_accounts_nodes_transactions_nodes = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
};

export type Find_transaction = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: Find_transaction_account;
};

export type Find_transaction_account = {
  number: string;
  ownerName: string;
};

export type FindAccountsVariables = {
  text: string;
};

export type FindAccounts = {
  accounts: FindAccounts_accounts;
};

export type FindAccounts_accounts = {
  nodes: FindAccounts_accounts_nodes[];
};

export type FindAccounts_accounts_nodes = {
  number: string;
  ownerName: string;
  members: FindAccounts_accounts_nodes_members[];
};

export type FindAccounts_accounts_nodes_members = {
  name: string;
};

export const FIND: Document<Find, FindVariables>;
export const FIND_ACCOUNTS: Document<FindAccounts, FindAccountsVariables>;
