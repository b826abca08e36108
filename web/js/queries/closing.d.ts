// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { CloseBooksInput, ErrorCode, PeriodInput, ReopenBooksInput } from "../../types/schema.js";

export type BooksClosingsVariables = {
  first?: number | null;
  after?: string | null;
};

export type BooksClosings = {
  booksClosings: BooksClosings_booksClosings;
};

export type BooksClosings_booksClosings = {
  totalCount: number;
  nodes: BooksClosings_booksClosings_nodes[];
  pageInfo: BooksClosings_booksClosings_pageInfo;
};

export type BooksClosings_booksClosings_nodes = {
  id: string;
  through: string;
  reconciliations: boolean;
  recordedAt: string;
  recordedBy: string;
  reopenedAt: string | null;
  reopenedBy: string | null;
  reopenedReason: string | null;
};

export type BooksClosings_booksClosings_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type ClosingChecksVariables = {
  period: PeriodInput;
  before: string;
};

export type ClosingChecks = {
  unreconciledItems: ClosingChecks_unreconciledItems;
  errors: ClosingChecks_errors;
  processingPayments: ClosingChecks_processingPayments;
  bankLines: ClosingChecks_bankLines;
  bankAccounts: ClosingChecks_bankAccounts;
};

export type ClosingChecks_unreconciledItems = {
  totals: ClosingChecks_unreconciledItems_totals[];
};

export type ClosingChecks_unreconciledItems_totals = {
  currency: string;
  creditCount: number;
  unreconciledCreditCents: number;
};

export type ClosingChecks_errors = {
  totalCount: number;
};

export type ClosingChecks_processingPayments = {
  totalCount: number;
  nodes: ClosingChecks_processingPayments_nodes[];
};

export type ClosingChecks_processingPayments_nodes = {
  number: string;
  account: ClosingChecks_processingPayments_nodes_account;
};

export type ClosingChecks_processingPayments_nodes_account = {
  number: string;
};

export type ClosingChecks_bankLines = {
  totalCount: number;
};

export type ClosingChecks_bankAccounts = {
  nodes: ClosingChecks_bankAccounts_nodes[];
};

export type ClosingChecks_bankAccounts_nodes = {
  id: string;
  name: string;
};

export type ClosingDifferenceVariables = {
  id: string;
  on: string;
};

export type ClosingDifference = {
  bankReconciliationReport: ClosingDifference_bankReconciliationReport;
};

export type ClosingDifference_bankReconciliationReport = {
  currency: string;
  differenceCents: number | null;
};

export type CloseBooksVariables = {
  input: CloseBooksInput;
};

export type CloseBooks = {
  closeBooks: CloseBooks_closeBooks;
};

export type CloseBooks_closeBooks = {
  booksClosing: CloseBooks_closeBooks_booksClosing | null;
  userErrors: CloseBooks_closeBooks_userErrors[];
  batch: CloseBooks_closeBooks_batch | null;
};

export type CloseBooks_closeBooks_booksClosing = {
  through: string;
};

export type CloseBooks_closeBooks_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CloseBooks_closeBooks_batch = {
  id: string;
};

export type ReopenBooksVariables = {
  input: ReopenBooksInput;
};

export type ReopenBooks = {
  reopenBooks: ReopenBooks_reopenBooks;
};

export type ReopenBooks_reopenBooks = {
  booksClosing: ReopenBooks_reopenBooks_booksClosing | null;
  userErrors: ReopenBooks_reopenBooks_userErrors[];
  batch: ReopenBooks_reopenBooks_batch | null;
};

export type ReopenBooks_reopenBooks_booksClosing = {
  through: string;
};

export type ReopenBooks_reopenBooks_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ReopenBooks_reopenBooks_batch = {
  id: string;
};

export const BOOKS_CLOSINGS: Document<BooksClosings, BooksClosingsVariables>;
export const CLOSING_CHECKS: Document<ClosingChecks, ClosingChecksVariables>;
export const CLOSING_DIFFERENCE: Document<ClosingDifference, ClosingDifferenceVariables>;
export const CLOSE_BOOKS: Document<CloseBooks, CloseBooksVariables>;
export const REOPEN_BOOKS: Document<ReopenBooks, ReopenBooksVariables>;
