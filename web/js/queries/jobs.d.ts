// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { CancelJobInput, DocumentKind, ErrorCode, JobKind, JobState, ReconcileAllAccountsInput } from "../../types/schema.js";

export type RunningJobsVariables = Record<string, never>;

export type RunningJobs = {
  jobs: RunningJobs_jobs;
};

export type RunningJobs_jobs = {
  nodes: RunningJobs_jobs_nodes[];
};

export type RunningJobs_jobs_nodes = {
  id: string;
  kind: JobKind;
  done: number;
  total: number;
};

export type JobsVariables = {
  first: number;
  after?: string | null;
};

export type Jobs = {
  jobs: Jobs_jobs;
};

export type Jobs_jobs = {
  totalCount: number;
  nodes: Jobs_jobs_nodes[];
  pageInfo: Jobs_jobs_pageInfo;
};

export type Jobs_jobs_nodes = {
  id: string;
  kind: JobKind;
  state: JobState;
  done: number;
  total: number;
  reconciliations: number;
  amounts: Jobs_jobs_nodes_amounts[];
  errorCount: number;
  recordedAt: string;
  recordedBy: string;
};

export type Jobs_jobs_nodes_amounts = {
  currency: string;
  amountCents: number;
};

export type Jobs_jobs_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type JobVariables = {
  id: string;
};

export type Job = {
  job: Job_job | null;
};

export type Job_job = {
  kind: JobKind;
  state: JobState;
  done: number;
  total: number;
  reconciliations: number;
  amounts: Job_job_amounts[];
  imported: Job_job_imported | null;
  documents: Job_job_documents | null;
  errorCount: number;
  errors: Job_job_errors[];
  batch: Job_job_batch | null;
  recordedAt: string;
  recordedBy: string;
  endedAt: string | null;
  failure: string | null;
};

export type Job_job_amounts = {
  currency: string;
  amountCents: number;
};

export type Job_job_imported = {
  created: number;
  unchanged: number;
  faulty: number;
  duplicates: number;
};

export type Job_job_documents = {
  kind: DocumentKind;
  firstDay: string;
  lastDay: string;
  count: number;
  keptUntil: string | null;
  mails: Job_job_documents_mails;
};

export type Job_job_documents_mails = {
  waiting: number;
  sent: number;
  failed: number;
  unknown: number;
};

export type Job_job_errors = {
  account: Job_job_errors_account;
  message: string;
};

export type Job_job_errors_account = {
  number: string;
  ownerName: string;
};

export type Job_job_batch = {
  id: string;
  mutation: string;
  undone: boolean;
  partlyUndone: boolean;
};

export type ReconcileAllAccountsVariables = {
  input: ReconcileAllAccountsInput;
};

export type ReconcileAllAccounts = {
  reconcileAllAccounts: ReconcileAllAccounts_reconcileAllAccounts;
};

export type ReconcileAllAccounts_reconcileAllAccounts = {
  userErrors: ReconcileAllAccounts_reconcileAllAccounts_userErrors[];
  job: ReconcileAllAccounts_reconcileAllAccounts_job | null;
};

export type ReconcileAllAccounts_reconcileAllAccounts_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ReconcileAllAccounts_reconcileAllAccounts_job = {
  id: string;
  total: number;
  reconciliations: number;
  amounts: ReconcileAllAccounts_reconcileAllAccounts_job_amounts[];
  errorCount: number;
  errors: ReconcileAllAccounts_reconcileAllAccounts_job_errors[];
};

export type ReconcileAllAccounts_reconcileAllAccounts_job_amounts = {
  currency: string;
  amountCents: number;
};

export type ReconcileAllAccounts_reconcileAllAccounts_job_errors = {
  account: ReconcileAllAccounts_reconcileAllAccounts_job_errors_account;
  message: string;
};

export type ReconcileAllAccounts_reconcileAllAccounts_job_errors_account = {
  number: string;
  ownerName: string;
};

export type CancelJobVariables = {
  input: CancelJobInput;
};

export type CancelJob = {
  cancelJob: CancelJob_cancelJob;
};

export type CancelJob_cancelJob = {
  userErrors: CancelJob_cancelJob_userErrors[];
  batch: CancelJob_cancelJob_batch | null;
  job: CancelJob_cancelJob_job | null;
};

export type CancelJob_cancelJob_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CancelJob_cancelJob_batch = {
  id: string;
};

export type CancelJob_cancelJob_job = {
  done: number;
  total: number;
};

export type AccountsToReconcileVariables = Record<string, never>;

export type AccountsToReconcile = {
  accounts: AccountsToReconcile_accounts;
};

export type AccountsToReconcile_accounts = {
  nodes: AccountsToReconcile_accounts_nodes[];
  pageInfo: AccountsToReconcile_accounts_pageInfo;
};

export type AccountsToReconcile_accounts_nodes = {
  number: string;
  ownerName: string;
  currency: string;
  unreconciledDebitCents: number;
  unreconciledCreditCents: number;
};

export type AccountsToReconcile_accounts_pageInfo = {
  hasNextPage: boolean;
};

export const RUNNING_JOBS: Document<RunningJobs, RunningJobsVariables>;
export const JOBS: Document<Jobs, JobsVariables>;
export const JOB: Document<Job, JobVariables>;
export const RECONCILE_ALL: Document<ReconcileAllAccounts, ReconcileAllAccountsVariables>;
export const CANCEL_JOB: Document<CancelJob, CancelJobVariables>;
export const ACCOUNTS_TO_RECONCILE: Document<AccountsToReconcile, AccountsToReconcileVariables>;
