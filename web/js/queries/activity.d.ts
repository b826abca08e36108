// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { AuditFilter, Json, TransactionKind } from "../../types/schema.js";

export type ActivityVariables = {
  filter?: AuditFilter | null;
  first: number;
  after?: string | null;
};

export type Activity = {
  auditLog: Activity_auditLog;
};

export type Activity_auditLog = {
  nodes: Activity_auditLog_nodes[];
  pageInfo: Activity_auditLog_pageInfo;
};

export type Activity_auditLog_nodes = {
  id: string;
  recordedAt: string;
  recordedBy: string;
  action: string;
  batch: Activity_auditLog_nodes_batch;
  before: Json | null;
  after: Json | null;
};

export type Activity_auditLog_nodes_batch = {
  id: string;
  mutation: string;
  undone: boolean;
  partlyUndone: boolean;
};

export type Activity_auditLog_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type NamesVariables = {
  ids: string[];
};

export type Names = {
  nodes: (Names_nodes | null)[];
};

export type Names_nodes =
  | Names_nodes_Account
  | Names_nodes_other
  | Names_nodes_LedgerCode
  | Names_nodes_Member
  | Names_nodes_PlannedPayment
  | Names_nodes_Transaction
  | Names_nodes_TransactionItem;

export type Names_nodes_Account = {
  __typename: "Account";
  id: string;
  number: string;
  ownerName: string;
  currency: string;
};

export type Names_nodes_other = {
  __typename: "ApiToken" | "AuditEvent" | "BankAccount" | "BankLine" | "BankLinePart" | "BankLineSuggestion" | "BankStatement" | "Batch" | "BillingSubscription" | "BooksClosing" | "Job" | "Journal" | "Mail" | "Payer" | "Reconciliation" | "Role" | "Suggestion" | "User" | "Webhook" | "WebhookDelivery";
  id: string;
};

export type Names_nodes_LedgerCode = {
  __typename: "LedgerCode";
  id: string;
  code: string;
  title: string;
};

export type Names_nodes_Member = {
  __typename: "Member";
  id: string;
  name: string;
};

export type Names_nodes_PlannedPayment = {
  __typename: "PlannedPayment";
  id: string;
  dueOn: string;
};

export type Names_nodes_Transaction = {
  __typename: "Transaction";
  id: string;
  number: string;
  kind: TransactionKind;
};

export type Names_nodes_TransactionItem = {
  __typename: "TransactionItem";
  id: string;
  description: string;
};

export type PeopleVariables = Record<string, never>;

export type People = {
  users: People_users;
  apiTokens: People_apiTokens;
};

export type People_users = {
  nodes: People_users_nodes[];
};

export type People_users_nodes = {
  id: string;
  name: string;
  email: string;
};

export type People_apiTokens = {
  nodes: People_apiTokens_nodes[];
};

export type People_apiTokens_nodes = {
  id: string;
  name: string;
};

export type AccountIdVariables = {
  number: string;
};

export type AccountId = {
  account: AccountId_account | null;
};

export type AccountId_account = {
  id: string;
};

export const ACTIVITY: Document<Activity, ActivityVariables>;
export const NAMES: Document<Names, NamesVariables>;
export const PEOPLE: Document<People, PeopleVariables>;
export const ACCOUNT_ID: Document<AccountId, AccountIdVariables>;
