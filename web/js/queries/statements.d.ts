// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";

export type StatementAccountVariables = {
  number: string;
};

export type StatementAccount = {
  account: StatementAccount_account | null;
};

export type StatementAccount_account = {
  id: string;
  number: string;
  ownerName: string;
  members: StatementAccount_account_members[];
};

export type StatementAccount_account_members = {
  id: string;
  name: string;
};

export const STATEMENT_ACCOUNT: Document<StatementAccount, StatementAccountVariables>;
