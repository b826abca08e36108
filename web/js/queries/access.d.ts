// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { CreateApiTokenInput, CreateUserInput, ErrorCode, Permission, RevokeApiTokenInput, UpdateUserInput } from "../../types/schema.js";

export type UsersVariables = {
  first: number;
  after?: string | null;
};

export type Users = {
  users: Users_users;
};

export type Users_users = {
  totalCount: number;
  nodes: Users_users_nodes[];
  pageInfo: Users_users_pageInfo;
};

export type Users_users_nodes = {
  id: string;
  email: string;
  name: string;
  permissions: Permission[];
  disabled: boolean;
  client: boolean;
  account: Users_users_nodes_account | null;
};

export type Users_users_nodes_account = {
  number: string;
  ownerName: string;
};

export type Users_users_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type UsersAloneVariables = {
  first: number;
  after?: string | null;
};

export type UsersAlone = {
  users: UsersAlone_users;
};

export type UsersAlone_users = {
  totalCount: number;
  nodes: UsersAlone_users_nodes[];
  pageInfo: UsersAlone_users_pageInfo;
};

export type UsersAlone_users_nodes = {
  id: string;
  email: string;
  name: string;
  permissions: Permission[];
  disabled: boolean;
  client: boolean;
};

export type UsersAlone_users_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type ApiTokensVariables = {
  first: number;
  after?: string | null;
};

export type ApiTokens = {
  apiTokens: ApiTokens_apiTokens;
};

export type ApiTokens_apiTokens = {
  totalCount: number;
  nodes: ApiTokens_apiTokens_nodes[];
  pageInfo: ApiTokens_apiTokens_pageInfo;
};

export type ApiTokens_apiTokens_nodes = {
  id: string;
  name: string;
  prefix: string;
  permissions: Permission[];
  expiresOn: string | null;
  lastUsedAt: string | null;
  revoked: boolean;
};

export type ApiTokens_apiTokens_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type AccountOfClientVariables = {
  number: string;
};

export type AccountOfClient = {
  account: AccountOfClient_account | null;
};

export type AccountOfClient_account = {
  id: string;
  ownerName: string;
};

export type CreateUserVariables = {
  input: CreateUserInput;
};

export type CreateUser = {
  createUser: CreateUser_createUser;
};

export type CreateUser_createUser = {
  userErrors: CreateUser_createUser_userErrors[];
  batch: CreateUser_createUser_batch | null;
  user: CreateUser_createUser_user | null;
};

export type CreateUser_createUser_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateUser_createUser_batch = {
  id: string;
};

export type CreateUser_createUser_user = {
  name: string;
};

export type UpdateUserVariables = {
  input: UpdateUserInput;
};

export type UpdateUser = {
  updateUser: UpdateUser_updateUser;
};

export type UpdateUser_updateUser = {
  userErrors: UpdateUser_updateUser_userErrors[];
  batch: UpdateUser_updateUser_batch | null;
  user: UpdateUser_updateUser_user | null;
};

export type UpdateUser_updateUser_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdateUser_updateUser_batch = {
  id: string;
};

export type UpdateUser_updateUser_user = {
  name: string;
  disabled: boolean;
};

export type CreateApiTokenVariables = {
  input: CreateApiTokenInput;
};

export type CreateApiToken = {
  createApiToken: CreateApiToken_createApiToken;
};

export type CreateApiToken_createApiToken = {
  userErrors: CreateApiToken_createApiToken_userErrors[];
  batch: CreateApiToken_createApiToken_batch | null;
  token: string | null;
  apiToken: CreateApiToken_createApiToken_apiToken | null;
};

export type CreateApiToken_createApiToken_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateApiToken_createApiToken_batch = {
  id: string;
};

export type CreateApiToken_createApiToken_apiToken = {
  name: string;
};

export type RevokeApiTokenVariables = {
  input: RevokeApiTokenInput;
};

export type RevokeApiToken = {
  revokeApiToken: RevokeApiToken_revokeApiToken;
};

export type RevokeApiToken_revokeApiToken = {
  userErrors: RevokeApiToken_revokeApiToken_userErrors[];
  batch: RevokeApiToken_revokeApiToken_batch | null;
  apiToken: RevokeApiToken_revokeApiToken_apiToken | null;
};

export type RevokeApiToken_revokeApiToken_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RevokeApiToken_revokeApiToken_batch = {
  id: string;
};

export type RevokeApiToken_revokeApiToken_apiToken = {
  name: string;
};

export const USERS: Document<Users, UsersVariables>;
export const USERS_ALONE: Document<UsersAlone, UsersAloneVariables>;
export const API_TOKENS: Document<ApiTokens, ApiTokensVariables>;
export const ACCOUNT_OF_CLIENT: Document<AccountOfClient, AccountOfClientVariables>;
export const CREATE_USER: Document<CreateUser, CreateUserVariables>;
export const UPDATE_USER: Document<UpdateUser, UpdateUserVariables>;
export const CREATE_API_TOKEN: Document<CreateApiToken, CreateApiTokenVariables>;
export const REVOKE_API_TOKEN: Document<RevokeApiToken, RevokeApiTokenVariables>;
