// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { PlannedPaymentState, TransactionKind } from "../../types/schema.js";

export type FindVariables = {
  text: string;
};

export type Find = {
  accounts: Find_accounts;
  transaction: Find_transaction | null;
  byExternalId: Find_byExternalId[];
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

export type Find_byExternalId =
  | Find_byExternalId_Account
  | Find_byExternalId_other
  | Find_byExternalId_LedgerCode
  | Find_byExternalId_Member
  | Find_byExternalId_PlannedPayment
  | Find_byExternalId_Transaction
  | Find_byExternalId_TransactionItem;

export type Find_byExternalId_Account = {
  __typename: "Account";
  number: string;
  ownerName: string;
};

export type Find_byExternalId_other = {
  __typename: "ApiToken" | "AuditEvent" | "BankAccount" | "BankLine" | "BankLinePart" | "BankLineSuggestion" | "BankStatement" | "Batch" | "BillingSubscription" | "BooksClosing" | "Job" | "Journal" | "Mail" | "Payer" | "Reconciliation" | "Role" | "Suggestion" | "User" | "Webhook" | "WebhookDelivery";
};

export type Find_byExternalId_LedgerCode = {
  __typename: "LedgerCode";
  code: string;
  title: string;
};

export type Find_byExternalId_Member = {
  __typename: "Member";
  name: string;
  account: Find_byExternalId_Member_account;
};

export type Find_byExternalId_Member_account = {
  number: string;
  ownerName: string;
};

export type Find_byExternalId_PlannedPayment = {
  __typename: "PlannedPayment";
  id: string;
  dueOn: string;
  amountCents: number;
  state: PlannedPaymentState;
  account: Find_byExternalId_PlannedPayment_account;
};

export type Find_byExternalId_PlannedPayment_account = {
  number: string;
  ownerName: string;
  currency: string;
};

export type Find_byExternalId_Transaction = {
  __typename: "Transaction";
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: Find_byExternalId_Transaction_account;
};

export type Find_byExternalId_Transaction_account = {
  number: string;
  ownerName: string;
};

export type Find_byExternalId_TransactionItem = {
  __typename: "TransactionItem";
  description: string;
  transaction: Find_byExternalId_TransactionItem_transaction;
};

export type Find_byExternalId_TransactionItem_transaction = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: Find_byExternalId_TransactionItem_transaction_account;
};

export type Find_byExternalId_TransactionItem_transaction_account = {
  number: string;
  ownerName: string;
};

export type FindAccountsVariables = {
  text: string;
};

export type FindAccounts = {
  accounts: FindAccounts_accounts;
  byExternalId: FindAccounts_byExternalId[];
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

export type FindAccounts_byExternalId =
  | FindAccounts_byExternalId_Account
  | FindAccounts_byExternalId_other
  | FindAccounts_byExternalId_LedgerCode
  | FindAccounts_byExternalId_Member;

export type FindAccounts_byExternalId_Account = {
  __typename: "Account";
  number: string;
  ownerName: string;
};

export type FindAccounts_byExternalId_other = {
  __typename: "ApiToken" | "AuditEvent" | "BankAccount" | "BankLine" | "BankLinePart" | "BankLineSuggestion" | "BankStatement" | "Batch" | "BillingSubscription" | "BooksClosing" | "Job" | "Journal" | "Mail" | "Payer" | "PlannedPayment" | "Reconciliation" | "Role" | "Suggestion" | "Transaction" | "TransactionItem" | "User" | "Webhook" | "WebhookDelivery";
};

export type FindAccounts_byExternalId_LedgerCode = {
  __typename: "LedgerCode";
  code: string;
  title: string;
};

export type FindAccounts_byExternalId_Member = {
  __typename: "Member";
  name: string;
  account: FindAccounts_byExternalId_Member_account;
};

export type FindAccounts_byExternalId_Member_account = {
  number: string;
  ownerName: string;
};

export const FIND: Document<Find, FindVariables>;
export const FIND_ACCOUNTS: Document<FindAccounts, FindAccountsVariables>;
