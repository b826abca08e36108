// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ChangeKind, Permission, PrincipalKind } from "../../types/schema.js";

export type ViewerVariables = Record<string, never>;

export type Viewer = {
  viewer: Viewer_viewer;
};

export type Viewer_viewer = {
  kind: PrincipalKind;
  name: string;
  principal: string;
  permissions: Permission[];
  supportContact: string | null;
  timeZone: string;
};

export type MatchCountVariables = Record<string, never>;

export type MatchCount = {
  unreconciledItems: MatchCount_unreconciledItems;
  bankLines: MatchCount_bankLines;
};

export type MatchCount_unreconciledItems = {
  totalCount: number;
};

export type MatchCount_bankLines = {
  totalCount: number;
};

export type FollowVariables = {
  after?: string | null;
};

export type Follow = {
  changes: Follow_changes;
};

export type Follow_changes = {
  position: string;
  kind: ChangeKind;
  recordedBy: string;
  account: Follow_changes_account | null;
  batch: Follow_changes_batch;
};

export type Follow_changes_account = {
  number: string;
};

export type Follow_changes_batch = {
  id: string;
  principal: string;
};

export const VIEWER: Document<Viewer, ViewerVariables>;
export const MATCH_COUNT: Document<MatchCount, MatchCountVariables>;
export const FOLLOW: Document<Follow, FollowVariables>;
