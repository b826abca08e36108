// Written by python -m tests.tools.page_types; do not edit.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type AccountFilter = {
  hasUnreconciled?: boolean | null;
  currency?: string | null;
  externalId?: string | null;
};

export type AccountOrder = {
  field: AccountOrderField;
  direction?: OrderDirection;
};

export type AccountOrderField = "NUMBER" | "OWNER_NAME" | "BALANCE" | "UNRECONCILED_DEBIT" | "UNRECONCILED_CREDIT";

export type AddAuthenticatorInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  ticket: string;
  code: string;
};

export type AddMemberInput = {
  name: string;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type AddPasskeyInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  ticket: string;
  credential: string;
  name: string;
};

export type ApplyBankLineSuggestionsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  suggestionIds: string[];
  errorPolicy?: ErrorPolicy | null;
};

export type ApplySuggestionInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  suggestionId: string;
};

export type ApplySuggestionsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  suggestionIds: string[];
  errorPolicy?: ErrorPolicy | null;
};

export type AuditFilter = {
  accountId?: string | null;
  batchId?: string | null;
  recordedBy?: string | null;
  principal?: string | null;
  actions?: string[] | null;
};

export type BankFileFormat = "CAMT" | "OFX" | "MT940" | "CSV" | "STRIPE" | "PAYPAL";

export type BankLineFilter = {
  statuses?: BankLineStatus[] | null;
  period?: PeriodInput | null;
  search?: string | null;
  batchId?: string | null;
};

export type BankLineOrder = {
  field: BankLineOrderField;
  direction?: OrderDirection;
};

export type BankLineOrderField = "BOOKED_ON" | "AMOUNT";

export type BankLinePartInput = {
  transactionId?: string | null;
  amountCents?: number | null;
  returned?: boolean | null;
  feeCents?: number | null;
  otherCents?: number | null;
  reason?: string | null;
};

export type BankLinePartKind = "TRANSACTION" | "FEE" | "OTHER";

export type BankLineShareInput = {
  accountId: string;
  amountCents?: number | null;
  kind?: TransactionKind | null;
  method?: PaymentMethod | null;
  applyTo?: PaymentMarkInput[] | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type BankLineStatus = "OPEN" | "PARTLY_EXPLAINED" | "EXPLAINED" | "IGNORED";

export type CancelItemInput = {
  itemId: string;
  amountCents?: number | null;
};

export type CancelItemsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  items: CancelItemInput[];
  date?: string | null;
  number?: string | null;
  description?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type CancelJobInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  jobId: string;
};

export type CancelSubscriptionInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
  on?: string | null;
};

export type ChangeKind =
  | "ACCOUNT_CREATED"
  | "ACCOUNT_UPDATED"
  | "ACCOUNT_WITHDRAWN"
  | "MEMBER_ADDED"
  | "MEMBER_UPDATED"
  | "TRANSACTION_RECORDED"
  | "TRANSACTION_UPDATED"
  | "TRANSACTION_WITHDRAWN"
  | "PAYMENT_CONFIRMED"
  | "PAYMENT_FAILED"
  | "RECONCILIATION_CREATED"
  | "RECONCILIATION_UPDATED"
  | "RECONCILIATION_RELEASED"
  | "PLANNED_PAYMENT_CREATED"
  | "PLANNED_PAYMENT_UPDATED"
  | "PLANNED_PAYMENT_ENDED"
  | "SUBSCRIPTION_CREATED"
  | "SUBSCRIPTION_UPDATED"
  | "SUBSCRIPTION_WITHDRAWN"
  | "LEDGER_CODE_CREATED"
  | "LEDGER_CODE_UPDATED"
  | "LEDGER_CODE_WITHDRAWN"
  | "BANK_ACCOUNT_CREATED"
  | "BANK_ACCOUNT_WITHDRAWN"
  | "BANK_LINE_IMPORTED"
  | "BANK_LINE_EXPLAINED"
  | "BANK_LINE_REOPENED"
  | "BANK_LINE_WITHDRAWN"
  | "BOOKS_CLOSED"
  | "BOOKS_REOPENED"
  | "PERSON_ERASED"
  | "USER_CREATED"
  | "USER_UPDATED"
  | "TOKEN_CREATED"
  | "TOKEN_REVOKED";

export type ChargeSubscriptionsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  on?: string | null;
  catchUp?: boolean | null;
};

export type CheckoutInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  date?: string | null;
  dueOn?: string | null;
  number?: string | null;
  description?: string | null;
  reference?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
  items: InvoiceItemInput[];
  payment?: PaymentInput | null;
  installments?: InstallmentInput[] | null;
  installmentPlan?: InstallmentPlanInput | null;
};

export type CloseBooksInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  through: string;
  reconciliations?: boolean | null;
};

export type ColumnMappingInput = {
  column: string;
  header: string;
};

export type ConfirmPaymentInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  transactionId: string;
};

export type CreateAccountInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  number: string;
  ownerName: string;
  email?: string | null;
  currency: string;
  members?: string[] | null;
  addMemberInputs?: AddMemberInput[] | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type CreateApiTokenInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  name: string;
  permissions: Permission[];
  expiresInDays?: number | null;
};

export type CreateBankAccountInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  name: string;
  currency: string;
  iban?: string | null;
  number?: string | null;
};

export type CreateCreditInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  date?: string | null;
  number?: string | null;
  description?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
  items: InvoiceItemInput[];
  applyTo?: PaymentMarkInput[] | null;
};

export type CreateDepositInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  amountCents: number;
  method: PaymentMethod;
  date?: string | null;
  number?: string | null;
  reference?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
  applyTo?: PaymentMarkInput[] | null;
};

export type CreateInvoiceInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  date?: string | null;
  dueOn?: string | null;
  number?: string | null;
  description?: string | null;
  items: InvoiceItemInput[];
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type CreateInvoicesInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  rows: InvoiceRowInput[];
  errorPolicy?: ErrorPolicy | null;
};

export type CreateLedgerCodeInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  code: string;
  title: string;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type CreatePlannedPaymentsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  installments: InstallmentInput[];
};

export type CreateReconciliationsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  edges: EdgeInput[];
  errorPolicy?: ErrorPolicy | null;
};

export type CreateRoleInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  name: string;
  permissions: Permission[];
};

export type CreateSubscriptionInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  description: string;
  ledgerCode: string;
  amountCents: number;
  memberId?: string | null;
  interval: SubscriptionInterval;
  method: PaymentMethod;
  startsOn: string;
  endsOn?: string | null;
};

export type CreateUserInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  email: string;
  name: string;
  password: string;
  permissions?: Permission[] | null;
  roleId?: string | null;
  clientAccountId?: string | null;
};

export type CreateWebhookInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  url: string;
  kinds?: ChangeKind[] | null;
};

export type DateOrder = "ISO" | "DMY" | "MDY" | "YMD";

export type DateRangeInput = {
  from: string;
  to: string;
};

export type DecimalMark = "POINT" | "COMMA";

export type DeletePlannedPaymentInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
};

export type DeleteReconciliationsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  transactionId?: string | null;
  reconciliationIds?: string[] | null;
};

export type DeleteRoleInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
};

export type DocumentKind = "STATEMENT" | "RECEIPT" | "YEARLY_RECEIPT";

export type EdgeInput = {
  creditItemId: string;
  debitItemId: string;
  amountCents: number;
};

export type EndApiTokenOverlapInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
};

export type EndSessionInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
};

export type EndSessionsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  userId?: string | null;
};

export type ErasePersonInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId?: string | null;
  memberId?: string | null;
  freeTexts?: boolean | null;
};

export type ErrorCode =
  | "NOT_FOUND"
  | "DUPLICATE_NUMBER"
  | "INVALID_AMOUNT"
  | "INVALID_DATE"
  | "BOOKS_CLOSED"
  | "INVALID_VALUE"
  | "AMBIGUOUS_FILE"
  | "STATEMENT_DIFFERS"
  | "WRONG_SIDE"
  | "WRONG_ACCOUNT"
  | "WRONG_CURRENCY"
  | "ARCHIVED_LEDGER_CODE"
  | "OVER_RECONCILED"
  | "OVER_LIMIT"
  | "ALREADY_RECONCILED"
  | "LOCKED"
  | "NOTHING_OPEN"
  | "NOTHING_TO_REFUND"
  | "WRONG_STATE"
  | "LATER_CHANGES"
  | "CONFLICT"
  | "IDEMPOTENCY_MISMATCH"
  | "INTERNAL"
  | "NOT_DONE"
  | "OUTCOME_UNKNOWN";

export type ErrorPolicy = "REJECT_EVERYTHING" | "REJECT_FAILED_ROWS";

export type ExportJournalInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  period: PeriodInput;
  currency?: string | null;
};

export type FailPaymentInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  transactionId: string;
  date?: string | null;
  number?: string | null;
  reason: string;
  wrongEntry?: boolean | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type IgnoreBankLineInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  bankLineId: string;
  reason?: string | null;
};

export type ImportBankStatementInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  bankAccountId: string;
  contentBase64: string;
  fileName?: string | null;
  mapping?: string | null;
  columns?: ColumnMappingInput[] | null;
  dates?: DateOrder | null;
  decimals?: DecimalMark | null;
  saveMappingAs?: string | null;
};

export type ImportKind = "ACCOUNTS" | "LEDGER_CODES" | "INVOICES" | "PAYMENTS" | "CREDITS" | "REFUNDS" | "RECONCILIATIONS";

export type ImportRecordsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  kind: ImportKind;
  csv?: string | null;
  contentBase64?: string | null;
  columns?: ColumnMappingInput[] | null;
  dates?: DateOrder | null;
  decimals?: DecimalMark | null;
  mapping?: string | null;
  saveMappingAs?: string | null;
  evenIfSame?: boolean | null;
  errorPolicy?: ErrorPolicy | null;
  keepErrors?: boolean | null;
};

export type InstallmentInput = {
  dueOn: string;
  amountCents: number;
  method: PaymentMethod;
  items?: InstallmentItemInput[] | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type InstallmentItemInput = {
  position?: number | null;
  itemId?: string | null;
  amountCents: number;
};

export type InstallmentPlanInput = {
  parts: number;
  firstDueOn: string;
  interval?: SubscriptionInterval;
  method: PaymentMethod;
};

export type InvoiceItemInput = {
  description: string;
  ledgerCode: string;
  amountCents: number;
  memberId?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type InvoiceRowInput = {
  accountId: string;
  date?: string | null;
  dueOn?: string | null;
  number?: string | null;
  description?: string | null;
  items: InvoiceItemInput[];
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type JobKind = "RECONCILE_ALL" | "RECONCILE_ACCOUNT" | "APPLY_SUGGESTIONS" | "IMPORT" | "UNDO" | "DOCUMENTS" | "SEND_DOCUMENTS";

export type JobState = "QUEUED" | "RUNNING" | "DONE" | "CANCELLED" | "FAILED";

export type JournalFormat = "CSV" | "QUICKBOOKS" | "XERO" | "SAGE50" | "SAGE50_CANADA";

export type MailFailure =
  | "UNREACHABLE"
  | "TIMEOUT"
  | "UNSUPPORTED"
  | "SIGN_IN_REFUSED"
  | "CONNECTION_REFUSED"
  | "CONNECTION_LOST"
  | "SENDER_REFUSED"
  | "RECIPIENT_REFUSED"
  | "TEXT_REFUSED"
  | "NO_ANSWER"
  | "STOPPED"
  | "NO_DOCUMENT";

export type MailState = "WAITING" | "SENDING" | "SENT" | "FAILED" | "UNKNOWN";

export type MakeDocumentsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  kind: DocumentKind;
  period: PeriodInput;
  accounts?: StatementAccounts | null;
  accountIds?: string[] | null;
  search?: string | null;
  filter?: AccountFilter | null;
};

export type MakePaymentInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  amountCents: number;
  method: PaymentMethod;
  date?: string | null;
  number?: string | null;
  reference?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
  applyTo?: PaymentMarkInput[] | null;
};

export type MakePaymentsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  rows: PaymentRowInput[];
  errorPolicy?: ErrorPolicy | null;
};

export type MatchBankLineInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  bankLineId: string;
  parts: BankLinePartInput[];
};

export type MetadataEntryInput = {
  key: string;
  value: string;
};

export type ModifyPlannedPaymentInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
  dueOn?: string | null;
  amountCents?: number | null;
  method?: PaymentMethod | null;
  items?: InstallmentItemInput[] | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type ModifyReconciliationsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  transactionId: string;
  edges: EdgeInput[];
  knownReconciliationIds?: string[] | null;
};

export type MovePaymentInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  transactionId: string;
  toAccountId: string;
  applyTo?: PaymentMarkInput[] | null;
  reason: string;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type OrderDirection = "ASC" | "DESC";

export type PayBalanceInput = {
  accountId: string;
  amountCents?: number | null;
  method: PaymentMethod;
  reference?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
};

export type PaymentInput = {
  amountCents: number;
  method: PaymentMethod;
  date?: string | null;
  number?: string | null;
  reference?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type PaymentMarkInput = {
  invoiceId?: string | null;
  itemId?: string | null;
  amountCents?: number | null;
};

export type PaymentMethod = "CASH" | "CHECK" | "CARD" | "ECHECK" | "TRANSFER" | "OTHER";

export type PaymentRowInput = {
  accountId: string;
  amountCents: number;
  method: PaymentMethod;
  date?: string | null;
  number?: string | null;
  reference?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
  applyTo?: PaymentMarkInput[] | null;
};

export type PaymentState = "PROCESSING" | "CONFIRMED" | "FAILED";

export type PeriodInput =
  | { preset: PeriodPreset }
  | { year: number }
  | { range: DateRangeInput }
  | { month: string }
  | { quarter: string }
  | { fiscalYear: number };

export type PeriodPreset =
  | "LAST_MONTH"
  | "LAST_3_MONTHS"
  | "LAST_6_MONTHS"
  | "LAST_12_MONTHS"
  | "THIS_MONTH"
  | "LAST_CALENDAR_MONTH"
  | "THIS_QUARTER"
  | "LAST_QUARTER"
  | "THIS_FISCAL_YEAR"
  | "LAST_FISCAL_YEAR";

export type Permission =
  | "VIEW_CLIENT_ACCOUNTS"
  | "CLIENT_BILLING"
  | "MANAGE_RECONCILIATIONS"
  | "DELETE_RECONCILIATIONS"
  | "VIEW_REPORTS"
  | "RECORD_TRANSACTIONS"
  | "IMPORT_DATA"
  | "MANAGE_ACCESS"
  | "CLOSE_BOOKS";

export type PlannedPaymentState = "PLANNED" | "ADJUSTED" | "PROCESSED" | "DELETED";

export type PrincipalKind = "USER" | "TOKEN" | "CLIENT";

export type ProcessPlannedPaymentsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  on?: string | null;
  accountId?: string | null;
};

export type ReconcileAccountInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  kinds?: TransactionKind[] | null;
};

export type ReconcileAllAccountsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountIds?: string[] | null;
  kinds?: TransactionKind[] | null;
};

export type ReconciliationFilter = {
  accountId?: string | null;
  ledgerCode?: string | null;
  recordedSince?: string | null;
  period?: PeriodInput | null;
  includeReleased?: boolean | null;
};

export type ReconciliationOrigin =
  | "CHECKOUT"
  | "INSTALLMENT"
  | "BALANCE_PAYMENT"
  | "SUBSCRIPTION"
  | "MARK"
  | "MANUAL"
  | "SUGGESTION"
  | "RECONCILE_ACCOUNT"
  | "RECONCILE_ALL"
  | "REFUND"
  | "CANCELLATION"
  | "CORRECTION"
  | "IMPORT"
  | "WRITE_OFF";

export type ReconciliationStatus =
  | "FULLY_RECONCILED"
  | "PARTIALLY_RECONCILED"
  | "NOT_RECONCILED"
  | "RECONCILED_WITH_PLANNED_PAYMENTS"
  | "RECONCILIATION_ERROR";

export type RecordFromBankLineInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  bankLineId: string;
  shares: BankLineShareInput[];
};

export type RecordRefundInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  amountCents: number;
  method: PaymentMethod;
  date?: string | null;
  number?: string | null;
  reference?: string | null;
  sources?: RefundSourceInput[] | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type RefundSourceInput = {
  transactionId?: string | null;
  itemId?: string | null;
  amountCents?: number | null;
};

export type RemoveAuthenticatorInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
};

export type RemoveIdentityInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
};

export type RemovePasskeyInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
};

export type RenewRecoveryCodesInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
};

export type ReopenBooksInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  through: string;
  reason?: string | null;
};

export type ReplayWebhookInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  webhookId: string;
  position: string;
};

export type ResetSecondFactorInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  userId: string;
};

export type RevokeApiTokenInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
};

export type RotateApiTokenInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
  overlapHours?: number;
  expiresInDays?: number | null;
};

export type RotateWebhookSecretInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  webhookId: string;
  overlapHours?: number;
};

export type SendDocumentInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  accountId: string;
  kind: DocumentKind;
  period?: PeriodInput | null;
  memberId?: string | null;
  transactionId?: string | null;
  toEmail?: string | null;
  subject?: string | null;
  message?: string | null;
};

export type SendDocumentsInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  jobId: string;
  subject?: string | null;
  message?: string | null;
};

export type SendMailAgainInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  mailId: string;
  toEmail?: string | null;
};

export type Side = "DEBIT" | "CREDIT";

export type SignInMethod = "PASSWORD" | "LINK" | "PASSKEY" | "TWO_FACTORS" | "PROVIDER";

export type StatementAccounts = "ALL" | "WITH_ACTIVITY" | "WITH_BALANCE" | "OWING";

export type SubscriptionInterval = "WEEK" | "MONTH" | "QUARTER" | "YEAR";

export type SuggestionGround = "NAMED" | "INVOICE" | "ITEM" | "SUM" | "HINT" | "OLDEST";

export type TransactionFilter = {
  kinds?: TransactionKind[] | null;
  statuses?: ReconciliationStatus[] | null;
  methods?: PaymentMethod[] | null;
  period?: PeriodInput | null;
  recordedSince?: string | null;
  changedSince?: string | null;
  amountCents?: number | null;
  accountId?: string | null;
  memberId?: string | null;
  reference?: string | null;
  externalId?: string | null;
  search?: string | null;
};

export type TransactionKind = "INVOICE" | "PAYMENT" | "DEPOSIT" | "CREDIT" | "CANCELLATION" | "REFUND" | "PAYMENT_CORRECTION";

export type TransactionOrder = {
  field: TransactionOrderField;
  direction?: OrderDirection;
};

export type TransactionOrderField = "DATE" | "NUMBER" | "AMOUNT" | "UNRECONCILED";

export type UndoBatchInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  batchId: string;
  errorPolicy?: ErrorPolicy | null;
};

export type UnmatchBankLineInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  bankLineId?: string | null;
  partIds?: string[] | null;
};

export type UnreconciledFilter = {
  side?: Side | null;
  kinds?: TransactionKind[] | null;
  methods?: PaymentMethod[] | null;
  batchId?: string | null;
  hasInvalidReconciliation?: boolean | null;
  search?: string | null;
};

export type UnreconciledOrder = {
  field: UnreconciledOrderField;
  direction?: OrderDirection;
};

export type UnreconciledOrderField = "DATE" | "OWNER_NAME" | "UNRECONCILED";

export type UpdateAccountInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
  ownerName?: string | null;
  email?: string | null;
  addMembers?: string[] | null;
  removeMemberIds?: string[] | null;
  addMemberInputs?: AddMemberInput[] | null;
  updateMemberInputs?: UpdateMemberInput[] | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type UpdateLedgerCodeInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
  title?: string | null;
  archived?: boolean | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type UpdateMemberInput = {
  id: string;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type UpdatePayerInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  payerId: string;
  accountIds?: string[] | null;
  forget?: boolean | null;
};

export type UpdateRoleInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
  name?: string | null;
  permissions?: Permission[] | null;
};

export type UpdateSubscriptionInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  subscriptionId: string;
  ledgerCode?: string | null;
  amountCents?: number | null;
  memberId?: string | null;
  description?: string | null;
  method?: PaymentMethod | null;
  nextOn?: string | null;
  paused?: boolean | null;
};

export type UpdateTransactionInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  transactionId: string;
  dueOn?: string | null;
  description?: string | null;
  reference?: string | null;
  method?: PaymentMethod | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type UpdateUserInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  id: string;
  name?: string | null;
  permissions?: Permission[] | null;
  roleId?: string | null;
  disabled?: boolean | null;
  password?: string | null;
};

export type UpdateWebhookInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  webhookId: string;
  url?: string | null;
  kinds?: ChangeKind[] | null;
  state?: WebhookState | null;
};

export type WebhookState = "ACTIVE" | "PAUSED";

export type WriteOffInput = {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
  items: WriteOffItemInput[];
  ledgerCode: string;
  reason: string;
  date?: string | null;
  externalId?: string | null;
  metadata?: MetadataEntryInput[] | null;
};

export type WriteOffItemInput = {
  itemId: string;
  amountCents?: number | null;
};
