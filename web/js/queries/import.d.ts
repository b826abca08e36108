// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { DateOrder, DecimalMark, ImportKind, ImportRecordsInput, JobState, TransactionKind } from "../../types/schema.js";

export type ImportLimitVariables = Record<string, never>;

export type ImportLimit = {
  viewer: ImportLimit_viewer;
  fileMappings: ImportLimit_fileMappings[];
};

export type ImportLimit_viewer = {
  maxBodyBytes: number;
};

export type ImportLimit_fileMappings = {
  name: string;
  kind: ImportKind | null;
};

export type ImportRecordsVariables = {
  input: ImportRecordsInput;
};

export type ImportRecords = {
  importRecords: ImportRecords_importRecords;
};

export type ImportRecords_importRecords = {
  userErrors: ImportRecords_importRecords_userErrors[];
  batch: ImportRecords_importRecords_batch | null;
  created: number | null;
  unchanged: number | null;
  faulty: number | null;
  badRows: number | null;
  understood: ImportRecords_importRecords_understood | null;
  duplicates: number | null;
};

export type ImportRecords_importRecords_userErrors = {
  message: string;
  field: string[] | null;
  row: number | null;
};

export type ImportRecords_importRecords_batch = {
  id: string;
};

export type ImportRecords_importRecords_understood = {
  encoding: string;
  separator: string;
  columns: ImportRecords_importRecords_understood_columns[];
  dates: DateOrder;
  decimals: DecimalMark;
  ignoredColumns: string[];
  rows: number;
};

export type ImportRecords_importRecords_understood_columns = {
  column: string;
  header: string;
};

export type ImportLargeRecordsVariables = {
  input: ImportRecordsInput;
};

export type ImportLargeRecords = {
  importRecords: ImportLargeRecords_importRecords;
};

export type ImportLargeRecords_importRecords = {
  userErrors: ImportLargeRecords_importRecords_userErrors[];
  batch: ImportLargeRecords_importRecords_batch | null;
  created: number | null;
  unchanged: number | null;
  faulty: number | null;
  badRows: number | null;
  understood: ImportLargeRecords_importRecords_understood | null;
  duplicates: number | null;
  duplicateRows: ImportLargeRecords_importRecords_duplicateRows[];
  possibleDuplicates: ImportLargeRecords_importRecords_possibleDuplicates[];
  job: ImportLargeRecords_importRecords_job | null;
};

export type ImportLargeRecords_importRecords_userErrors = {
  message: string;
  field: string[] | null;
  row: number | null;
};

export type ImportLargeRecords_importRecords_batch = {
  id: string;
};

export type ImportLargeRecords_importRecords_understood = {
  encoding: string;
  separator: string;
  columns: ImportLargeRecords_importRecords_understood_columns[];
  dates: DateOrder;
  decimals: DecimalMark;
  ignoredColumns: string[];
  rows: number;
};

export type ImportLargeRecords_importRecords_understood_columns = {
  column: string;
  header: string;
};

export type ImportLargeRecords_importRecords_duplicateRows = {
  row: number;
  transaction: ImportLargeRecords_importRecords_duplicateRows_transaction | null;
};

export type ImportLargeRecords_importRecords_duplicateRows_transaction = {
  number: string;
};

export type ImportLargeRecords_importRecords_possibleDuplicates = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: ImportLargeRecords_importRecords_possibleDuplicates_account;
};

export type ImportLargeRecords_importRecords_possibleDuplicates_account = {
  number: string;
  ownerName: string;
};

export type ImportLargeRecords_importRecords_job = {
  id: string;
};

export type PublishingVariables = {
  id: string;
};

export type Publishing = {
  job: Publishing_job | null;
};

export type Publishing_job = {
  state: JobState;
  done: number;
  total: number;
  failure: string | null;
  batch: Publishing_job_batch | null;
  imported: Publishing_job_imported | null;
};

export type Publishing_job_batch = {
  id: string;
};

export type Publishing_job_imported = {
  created: number;
  unchanged: number;
  faulty: number;
  duplicates: number;
};

export const IMPORT_LIMIT: Document<ImportLimit, ImportLimitVariables>;
export const IMPORT_RECORDS: Document<ImportRecords, ImportRecordsVariables>;
export const IMPORT_LARGE_RECORDS: Document<ImportLargeRecords, ImportLargeRecordsVariables>;
export const PUBLISHING: Document<Publishing, PublishingVariables>;
