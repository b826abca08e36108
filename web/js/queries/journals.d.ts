// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ErrorCode, ExportJournalInput, JournalFormat, PeriodInput } from "../../types/schema.js";

export type JournalOfPeriodVariables = {
  period: PeriodInput;
  currency?: string | null;
  first: number;
  after?: string | null;
};

export type JournalOfPeriod = {
  journal: JournalOfPeriod_journal;
};

export type JournalOfPeriod_journal = {
  currency: string;
  firstDay: string;
  lastDay: string;
  debitCents: number;
  creditCents: number;
  lines: JournalOfPeriod_journal_lines;
};

export type JournalOfPeriod_journal_lines = {
  totalCount: number;
  nodes: JournalOfPeriod_journal_lines_nodes[];
  pageInfo: JournalOfPeriod_journal_lines_pageInfo;
};

export type JournalOfPeriod_journal_lines_nodes = {
  date: string;
  account: string;
  description: string;
  debitCents: number;
  creditCents: number;
  reference: string;
};

export type JournalOfPeriod_journal_lines_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type JournalsVariables = {
  first?: number | null;
  after?: string | null;
};

export type Journals = {
  journals: Journals_journals;
};

export type Journals_journals = {
  totalCount: number;
  nodes: Journals_journals_nodes[];
  pageInfo: Journals_journals_pageInfo;
};

export type Journals_journals_nodes = {
  id: string;
  number: string | null;
  currency: string;
  firstDay: string;
  lastDay: string;
  debitCents: number;
  correction: boolean;
  recordedAt: string | null;
  recordedBy: string | null;
};

export type Journals_journals_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type PeriodFileVariables = {
  period: PeriodInput;
  currency?: string | null;
  format: JournalFormat;
};

export type PeriodFile = {
  journal: PeriodFile_journal;
};

export type PeriodFile_journal = {
  file: string;
};

export type JournalFileVariables = {
  id: string;
  format: JournalFormat;
};

export type JournalFile = {
  node: JournalFile_node | null;
};

export type JournalFile_node = JournalFile_node_other | JournalFile_node_Journal;

export type JournalFile_node_other = {
};

export type JournalFile_node_Journal = {
  file: string;
};

export type ExportJournalVariables = {
  input: ExportJournalInput;
};

export type ExportJournal = {
  exportJournal: ExportJournal_exportJournal;
};

export type ExportJournal_exportJournal = {
  journal: ExportJournal_exportJournal_journal | null;
  userErrors: ExportJournal_exportJournal_userErrors[];
  batch: ExportJournal_exportJournal_batch | null;
};

export type ExportJournal_exportJournal_journal = {
  id: string;
  number: string | null;
  currency: string;
  firstDay: string;
  lastDay: string;
  debitCents: number;
  correction: boolean;
  lines: ExportJournal_exportJournal_journal_lines;
};

export type ExportJournal_exportJournal_journal_lines = {
  totalCount: number;
  nodes: ExportJournal_exportJournal_journal_lines_nodes[];
};

export type ExportJournal_exportJournal_journal_lines_nodes = {
  date: string;
};

export type ExportJournal_exportJournal_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ExportJournal_exportJournal_batch = {
  id: string;
};

export const JOURNAL_OF_PERIOD: Document<JournalOfPeriod, JournalOfPeriodVariables>;
export const JOURNALS: Document<Journals, JournalsVariables>;
export const PERIOD_FILE: Document<PeriodFile, PeriodFileVariables>;
export const JOURNAL_FILE: Document<JournalFile, JournalFileVariables>;
export const EXPORT_JOURNAL: Document<ExportJournal, ExportJournalVariables>;
