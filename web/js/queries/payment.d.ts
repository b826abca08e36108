// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ConfirmPaymentInput, CreateDepositInput, ErrorCode, FailPaymentInput, MakePaymentInput, PayBalanceInput, PaymentState, TransactionKind } from "../../types/schema.js";

export type OpenInvoicesVariables = {
  number: string;
};

export type OpenInvoices = {
  account: OpenInvoices_account | null;
};

export type OpenInvoices_account = {
  unreconciledCreditCents: number;
  transactions: OpenInvoices_account_transactions;
};

export type OpenInvoices_account_transactions = {
  totalCount: number;
  nodes: OpenInvoices_account_transactions_nodes[];
};

export type OpenInvoices_account_transactions_nodes = {
  id: string;
  number: string;
  kind: TransactionKind;
  date: string;
  dueOn: string | null;
  unreconciledCents: number;
  items: OpenInvoices_account_transactions_nodes_items[];
};

export type OpenInvoices_account_transactions_nodes_items = {
  id: string;
  description: string;
  unreconciledCents: number;
  member: OpenInvoices_account_transactions_nodes_items_member | null;
};

export type OpenInvoices_account_transactions_nodes_items_member = {
  name: string;
};

export type MakePaymentVariables = {
  input: MakePaymentInput;
};

export type MakePayment = {
  makePayment: MakePayment_makePayment;
};

export type MakePayment_makePayment = {
  userErrors: MakePayment_makePayment_userErrors[];
  batch: MakePayment_makePayment_batch | null;
  transaction: MakePayment_makePayment_transaction | null;
  reconciliations: MakePayment_makePayment_reconciliations[];
  account: MakePayment_makePayment_account | null;
  possibleDuplicates: MakePayment_makePayment_possibleDuplicates[];
};

export type MakePayment_makePayment_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type MakePayment_makePayment_batch = {
  id: string;
};

export type MakePayment_makePayment_transaction = {
  id: string;
  number: string;
  amountCents: number;
  paymentState: PaymentState | null;
  unreconciledCents: number;
};

export type MakePayment_makePayment_reconciliations = {
  amountCents: number;
  debitItem: MakePayment_makePayment_reconciliations_debitItem;
};

export type MakePayment_makePayment_reconciliations_debitItem = {
  id: string;
};

export type MakePayment_makePayment_account = {
  balanceCents: number;
  expectedBalanceCents: number;
};

export type MakePayment_makePayment_possibleDuplicates = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: MakePayment_makePayment_possibleDuplicates_account;
};

export type MakePayment_makePayment_possibleDuplicates_account = {
  number: string;
  ownerName: string;
};

export type CreateDepositVariables = {
  input: CreateDepositInput;
};

export type CreateDeposit = {
  createDeposit: CreateDeposit_createDeposit;
};

export type CreateDeposit_createDeposit = {
  userErrors: CreateDeposit_createDeposit_userErrors[];
  batch: CreateDeposit_createDeposit_batch | null;
  transaction: CreateDeposit_createDeposit_transaction | null;
  reconciliations: CreateDeposit_createDeposit_reconciliations[];
  account: CreateDeposit_createDeposit_account | null;
  possibleDuplicates: CreateDeposit_createDeposit_possibleDuplicates[];
};

export type CreateDeposit_createDeposit_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateDeposit_createDeposit_batch = {
  id: string;
};

export type CreateDeposit_createDeposit_transaction = {
  id: string;
  number: string;
  amountCents: number;
  paymentState: PaymentState | null;
  unreconciledCents: number;
};

export type CreateDeposit_createDeposit_reconciliations = {
  amountCents: number;
  debitItem: CreateDeposit_createDeposit_reconciliations_debitItem;
};

export type CreateDeposit_createDeposit_reconciliations_debitItem = {
  id: string;
};

export type CreateDeposit_createDeposit_account = {
  balanceCents: number;
  expectedBalanceCents: number;
};

export type CreateDeposit_createDeposit_possibleDuplicates = {
  number: string;
  kind: TransactionKind;
  date: string;
  amountCents: number;
  currency: string;
  reference: string | null;
  account: CreateDeposit_createDeposit_possibleDuplicates_account;
};

export type CreateDeposit_createDeposit_possibleDuplicates_account = {
  number: string;
  ownerName: string;
};

export type PayBalanceVariables = {
  input: PayBalanceInput;
};

export type PayBalance = {
  payBalance: PayBalance_payBalance;
};

export type PayBalance_payBalance = {
  userErrors: PayBalance_payBalance_userErrors[];
  batch: PayBalance_payBalance_batch | null;
  transaction: PayBalance_payBalance_transaction | null;
  reconciliations: PayBalance_payBalance_reconciliations[];
  account: PayBalance_payBalance_account | null;
};

export type PayBalance_payBalance_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type PayBalance_payBalance_batch = {
  id: string;
};

export type PayBalance_payBalance_transaction = {
  id: string;
  number: string;
  amountCents: number;
  paymentState: PaymentState | null;
  unreconciledCents: number;
};

export type PayBalance_payBalance_reconciliations = {
  amountCents: number;
  debitItem: PayBalance_payBalance_reconciliations_debitItem;
};

export type PayBalance_payBalance_reconciliations_debitItem = {
  description: string;
  transaction: PayBalance_payBalance_reconciliations_debitItem_transaction;
};

export type PayBalance_payBalance_reconciliations_debitItem_transaction = {
  number: string;
};

export type PayBalance_payBalance_account = {
  balanceCents: number;
  expectedBalanceCents: number;
};

export type ConfirmPaymentVariables = {
  input: ConfirmPaymentInput;
};

export type ConfirmPayment = {
  confirmPayment: ConfirmPayment_confirmPayment;
};

export type ConfirmPayment_confirmPayment = {
  userErrors: ConfirmPayment_confirmPayment_userErrors[];
  transaction: ConfirmPayment_confirmPayment_transaction | null;
};

export type ConfirmPayment_confirmPayment_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ConfirmPayment_confirmPayment_transaction = {
  number: string;
};

export type FailPaymentVariables = {
  input: FailPaymentInput;
};

export type FailPayment = {
  failPayment: FailPayment_failPayment;
};

export type FailPayment_failPayment = {
  userErrors: FailPayment_failPayment_userErrors[];
  transaction: FailPayment_failPayment_transaction | null;
  correction: FailPayment_failPayment_correction | null;
  released: FailPayment_failPayment_released[];
  account: FailPayment_failPayment_account | null;
};

export type FailPayment_failPayment_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type FailPayment_failPayment_transaction = {
  number: string;
};

export type FailPayment_failPayment_correction = {
  number: string;
  amountCents: number;
};

export type FailPayment_failPayment_released = {
  amountCents: number;
  debitItem: FailPayment_failPayment_released_debitItem;
};

export type FailPayment_failPayment_released_debitItem = {
  description: string;
  transaction: FailPayment_failPayment_released_debitItem_transaction;
};

export type FailPayment_failPayment_released_debitItem_transaction = {
  number: string;
};

export type FailPayment_failPayment_account = {
  balanceCents: number;
};

export const OPEN_INVOICES: Document<OpenInvoices, OpenInvoicesVariables>;
export const MAKE_PAYMENT: Document<MakePayment, MakePaymentVariables>;
export const CREATE_DEPOSIT: Document<CreateDeposit, CreateDepositVariables>;
export const PAY_BALANCE: Document<PayBalance, PayBalanceVariables>;
export const CONFIRM_PAYMENT: Document<ConfirmPayment, ConfirmPaymentVariables>;
export const FAIL_PAYMENT: Document<FailPayment, FailPaymentVariables>;
