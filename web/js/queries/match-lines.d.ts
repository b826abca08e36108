// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { BankLineFilter, SuggestionGround } from "../../types/schema.js";

export type MatchLinesVariables = {
  filter: BankLineFilter;
  first: number;
};

export type MatchLines = {
  bankLines: MatchLines_bankLines;
};

export type MatchLines_bankLines = {
  nodes: MatchLines_bankLines_nodes[];
  pageInfo: MatchLines_bankLines_pageInfo;
};

export type MatchLines_bankLines_nodes = {
  id: string;
  bookedOn: string;
  amountCents: number;
  explainedCents: number;
  payerName: string | null;
  text: string;
  bankAccount: MatchLines_bankLines_nodes_bankAccount;
  suggestions: MatchLines_bankLines_nodes_suggestions[];
};

export type MatchLines_bankLines_nodes_bankAccount = {
  name: string;
  currency: string;
};

export type MatchLines_bankLines_nodes_suggestions = {
  id: string;
  sure: boolean;
  ground: SuggestionGround | null;
  account: MatchLines_bankLines_nodes_suggestions_account | null;
};

export type MatchLines_bankLines_nodes_suggestions_account = {
  number: string;
};

export type MatchLines_bankLines_pageInfo = {
  hasNextPage: boolean;
};

export const MATCH_LINES: Document<MatchLines, MatchLinesVariables>;
