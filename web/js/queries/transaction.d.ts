// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";

export type TransactionIdVariables = {
  number: string;
};

export type TransactionId = {
  transaction: TransactionId_transaction | null;
};

export type TransactionId_transaction = {
  id: string;
};

export const TRANSACTION_ID: Document<TransactionId, TransactionIdVariables>;
