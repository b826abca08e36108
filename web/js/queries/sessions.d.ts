// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { EndSessionInput, EndSessionsInput, ErrorCode, SignInMethod } from "../../types/schema.js";

export type OwnSessionsVariables = Record<string, never>;

export type OwnSessions = {
  viewer: OwnSessions_viewer;
};

export type OwnSessions_viewer = {
  sessions: OwnSessions_viewer_sessions[];
};

export type OwnSessions_viewer_sessions = {
  id: string;
  browser: string;
  address: string;
  method: SignInMethod | null;
  signedInAt: string;
  lastUsedAt: string;
  current: boolean;
};

export type SessionsOfUserVariables = {
  id: string;
};

export type SessionsOfUser = {
  node: SessionsOfUser_node | null;
};

export type SessionsOfUser_node = SessionsOfUser_node_other | SessionsOfUser_node_User;

export type SessionsOfUser_node_other = {
  __typename: "Account" | "ApiToken" | "AuditEvent" | "BankAccount" | "BankLine" | "BankLinePart" | "BankLineSuggestion" | "BankStatement" | "Batch" | "BillingSubscription" | "BooksClosing" | "Job" | "Journal" | "LedgerCode" | "Mail" | "Member" | "Payer" | "PlannedPayment" | "Reconciliation" | "Role" | "Suggestion" | "Transaction" | "TransactionItem" | "Webhook" | "WebhookDelivery";
};

export type SessionsOfUser_node_User = {
  __typename: "User";
  sessions: SessionsOfUser_node_User_sessions[];
};

export type SessionsOfUser_node_User_sessions = {
  id: string;
  browser: string;
  address: string;
  method: SignInMethod | null;
  signedInAt: string;
  lastUsedAt: string;
  current: boolean;
};

export type EndSessionVariables = {
  input: EndSessionInput;
};

export type EndSession = {
  endSession: EndSession_endSession;
};

export type EndSession_endSession = {
  userErrors: EndSession_endSession_userErrors[];
  batch: EndSession_endSession_batch | null;
  ended: number | null;
};

export type EndSession_endSession_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type EndSession_endSession_batch = {
  id: string;
};

export type EndSessionsVariables = {
  input: EndSessionsInput;
};

export type EndSessions = {
  endSessions: EndSessions_endSessions;
};

export type EndSessions_endSessions = {
  userErrors: EndSessions_endSessions_userErrors[];
  batch: EndSessions_endSessions_batch | null;
  ended: number | null;
};

export type EndSessions_endSessions_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type EndSessions_endSessions_batch = {
  id: string;
};

export const OWN_SESSIONS: Document<OwnSessions, OwnSessionsVariables>;
export const SESSIONS_OF_USER: Document<SessionsOfUser, SessionsOfUserVariables>;
export const END_SESSION: Document<EndSession, EndSessionVariables>;
export const END_SESSIONS: Document<EndSessions, EndSessionsVariables>;
