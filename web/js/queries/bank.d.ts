// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ApplyBankLineSuggestionsInput, BankFileFormat, BankLineFilter, BankLineOrder, BankLinePartKind, BankLineStatus, CreateBankAccountInput, DateOrder, DecimalMark, ErrorCode, IgnoreBankLineInput, ImportBankStatementInput, MatchBankLineInput, PaymentMethod, PaymentState, PeriodInput, RecordFromBankLineInput, TransactionKind, UnmatchBankLineInput } from "../../types/schema.js";

export type BankAccountsVariables = {
  first: number;
  after?: string | null;
};

export type BankAccounts = {
  bankAccounts: BankAccounts_bankAccounts;
};

export type BankAccounts_bankAccounts = {
  totalCount: number;
  nodes: BankAccounts_bankAccounts_nodes[];
  pageInfo: BankAccounts_bankAccounts_pageInfo;
};

export type BankAccounts_bankAccounts_nodes = {
  id: string;
  name: string;
  currency: string;
  iban: string | null;
  number: string | null;
  openLines: number;
  openCents: number;
  statements: BankAccounts_bankAccounts_nodes_statements;
};

export type BankAccounts_bankAccounts_nodes_statements = {
  nodes: BankAccounts_bankAccounts_nodes_statements_nodes[];
};

export type BankAccounts_bankAccounts_nodes_statements_nodes = {
  lastDay: string;
  closingCents: number | null;
};

export type BankAccounts_bankAccounts_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type BankAccountVariables = {
  id: string;
};

export type BankAccount = {
  node: BankAccount_node | null;
};

export type BankAccount_node = BankAccount_node_other | BankAccount_node_BankAccount;

export type BankAccount_node_other = {
};

export type BankAccount_node_BankAccount = {
  id: string;
  name: string;
  currency: string;
  iban: string | null;
  number: string | null;
  openLines: number;
  openCents: number;
  statements: BankAccount_node_BankAccount_statements;
};

export type BankAccount_node_BankAccount_statements = {
  totalCount: number;
  nodes: BankAccount_node_BankAccount_statements_nodes[];
};

export type BankAccount_node_BankAccount_statements_nodes = {
  lastDay: string;
  closingCents: number | null;
};

export type BankLinesVariables = {
  id: string;
  filter?: BankLineFilter | null;
  orderBy?: BankLineOrder | null;
  first: number;
  after?: string | null;
};

export type BankLines = {
  node: BankLines_node | null;
};

export type BankLines_node = BankLines_node_other | BankLines_node_BankAccount;

export type BankLines_node_other = {
};

export type BankLines_node_BankAccount = {
  lines: BankLines_node_BankAccount_lines;
};

export type BankLines_node_BankAccount_lines = {
  totalCount: number;
  nodes: BankLines_node_BankAccount_lines_nodes[];
  pageInfo: BankLines_node_BankAccount_lines_pageInfo;
};

export type BankLines_node_BankAccount_lines_nodes = {
  id: string;
  bookedOn: string;
  valueOn: string | null;
  amountCents: number;
  explainedCents: number;
  feeCents: number | null;
  payerName: string | null;
  payerAccount: string | null;
  text: string;
  structuredReference: string | null;
  bankId: string | null;
  status: BankLineStatus;
  ignoredReason: string | null;
  parts: BankLines_node_BankAccount_lines_nodes_parts[];
};

export type BankLines_node_BankAccount_lines_nodes_parts = {
  id: string;
  kind: BankLinePartKind;
  amountCents: number;
  reason: string | null;
  recordedAt: string;
  recordedBy: string;
  transaction: BankLines_node_BankAccount_lines_nodes_parts_transaction | null;
};

export type BankLines_node_BankAccount_lines_nodes_parts_transaction = {
  id: string;
  number: string;
  kind: TransactionKind;
  account: BankLines_node_BankAccount_lines_nodes_parts_transaction_account;
};

export type BankLines_node_BankAccount_lines_nodes_parts_transaction_account = {
  number: string;
  ownerName: string;
};

export type BankLines_node_BankAccount_lines_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type BankStatementsVariables = {
  id: string;
  first: number;
  after?: string | null;
};

export type BankStatements = {
  node: BankStatements_node | null;
};

export type BankStatements_node = BankStatements_node_other | BankStatements_node_BankAccount;

export type BankStatements_node_other = {
};

export type BankStatements_node_BankAccount = {
  statements: BankStatements_node_BankAccount_statements;
};

export type BankStatements_node_BankAccount_statements = {
  totalCount: number;
  nodes: BankStatements_node_BankAccount_statements_nodes[];
  pageInfo: BankStatements_node_BankAccount_statements_pageInfo;
};

export type BankStatements_node_BankAccount_statements_nodes = {
  id: string;
  format: BankFileFormat;
  firstDay: string;
  lastDay: string;
  openingCents: number | null;
  closingCents: number | null;
  lineCount: number;
  recordedAt: string;
  recordedBy: string;
  batch: BankStatements_node_BankAccount_statements_nodes_batch;
};

export type BankStatements_node_BankAccount_statements_nodes_batch = {
  id: string;
};

export type BankStatements_node_BankAccount_statements_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type CreateBankAccountVariables = {
  input: CreateBankAccountInput;
};

export type CreateBankAccount = {
  createBankAccount: CreateBankAccount_createBankAccount;
};

export type CreateBankAccount_createBankAccount = {
  userErrors: CreateBankAccount_createBankAccount_userErrors[];
  batch: CreateBankAccount_createBankAccount_batch | null;
  bankAccount: CreateBankAccount_createBankAccount_bankAccount | null;
};

export type CreateBankAccount_createBankAccount_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateBankAccount_createBankAccount_batch = {
  id: string;
};

export type CreateBankAccount_createBankAccount_bankAccount = {
  id: string;
  name: string;
};

export type ImportBankStatementVariables = {
  input: ImportBankStatementInput;
};

export type ImportBankStatement = {
  importBankStatement: ImportBankStatement_importBankStatement;
};

export type ImportBankStatement_importBankStatement = {
  userErrors: ImportBankStatement_importBankStatement_userErrors[];
  batch: ImportBankStatement_importBankStatement_batch | null;
  created: number | null;
  unchanged: number | null;
  job: ImportBankStatement_importBankStatement_job | null;
  statements: ImportBankStatement_importBankStatement_statements[];
  understood: ImportBankStatement_importBankStatement_understood | null;
};

export type ImportBankStatement_importBankStatement_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ImportBankStatement_importBankStatement_batch = {
  id: string;
};

export type ImportBankStatement_importBankStatement_job = {
  id: string;
};

export type ImportBankStatement_importBankStatement_statements = {
  format: BankFileFormat;
  firstDay: string;
  lastDay: string;
  openingCents: number | null;
  closingCents: number | null;
  lineCount: number;
};

export type ImportBankStatement_importBankStatement_understood = {
  encoding: string;
  separator: string;
  columns: ImportBankStatement_importBankStatement_understood_columns[];
  dates: DateOrder;
  decimals: DecimalMark;
  ignoredColumns: string[];
  rows: number;
};

export type ImportBankStatement_importBankStatement_understood_columns = {
  column: string;
  header: string;
};

export type MoneyFoundVariables = {
  search: string;
  currency: string;
  kinds: TransactionKind[];
  period?: PeriodInput | null;
};

export type MoneyFound = {
  accounts: MoneyFound_accounts;
};

export type MoneyFound_accounts = {
  pageInfo: MoneyFound_accounts_pageInfo;
  nodes: MoneyFound_accounts_nodes[];
};

export type MoneyFound_accounts_pageInfo = {
  hasNextPage: boolean;
};

export type MoneyFound_accounts_nodes = {
  number: string;
  ownerName: string;
  found: MoneyFound_accounts_nodes_found;
  latest: MoneyFound_accounts_nodes_latest;
};

export type MoneyFound_accounts_nodes_found = {
  nodes: MoneyFound_accounts_nodes_found_nodes[];
};

export type MoneyFound_accounts_nodes_found_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  method: PaymentMethod | null;
  paymentState: PaymentState | null;
  reference: string | null;
  amountCents: number;
  bankLines: MoneyFound_accounts_nodes_found_nodes_bankLines[];
};

export type MoneyFound_accounts_nodes_found_nodes_bankLines = {
  id: string;
  bookedOn: string;
  parts: MoneyFound_accounts_nodes_found_nodes_bankLines_parts[];
};

export type MoneyFound_accounts_nodes_found_nodes_bankLines_parts = {
  amountCents: number;
  transaction: MoneyFound_accounts_nodes_found_nodes_bankLines_parts_transaction | null;
};

export type MoneyFound_accounts_nodes_found_nodes_bankLines_parts_transaction = {
  id: string;
};

export type MoneyFound_accounts_nodes_latest = {
  nodes: MoneyFound_accounts_nodes_latest_nodes[];
};

export type MoneyFound_accounts_nodes_latest_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  method: PaymentMethod | null;
  paymentState: PaymentState | null;
  reference: string | null;
  amountCents: number;
  bankLines: MoneyFound_accounts_nodes_latest_nodes_bankLines[];
};

export type MoneyFound_accounts_nodes_latest_nodes_bankLines = {
  id: string;
  bookedOn: string;
  parts: MoneyFound_accounts_nodes_latest_nodes_bankLines_parts[];
};

export type MoneyFound_accounts_nodes_latest_nodes_bankLines_parts = {
  amountCents: number;
  transaction: MoneyFound_accounts_nodes_latest_nodes_bankLines_parts_transaction | null;
};

export type MoneyFound_accounts_nodes_latest_nodes_bankLines_parts_transaction = {
  id: string;
};

export type MatchBankLineVariables = {
  input: MatchBankLineInput;
};

export type MatchBankLine = {
  matchBankLine: MatchBankLine_matchBankLine;
};

export type MatchBankLine_matchBankLine = {
  userErrors: MatchBankLine_matchBankLine_userErrors[];
  batch: MatchBankLine_matchBankLine_batch | null;
  bankLine: MatchBankLine_matchBankLine_bankLine | null;
};

export type MatchBankLine_matchBankLine_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type MatchBankLine_matchBankLine_batch = {
  id: string;
};

export type MatchBankLine_matchBankLine_bankLine = {
  amountCents: number;
  explainedCents: number;
};

export type UnmatchBankLineVariables = {
  input: UnmatchBankLineInput;
};

export type UnmatchBankLine = {
  unmatchBankLine: UnmatchBankLine_unmatchBankLine;
};

export type UnmatchBankLine_unmatchBankLine = {
  userErrors: UnmatchBankLine_unmatchBankLine_userErrors[];
  batch: UnmatchBankLine_unmatchBankLine_batch | null;
};

export type UnmatchBankLine_unmatchBankLine_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UnmatchBankLine_unmatchBankLine_batch = {
  id: string;
};

export type IgnoreBankLineVariables = {
  input: IgnoreBankLineInput;
};

export type IgnoreBankLine = {
  ignoreBankLine: IgnoreBankLine_ignoreBankLine;
};

export type IgnoreBankLine_ignoreBankLine = {
  userErrors: IgnoreBankLine_ignoreBankLine_userErrors[];
  batch: IgnoreBankLine_ignoreBankLine_batch | null;
};

export type IgnoreBankLine_ignoreBankLine_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type IgnoreBankLine_ignoreBankLine_batch = {
  id: string;
};

export type RecordFromBankLineVariables = {
  input: RecordFromBankLineInput;
};

export type RecordFromBankLine = {
  recordFromBankLine: RecordFromBankLine_recordFromBankLine;
};

export type RecordFromBankLine_recordFromBankLine = {
  userErrors: RecordFromBankLine_recordFromBankLine_userErrors[];
  batch: RecordFromBankLine_recordFromBankLine_batch | null;
  bankLine: RecordFromBankLine_recordFromBankLine_bankLine | null;
  transactions: RecordFromBankLine_recordFromBankLine_transactions[];
  possibleDuplicates: RecordFromBankLine_recordFromBankLine_possibleDuplicates[];
};

export type RecordFromBankLine_recordFromBankLine_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RecordFromBankLine_recordFromBankLine_batch = {
  id: string;
};

export type RecordFromBankLine_recordFromBankLine_bankLine = {
  amountCents: number;
  explainedCents: number;
};

export type RecordFromBankLine_recordFromBankLine_transactions = {
  id: string;
  number: string;
  kind: TransactionKind;
  amountCents: number;
  unreconciledCents: number;
  account: RecordFromBankLine_recordFromBankLine_transactions_account;
};

export type RecordFromBankLine_recordFromBankLine_transactions_account = {
  ownerName: string;
  balanceCents: number;
};

export type RecordFromBankLine_recordFromBankLine_possibleDuplicates = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: RecordFromBankLine_recordFromBankLine_possibleDuplicates_account;
};

export type RecordFromBankLine_recordFromBankLine_possibleDuplicates_account = {
  number: string;
  ownerName: string;
};

export type PaidBeforeVariables = {
  search: string;
};

export type PaidBefore = {
  payers: PaidBefore_payers;
};

export type PaidBefore_payers = {
  nodes: PaidBefore_payers_nodes[];
};

export type PaidBefore_payers_nodes = {
  name: string | null;
  payerAccount: string | null;
  accounts: PaidBefore_payers_nodes_accounts[];
};

export type PaidBefore_payers_nodes_accounts = {
  id: string;
  number: string;
  ownerName: string;
  currency: string;
};

export type BankProposalsVariables = {
  id: string;
};

export type BankProposals = {
  node: BankProposals_node | null;
};

export type BankProposals_node = BankProposals_node_other | BankProposals_node_BankLine;

export type BankProposals_node_other = {
};

export type BankProposals_node_BankLine = {
  suggestions: BankProposals_node_BankLine_suggestions[];
};

export type BankProposals_node_BankLine_suggestions = {
  id: string;
  sure: boolean;
  reason: string;
  counterEvidence: string[];
  account: BankProposals_node_BankLine_suggestions_account | null;
  transaction: BankProposals_node_BankLine_suggestions_transaction | null;
  edges: BankProposals_node_BankLine_suggestions_edges[];
};

export type BankProposals_node_BankLine_suggestions_account = {
  number: string;
  ownerName: string;
};

export type BankProposals_node_BankLine_suggestions_transaction = {
  number: string;
  kind: TransactionKind;
  date: string;
};

export type BankProposals_node_BankLine_suggestions_edges = {
  amountCents: number;
  debitItem: BankProposals_node_BankLine_suggestions_edges_debitItem;
};

export type BankProposals_node_BankLine_suggestions_edges_debitItem = {
  description: string;
  transaction: BankProposals_node_BankLine_suggestions_edges_debitItem_transaction;
};

export type BankProposals_node_BankLine_suggestions_edges_debitItem_transaction = {
  number: string;
};

export type BankSureVariables = {
  id: string;
};

export type BankSure = {
  node: BankSure_node | null;
};

export type BankSure_node = BankSure_node_other | BankSure_node_BankAccount;

export type BankSure_node_other = {
};

export type BankSure_node_BankAccount = {
  lines: BankSure_node_BankAccount_lines;
};

export type BankSure_node_BankAccount_lines = {
  nodes: BankSure_node_BankAccount_lines_nodes[];
};

export type BankSure_node_BankAccount_lines_nodes = {
  amountCents: number;
  explainedCents: number;
  suggestions: BankSure_node_BankAccount_lines_nodes_suggestions[];
};

export type BankSure_node_BankAccount_lines_nodes_suggestions = {
  id: string;
  sure: boolean;
};

export type ApplyBankProposalsVariables = {
  input: ApplyBankLineSuggestionsInput;
};

export type ApplyBankProposals = {
  applyBankLineSuggestions: ApplyBankProposals_applyBankLineSuggestions;
};

export type ApplyBankProposals_applyBankLineSuggestions = {
  userErrors: ApplyBankProposals_applyBankLineSuggestions_userErrors[];
  batch: ApplyBankProposals_applyBankLineSuggestions_batch | null;
  bankLineCount: number | null;
  transactionCount: number | null;
  job: ApplyBankProposals_applyBankLineSuggestions_job | null;
};

export type ApplyBankProposals_applyBankLineSuggestions_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
  row: number | null;
};

export type ApplyBankProposals_applyBankLineSuggestions_batch = {
  id: string;
};

export type ApplyBankProposals_applyBankLineSuggestions_job = {
  id: string;
};

export const BANK_ACCOUNTS: Document<BankAccounts, BankAccountsVariables>;
export const BANK_ACCOUNT: Document<BankAccount, BankAccountVariables>;
export const BANK_LINES: Document<BankLines, BankLinesVariables>;
export const BANK_STATEMENTS: Document<BankStatements, BankStatementsVariables>;
export const CREATE_BANK_ACCOUNT: Document<CreateBankAccount, CreateBankAccountVariables>;
export const IMPORT_BANK_STATEMENT: Document<ImportBankStatement, ImportBankStatementVariables>;
export const MONEY_FOUND: Document<MoneyFound, MoneyFoundVariables>;
export const MATCH_BANK_LINE: Document<MatchBankLine, MatchBankLineVariables>;
export const UNMATCH_BANK_LINE: Document<UnmatchBankLine, UnmatchBankLineVariables>;
export const IGNORE_BANK_LINE: Document<IgnoreBankLine, IgnoreBankLineVariables>;
export const RECORD_FROM_BANK_LINE: Document<RecordFromBankLine, RecordFromBankLineVariables>;
export const PAID_BEFORE: Document<PaidBefore, PaidBeforeVariables>;
export const BANK_PROPOSALS: Document<BankProposals, BankProposalsVariables>;
export const BANK_SURE: Document<BankSure, BankSureVariables>;
export const APPLY_BANK_PROPOSALS: Document<ApplyBankProposals, ApplyBankProposalsVariables>;
