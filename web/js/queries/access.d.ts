// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { CreateApiTokenInput, CreateRoleInput, CreateUserInput, DeleteRoleInput, EndApiTokenOverlapInput, ErrorCode, Permission, RevokeApiTokenInput, RotateApiTokenInput, UpdateRoleInput, UpdateUserInput } from "../../types/schema.js";

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
  ownPermissions: Permission[];
  role: Users_users_nodes_role | null;
  secondFactor: Users_users_nodes_secondFactor | null;
  disabled: boolean;
  client: boolean;
  account: Users_users_nodes_account | null;
};

export type Users_users_nodes_role = {
  id: string;
  name: string;
  permissions: Permission[];
};

export type Users_users_nodes_secondFactor = {
  app: boolean;
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
  ownPermissions: Permission[];
  role: UsersAlone_users_nodes_role | null;
  secondFactor: UsersAlone_users_nodes_secondFactor | null;
  disabled: boolean;
  client: boolean;
};

export type UsersAlone_users_nodes_role = {
  id: string;
  name: string;
  permissions: Permission[];
};

export type UsersAlone_users_nodes_secondFactor = {
  app: boolean;
};

export type UsersAlone_users_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type RolesVariables = {
  first: number;
  after?: string | null;
};

export type Roles = {
  roles: Roles_roles;
};

export type Roles_roles = {
  totalCount: number;
  nodes: Roles_roles_nodes[];
  pageInfo: Roles_roles_pageInfo;
};

export type Roles_roles_nodes = {
  id: string;
  name: string;
  permissions: Permission[];
  userCount: number;
};

export type Roles_roles_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type RoleChoicesVariables = Record<string, never>;

export type RoleChoices = {
  roles: RoleChoices_roles;
};

export type RoleChoices_roles = {
  nodes: RoleChoices_roles_nodes[];
};

export type RoleChoices_roles_nodes = {
  id: string;
  name: string;
  permissions: Permission[];
};

export type RoleStartsVariables = Record<string, never>;

export type RoleStarts = {
  roleTemplates: RoleStarts_roleTemplates[];
};

export type RoleStarts_roleTemplates = {
  name: string;
  description: string;
  permissions: Permission[];
};

export type TokenStartsVariables = Record<string, never>;

export type TokenStarts = {
  tokenTemplates: TokenStarts_tokenTemplates[];
  roles: TokenStarts_roles;
};

export type TokenStarts_tokenTemplates = {
  name: string;
  description: string;
  permissions: Permission[];
};

export type TokenStarts_roles = {
  nodes: TokenStarts_roles_nodes[];
};

export type TokenStarts_roles_nodes = {
  name: string;
  permissions: Permission[];
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
  formerUntil: string | null;
  formerUsedAt: string | null;
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

export type CreateRoleVariables = {
  input: CreateRoleInput;
};

export type CreateRole = {
  createRole: CreateRole_createRole;
};

export type CreateRole_createRole = {
  userErrors: CreateRole_createRole_userErrors[];
  batch: CreateRole_createRole_batch | null;
  role: CreateRole_createRole_role | null;
};

export type CreateRole_createRole_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateRole_createRole_batch = {
  id: string;
};

export type CreateRole_createRole_role = {
  name: string;
};

export type UpdateRoleVariables = {
  input: UpdateRoleInput;
};

export type UpdateRole = {
  updateRole: UpdateRole_updateRole;
};

export type UpdateRole_updateRole = {
  userErrors: UpdateRole_updateRole_userErrors[];
  batch: UpdateRole_updateRole_batch | null;
  role: UpdateRole_updateRole_role | null;
};

export type UpdateRole_updateRole_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdateRole_updateRole_batch = {
  id: string;
};

export type UpdateRole_updateRole_role = {
  name: string;
};

export type DeleteRoleVariables = {
  input: DeleteRoleInput;
};

export type DeleteRole = {
  deleteRole: DeleteRole_deleteRole;
};

export type DeleteRole_deleteRole = {
  userErrors: DeleteRole_deleteRole_userErrors[];
  batch: DeleteRole_deleteRole_batch | null;
  role: DeleteRole_deleteRole_role | null;
};

export type DeleteRole_deleteRole_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type DeleteRole_deleteRole_batch = {
  id: string;
};

export type DeleteRole_deleteRole_role = {
  name: string;
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

export type RotateApiTokenVariables = {
  input: RotateApiTokenInput;
};

export type RotateApiToken = {
  rotateApiToken: RotateApiToken_rotateApiToken;
};

export type RotateApiToken_rotateApiToken = {
  userErrors: RotateApiToken_rotateApiToken_userErrors[];
  batch: RotateApiToken_rotateApiToken_batch | null;
  token: string | null;
  apiToken: RotateApiToken_rotateApiToken_apiToken | null;
};

export type RotateApiToken_rotateApiToken_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RotateApiToken_rotateApiToken_batch = {
  id: string;
};

export type RotateApiToken_rotateApiToken_apiToken = {
  name: string;
};

export type EndApiTokenOverlapVariables = {
  input: EndApiTokenOverlapInput;
};

export type EndApiTokenOverlap = {
  endApiTokenOverlap: EndApiTokenOverlap_endApiTokenOverlap;
};

export type EndApiTokenOverlap_endApiTokenOverlap = {
  userErrors: EndApiTokenOverlap_endApiTokenOverlap_userErrors[];
  batch: EndApiTokenOverlap_endApiTokenOverlap_batch | null;
  apiToken: EndApiTokenOverlap_endApiTokenOverlap_apiToken | null;
};

export type EndApiTokenOverlap_endApiTokenOverlap_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type EndApiTokenOverlap_endApiTokenOverlap_batch = {
  id: string;
};

export type EndApiTokenOverlap_endApiTokenOverlap_apiToken = {
  name: string;
};

export const USERS: Document<Users, UsersVariables>;
export const USERS_ALONE: Document<UsersAlone, UsersAloneVariables>;
export const ROLES: Document<Roles, RolesVariables>;
export const ROLE_CHOICES: Document<RoleChoices, RoleChoicesVariables>;
export const ROLE_STARTS: Document<RoleStarts, RoleStartsVariables>;
export const TOKEN_STARTS: Document<TokenStarts, TokenStartsVariables>;
export const API_TOKENS: Document<ApiTokens, ApiTokensVariables>;
export const ACCOUNT_OF_CLIENT: Document<AccountOfClient, AccountOfClientVariables>;
export const CREATE_USER: Document<CreateUser, CreateUserVariables>;
export const UPDATE_USER: Document<UpdateUser, UpdateUserVariables>;
export const CREATE_ROLE: Document<CreateRole, CreateRoleVariables>;
export const UPDATE_ROLE: Document<UpdateRole, UpdateRoleVariables>;
export const DELETE_ROLE: Document<DeleteRole, DeleteRoleVariables>;
export const CREATE_API_TOKEN: Document<CreateApiToken, CreateApiTokenVariables>;
export const REVOKE_API_TOKEN: Document<RevokeApiToken, RevokeApiTokenVariables>;
export const ROTATE_API_TOKEN: Document<RotateApiToken, RotateApiTokenVariables>;
export const END_API_TOKEN_OVERLAP: Document<EndApiTokenOverlap, EndApiTokenOverlapVariables>;
