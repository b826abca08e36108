// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ErrorCode, MovePaymentInput, UpdateTransactionInput, WriteOffInput } from "../../types/schema.js";

export type UpdateTransactionVariables = {
  input: UpdateTransactionInput;
};

export type UpdateTransaction = {
  updateTransaction: UpdateTransaction_updateTransaction;
};

export type UpdateTransaction_updateTransaction = {
  userErrors: UpdateTransaction_updateTransaction_userErrors[];
  batch: UpdateTransaction_updateTransaction_batch | null;
  transaction: UpdateTransaction_updateTransaction_transaction | null;
};

export type UpdateTransaction_updateTransaction_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdateTransaction_updateTransaction_batch = {
  id: string;
};

export type UpdateTransaction_updateTransaction_transaction = {
  number: string;
};

export type AccountsFoundVariables = {
  search?: string | null;
  currency: string;
};

export type AccountsFound = {
  accounts: AccountsFound_accounts;
};

export type AccountsFound_accounts = {
  totalCount: number;
  nodes: AccountsFound_accounts_nodes[];
};

export type AccountsFound_accounts_nodes = {
  id: string;
  number: string;
  ownerName: string;
  members: AccountsFound_accounts_nodes_members[];
  balanceCents: number;
};

export type AccountsFound_accounts_nodes_members = {
  name: string;
};

export type MovePaymentVariables = {
  input: MovePaymentInput;
};

export type MovePayment = {
  movePayment: MovePayment_movePayment;
};

export type MovePayment_movePayment = {
  userErrors: MovePayment_movePayment_userErrors[];
  batch: MovePayment_movePayment_batch | null;
  correction: MovePayment_movePayment_correction | null;
  transaction: MovePayment_movePayment_transaction | null;
};

export type MovePayment_movePayment_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type MovePayment_movePayment_batch = {
  id: string;
};

export type MovePayment_movePayment_correction = {
  number: string;
};

export type MovePayment_movePayment_transaction = {
  id: string;
  number: string;
  amountCents: number;
  unreconciledCents: number;
  account: MovePayment_movePayment_transaction_account;
};

export type MovePayment_movePayment_transaction_account = {
  number: string;
  ownerName: string;
  balanceCents: number;
};

export type WriteOffChoicesVariables = {
  number: string;
};

export type WriteOffChoices = {
  ledgerCodes: WriteOffChoices_ledgerCodes[];
  transaction: WriteOffChoices_transaction | null;
};

export type WriteOffChoices_ledgerCodes = {
  code: string;
  title: string;
};

export type WriteOffChoices_transaction = {
  items: WriteOffChoices_transaction_items[];
};

export type WriteOffChoices_transaction_items = {
  id: string;
  description: string;
  unreconciledCents: number;
  member: WriteOffChoices_transaction_items_member | null;
};

export type WriteOffChoices_transaction_items_member = {
  name: string;
};

export type WriteOffVariables = {
  input: WriteOffInput;
};

export type WriteOff = {
  writeOff: WriteOff_writeOff;
};

export type WriteOff_writeOff = {
  userErrors: WriteOff_writeOff_userErrors[];
  batch: WriteOff_writeOff_batch | null;
  transaction: WriteOff_writeOff_transaction | null;
  account: WriteOff_writeOff_account | null;
};

export type WriteOff_writeOff_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type WriteOff_writeOff_batch = {
  id: string;
};

export type WriteOff_writeOff_transaction = {
  number: string;
  amountCents: number;
};

export type WriteOff_writeOff_account = {
  balanceCents: number;
};

export const UPDATE_TRANSACTION: Document<UpdateTransaction, UpdateTransactionVariables>;
export const ACCOUNTS_FOUND: Document<AccountsFound, AccountsFoundVariables>;
export const MOVE_PAYMENT: Document<MovePayment, MovePaymentVariables>;
export const WRITE_OFF_CHOICES: Document<WriteOffChoices, WriteOffChoicesVariables>;
export const WRITE_OFF: Document<WriteOff, WriteOffVariables>;
