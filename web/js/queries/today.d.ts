// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { JobKind, JobState, SuggestionGround, WebhookState } from "../../types/schema.js";

export type TodayVariables = {
  dueTo: string;
  slowBefore: string;
};

export type Today = {
  accounts: Today_accounts;
  unreconciledItems: Today_unreconciledItems;
  bankAccounts: Today_bankAccounts;
  errors: Today_errors;
  slow: Today_slow;
  plannedPayments: Today_plannedPayments;
  jobs: Today_jobs;
};

export type Today_accounts = {
  totalCount: number;
};

export type Today_unreconciledItems = {
  totals: Today_unreconciledItems_totals[];
};

export type Today_unreconciledItems_totals = {
  currency: string;
  creditCount: number;
  unreconciledCreditCents: number;
};

export type Today_bankAccounts = {
  nodes: Today_bankAccounts_nodes[];
};

export type Today_bankAccounts_nodes = {
  currency: string;
  openLines: number;
  openCents: number;
};

export type Today_errors = {
  totalCount: number;
};

export type Today_slow = {
  totalCount: number;
  nodes: Today_slow_nodes[];
};

export type Today_slow_nodes = {
  number: string;
  date: string;
  amountCents: number;
  currency: string;
  account: Today_slow_nodes_account;
};

export type Today_slow_nodes_account = {
  number: string;
  ownerName: string;
};

export type Today_plannedPayments = {
  totalCount: number;
  nodes: Today_plannedPayments_nodes[];
};

export type Today_plannedPayments_nodes = {
  amountCents: number;
  account: Today_plannedPayments_nodes_account;
};

export type Today_plannedPayments_nodes_account = {
  currency: string;
};

export type Today_jobs = {
  nodes: Today_jobs_nodes[];
};

export type Today_jobs_nodes = {
  id: string;
  kind: JobKind;
  state: JobState;
  errorCount: number;
  recordedAt: string;
  recordedBy: string;
};

export type TodayLikelyVariables = Record<string, never>;

export type TodayLikely = {
  unreconciledItems: TodayLikely_unreconciledItems;
};

export type TodayLikely_unreconciledItems = {
  nodes: TodayLikely_unreconciledItems_nodes[];
  pageInfo: TodayLikely_unreconciledItems_pageInfo;
};

export type TodayLikely_unreconciledItems_nodes = {
  suggestions: TodayLikely_unreconciledItems_nodes_suggestions[];
};

export type TodayLikely_unreconciledItems_nodes_suggestions = {
  sure: boolean;
  ground: SuggestionGround;
};

export type TodayLikely_unreconciledItems_pageInfo = {
  hasNextPage: boolean;
};

export type TodayClosedVariables = Record<string, never>;

export type TodayClosed = {
  booksClosings: TodayClosed_booksClosings;
};

export type TodayClosed_booksClosings = {
  nodes: TodayClosed_booksClosings_nodes[];
};

export type TodayClosed_booksClosings_nodes = {
  through: string;
  reopenedAt: string | null;
};

export type TodayWebhooksVariables = Record<string, never>;

export type TodayWebhooks = {
  webhooks: TodayWebhooks_webhooks;
};

export type TodayWebhooks_webhooks = {
  nodes: TodayWebhooks_webhooks_nodes[];
};

export type TodayWebhooks_webhooks_nodes = {
  url: string;
  state: WebhookState;
};

export type TodayCurrenciesVariables = Record<string, never>;

export type TodayCurrencies = {
  currencies: string[];
};

export type TodayOverdueVariables = {
  currency: string;
};

export type TodayOverdue = {
  agingReport: TodayOverdue_agingReport;
};

export type TodayOverdue_agingReport = {
  currency: string;
  totals: TodayOverdue_agingReport_totals;
};

export type TodayOverdue_agingReport_totals = {
  days1To30Cents: number;
  days31To60Cents: number;
  days61To90Cents: number;
  over90DaysCents: number;
};

export type TodayDoneVariables = Record<string, never>;

export type TodayDone = {
  auditLog: TodayDone_auditLog;
};

export type TodayDone_auditLog = {
  nodes: TodayDone_auditLog_nodes[];
  pageInfo: TodayDone_auditLog_pageInfo;
};

export type TodayDone_auditLog_nodes = {
  recordedAt: string;
  recordedBy: string;
  principal: string;
  batch: TodayDone_auditLog_nodes_batch;
};

export type TodayDone_auditLog_nodes_batch = {
  id: string;
  mutation: string;
  undone: boolean;
};

export type TodayDone_auditLog_pageInfo = {
  hasNextPage: boolean;
};

export const TODAY: Document<Today, TodayVariables>;
export const TODAY_LIKELY: Document<TodayLikely, TodayLikelyVariables>;
export const TODAY_CLOSED: Document<TodayClosed, TodayClosedVariables>;
export const TODAY_WEBHOOKS: Document<TodayWebhooks, TodayWebhooksVariables>;
export const TODAY_CURRENCIES: Document<TodayCurrencies, TodayCurrenciesVariables>;
export const TODAY_OVERDUE: Document<TodayOverdue, TodayOverdueVariables>;
export const TODAY_DONE: Document<TodayDone, TodayDoneVariables>;
