// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { CancelItemsInput, CheckoutInput, CreateCreditInput, CreateInvoiceInput, CreatePlannedPaymentsInput, ErrorCode, PaymentMethod, PaymentState, ReconcileAccountInput, RecordRefundInput, TransactionKind } from "../../types/schema.js";

export type ItemChoicesVariables = {
  number: string;
};

export type ItemChoices = {
  ledgerCodes: ItemChoices_ledgerCodes[];
  account: ItemChoices_account | null;
};

export type ItemChoices_ledgerCodes = {
  code: string;
  title: string;
};

export type ItemChoices_account = {
  members: ItemChoices_account_members[];
};

export type ItemChoices_account_members = {
  id: string;
  name: string;
};

export type CreateInvoiceVariables = {
  input: CreateInvoiceInput;
};

export type CreateInvoice = {
  createInvoice: CreateInvoice_createInvoice;
};

export type CreateInvoice_createInvoice = {
  userErrors: CreateInvoice_createInvoice_userErrors[];
  batch: CreateInvoice_createInvoice_batch | null;
  transaction: CreateInvoice_createInvoice_transaction | null;
};

export type CreateInvoice_createInvoice_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateInvoice_createInvoice_batch = {
  id: string;
};

export type CreateInvoice_createInvoice_transaction = {
  id: string;
  number: string;
  amountCents: number;
  unreconciledCents: number;
};

export type CreateCreditVariables = {
  input: CreateCreditInput;
};

export type CreateCredit = {
  createCredit: CreateCredit_createCredit;
};

export type CreateCredit_createCredit = {
  userErrors: CreateCredit_createCredit_userErrors[];
  batch: CreateCredit_createCredit_batch | null;
  transaction: CreateCredit_createCredit_transaction | null;
  account: CreateCredit_createCredit_account | null;
};

export type CreateCredit_createCredit_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateCredit_createCredit_batch = {
  id: string;
};

export type CreateCredit_createCredit_transaction = {
  id: string;
  number: string;
  amountCents: number;
  unreconciledCents: number;
};

export type CreateCredit_createCredit_account = {
  balanceCents: number;
};

export type CheckOutVariables = {
  input: CheckoutInput;
};

export type CheckOut = {
  checkout: CheckOut_checkout;
};

export type CheckOut_checkout = {
  userErrors: CheckOut_checkout_userErrors[];
  batch: CheckOut_checkout_batch | null;
  invoice: CheckOut_checkout_invoice | null;
  payment: CheckOut_checkout_payment | null;
  plannedPayments: CheckOut_checkout_plannedPayments[];
  possibleDuplicates: CheckOut_checkout_possibleDuplicates[];
};

export type CheckOut_checkout_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CheckOut_checkout_batch = {
  id: string;
};

export type CheckOut_checkout_invoice = {
  number: string;
  amountCents: number;
  items: CheckOut_checkout_invoice_items[];
};

export type CheckOut_checkout_invoice_items = {
  description: string;
  amountCents: number;
  reconciledCents: number;
  plannedCents: number;
  unreconciledCents: number;
};

export type CheckOut_checkout_payment = {
  id: string;
  number: string;
  unreconciledCents: number;
  paymentState: PaymentState | null;
};

export type CheckOut_checkout_plannedPayments = {
  dueOn: string;
  amountCents: number;
  method: PaymentMethod;
};

export type CheckOut_checkout_possibleDuplicates = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: CheckOut_checkout_possibleDuplicates_account;
};

export type CheckOut_checkout_possibleDuplicates_account = {
  number: string;
  ownerName: string;
};

export type OpenCreditsVariables = {
  number: string;
};

export type OpenCredits = {
  account: OpenCredits_account | null;
};

export type OpenCredits_account = {
  transactions: OpenCredits_account_transactions;
};

export type OpenCredits_account_transactions = {
  nodes: OpenCredits_account_transactions_nodes[];
};

export type OpenCredits_account_transactions_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  paymentState: PaymentState | null;
  unreconciledCents: number;
  items: OpenCredits_account_transactions_nodes_items[];
};

export type OpenCredits_account_transactions_nodes_items = {
  id: string;
  description: string;
  unreconciledCents: number;
  member: OpenCredits_account_transactions_nodes_items_member | null;
};

export type OpenCredits_account_transactions_nodes_items_member = {
  name: string;
};

export type RecordRefundVariables = {
  input: RecordRefundInput;
};

export type RecordRefund = {
  recordRefund: RecordRefund_recordRefund;
};

export type RecordRefund_recordRefund = {
  userErrors: RecordRefund_recordRefund_userErrors[];
  batch: RecordRefund_recordRefund_batch | null;
  transaction: RecordRefund_recordRefund_transaction | null;
  account: RecordRefund_recordRefund_account | null;
  possibleDuplicates: RecordRefund_recordRefund_possibleDuplicates[];
};

export type RecordRefund_recordRefund_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RecordRefund_recordRefund_batch = {
  id: string;
};

export type RecordRefund_recordRefund_transaction = {
  id: string;
  number: string;
  amountCents: number;
  unreconciledCents: number;
};

export type RecordRefund_recordRefund_account = {
  balanceCents: number;
};

export type RecordRefund_recordRefund_possibleDuplicates = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: RecordRefund_recordRefund_possibleDuplicates_account;
};

export type RecordRefund_recordRefund_possibleDuplicates_account = {
  number: string;
  ownerName: string;
};

export type InvoicesVariables = {
  number: string;
  search?: string | null;
};

export type Invoices = {
  account: Invoices_account | null;
};

export type Invoices_account = {
  transactions: Invoices_account_transactions;
};

export type Invoices_account_transactions = {
  totalCount: number;
  nodes: Invoices_account_transactions_nodes[];
};

export type Invoices_account_transactions_nodes = {
  number: string;
  date: string;
  amountCents: number;
  items: Invoices_account_transactions_nodes_items[];
};

export type Invoices_account_transactions_nodes_items = {
  id: string;
  description: string;
  amountCents: number;
  unreconciledCents: number;
  plannedCents: number;
  member: Invoices_account_transactions_nodes_items_member | null;
};

export type Invoices_account_transactions_nodes_items_member = {
  name: string;
};

export type InvoiceVariables = {
  number: string;
};

export type Invoice = {
  transaction: Invoice_transaction | null;
};

export type Invoice_transaction = {
  number: string;
  items: Invoice_transaction_items[];
};

export type Invoice_transaction_items = {
  id: string;
  description: string;
  amountCents: number;
  unreconciledCents: number;
  plannedCents: number;
  member: Invoice_transaction_items_member | null;
};

export type Invoice_transaction_items_member = {
  name: string;
};

export type CancelItemsVariables = {
  input: CancelItemsInput;
};

export type CancelItems = {
  cancelItems: CancelItems_cancelItems;
};

export type CancelItems_cancelItems = {
  userErrors: CancelItems_cancelItems_userErrors[];
  batch: CancelItems_cancelItems_batch | null;
  transaction: CancelItems_cancelItems_transaction | null;
  account: CancelItems_cancelItems_account | null;
};

export type CancelItems_cancelItems_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CancelItems_cancelItems_batch = {
  id: string;
};

export type CancelItems_cancelItems_transaction = {
  id: string;
  number: string;
  amountCents: number;
  reconciledCents: number;
  unreconciledCents: number;
};

export type CancelItems_cancelItems_account = {
  balanceCents: number;
};

export type PlanPaymentsVariables = {
  input: CreatePlannedPaymentsInput;
};

export type PlanPayments = {
  createPlannedPayments: PlanPayments_createPlannedPayments;
};

export type PlanPayments_createPlannedPayments = {
  userErrors: PlanPayments_createPlannedPayments_userErrors[];
  batch: PlanPayments_createPlannedPayments_batch | null;
  plannedPayments: PlanPayments_createPlannedPayments_plannedPayments[];
};

export type PlanPayments_createPlannedPayments_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type PlanPayments_createPlannedPayments_batch = {
  id: string;
};

export type PlanPayments_createPlannedPayments_plannedPayments = {
  id: string;
};

export type ReconcileAccountVariables = {
  input: ReconcileAccountInput;
};

export type ReconcileAccount = {
  reconcileAccount: ReconcileAccount_reconcileAccount;
};

export type ReconcileAccount_reconcileAccount = {
  userErrors: ReconcileAccount_reconcileAccount_userErrors[];
  batch: ReconcileAccount_reconcileAccount_batch | null;
  reconciliationCount: number | null;
  job: ReconcileAccount_reconcileAccount_job | null;
  reconciliations: ReconcileAccount_reconcileAccount_reconciliations[];
};

export type ReconcileAccount_reconcileAccount_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ReconcileAccount_reconcileAccount_batch = {
  id: string;
};

export type ReconcileAccount_reconcileAccount_job = {
  id: string;
  reconciliations: number;
};

export type ReconcileAccount_reconcileAccount_reconciliations = {
  amountCents: number;
  creditItem: ReconcileAccount_reconcileAccount_reconciliations_creditItem | null;
  debitItem: ReconcileAccount_reconcileAccount_reconciliations_debitItem;
};

export type ReconcileAccount_reconcileAccount_reconciliations_creditItem = {
  transaction: ReconcileAccount_reconcileAccount_reconciliations_creditItem_transaction;
};

export type ReconcileAccount_reconcileAccount_reconciliations_creditItem_transaction = {
  number: string;
  kind: TransactionKind;
  date: string;
};

export type ReconcileAccount_reconcileAccount_reconciliations_debitItem = {
  description: string;
  transaction: ReconcileAccount_reconcileAccount_reconciliations_debitItem_transaction;
};

export type ReconcileAccount_reconcileAccount_reconciliations_debitItem_transaction = {
  number: string;
  date: string;
};

export const ITEM_CHOICES: Document<ItemChoices, ItemChoicesVariables>;
export const CREATE_INVOICE: Document<CreateInvoice, CreateInvoiceVariables>;
export const CREATE_CREDIT: Document<CreateCredit, CreateCreditVariables>;
export const CHECK_OUT: Document<CheckOut, CheckOutVariables>;
export const OPEN_CREDITS: Document<OpenCredits, OpenCreditsVariables>;
export const RECORD_REFUND: Document<RecordRefund, RecordRefundVariables>;
export const INVOICES: Document<Invoices, InvoicesVariables>;
export const INVOICE: Document<Invoice, InvoiceVariables>;
export const CANCEL_ITEMS: Document<CancelItems, CancelItemsVariables>;
export const PLAN_PAYMENTS: Document<PlanPayments, PlanPaymentsVariables>;
export const RECONCILE_ACCOUNT: Document<ReconcileAccount, ReconcileAccountVariables>;
