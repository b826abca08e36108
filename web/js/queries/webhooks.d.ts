// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ChangeKind, CreateWebhookInput, ErrorCode, ReplayWebhookInput, RotateWebhookSecretInput, UpdateWebhookInput, WebhookState } from "../../types/schema.js";

export type WebhooksVariables = {
  first: number;
  after?: string | null;
};

export type Webhooks = {
  webhooks: Webhooks_webhooks;
};

export type Webhooks_webhooks = {
  totalCount: number;
  nodes: Webhooks_webhooks_nodes[];
  pageInfo: Webhooks_webhooks_pageInfo;
};

export type Webhooks_webhooks_nodes = {
  id: string;
  url: string;
  kinds: ChangeKind[];
  state: WebhookState;
  position: string;
  failingSince: string | null;
  nextAttemptAt: string | null;
  gaveUpAt: string | null;
  formerUntil: string | null;
  deliveries: Webhooks_webhooks_nodes_deliveries;
};

export type Webhooks_webhooks_nodes_deliveries = {
  nodes: Webhooks_webhooks_nodes_deliveries_nodes[];
};

export type Webhooks_webhooks_nodes_deliveries_nodes = {
  id: string;
  position: string;
  kind: ChangeKind;
  attempts: number;
  status: number | null;
  failure: string | null;
  deliveredAt: string | null;
  nextAttemptAt: string | null;
};

export type Webhooks_webhooks_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type CreateWebhookVariables = {
  input: CreateWebhookInput;
};

export type CreateWebhook = {
  createWebhook: CreateWebhook_createWebhook;
};

export type CreateWebhook_createWebhook = {
  userErrors: CreateWebhook_createWebhook_userErrors[];
  batch: CreateWebhook_createWebhook_batch | null;
  secret: string | null;
  webhook: CreateWebhook_createWebhook_webhook | null;
};

export type CreateWebhook_createWebhook_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateWebhook_createWebhook_batch = {
  id: string;
};

export type CreateWebhook_createWebhook_webhook = {
  id: string;
  url: string;
};

export type UpdateWebhookVariables = {
  input: UpdateWebhookInput;
};

export type UpdateWebhook = {
  updateWebhook: UpdateWebhook_updateWebhook;
};

export type UpdateWebhook_updateWebhook = {
  userErrors: UpdateWebhook_updateWebhook_userErrors[];
  batch: UpdateWebhook_updateWebhook_batch | null;
  webhook: UpdateWebhook_updateWebhook_webhook | null;
};

export type UpdateWebhook_updateWebhook_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdateWebhook_updateWebhook_batch = {
  id: string;
};

export type UpdateWebhook_updateWebhook_webhook = {
  id: string;
  url: string;
  state: WebhookState;
};

export type RotateWebhookSecretVariables = {
  input: RotateWebhookSecretInput;
};

export type RotateWebhookSecret = {
  rotateWebhookSecret: RotateWebhookSecret_rotateWebhookSecret;
};

export type RotateWebhookSecret_rotateWebhookSecret = {
  userErrors: RotateWebhookSecret_rotateWebhookSecret_userErrors[];
  batch: RotateWebhookSecret_rotateWebhookSecret_batch | null;
  secret: string | null;
  webhook: RotateWebhookSecret_rotateWebhookSecret_webhook | null;
};

export type RotateWebhookSecret_rotateWebhookSecret_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RotateWebhookSecret_rotateWebhookSecret_batch = {
  id: string;
};

export type RotateWebhookSecret_rotateWebhookSecret_webhook = {
  id: string;
  url: string;
};

export type ReplayWebhookVariables = {
  input: ReplayWebhookInput;
};

export type ReplayWebhook = {
  replayWebhook: ReplayWebhook_replayWebhook;
};

export type ReplayWebhook_replayWebhook = {
  userErrors: ReplayWebhook_replayWebhook_userErrors[];
  batch: ReplayWebhook_replayWebhook_batch | null;
  webhook: ReplayWebhook_replayWebhook_webhook | null;
};

export type ReplayWebhook_replayWebhook_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ReplayWebhook_replayWebhook_batch = {
  id: string;
};

export type ReplayWebhook_replayWebhook_webhook = {
  id: string;
  url: string;
};

export const WEBHOOKS: Document<Webhooks, WebhooksVariables>;
export const CREATE_WEBHOOK: Document<CreateWebhook, CreateWebhookVariables>;
export const UPDATE_WEBHOOK: Document<UpdateWebhook, UpdateWebhookVariables>;
export const ROTATE_WEBHOOK_SECRET: Document<RotateWebhookSecret, RotateWebhookSecretVariables>;
export const REPLAY_WEBHOOK: Document<ReplayWebhook, ReplayWebhookVariables>;
