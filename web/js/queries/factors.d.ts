// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { AddAuthenticatorInput, AddPasskeyInput, ErrorCode, RemoveAuthenticatorInput, RemoveIdentityInput, RemovePasskeyInput, RenewRecoveryCodesInput, ResetSecondFactorInput } from "../../types/schema.js";

export type SecondFactorVariables = Record<string, never>;

export type SecondFactor = {
  viewer: SecondFactor_viewer;
};

export type SecondFactor_viewer = {
  identities: SecondFactor_viewer_identities[];
  secondFactor: SecondFactor_viewer_secondFactor | null;
};

export type SecondFactor_viewer_identities = {
  id: string;
  issuer: string;
  email: string;
  recordedAt: string;
};

export type SecondFactor_viewer_secondFactor = {
  app: boolean;
  recoveryCodesLeft: number;
  passkeys: SecondFactor_viewer_secondFactor_passkeys[];
};

export type SecondFactor_viewer_secondFactor_passkeys = {
  id: string;
  name: string;
  recordedAt: string;
};

export type AddPasskeyVariables = {
  input: AddPasskeyInput;
};

export type AddPasskey = {
  addPasskey: AddPasskey_addPasskey;
};

export type AddPasskey_addPasskey = {
  userErrors: AddPasskey_addPasskey_userErrors[];
  batch: AddPasskey_addPasskey_batch | null;
  recoveryCodes: string[] | null;
};

export type AddPasskey_addPasskey_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type AddPasskey_addPasskey_batch = {
  id: string;
};

export type RemovePasskeyVariables = {
  input: RemovePasskeyInput;
};

export type RemovePasskey = {
  removePasskey: RemovePasskey_removePasskey;
};

export type RemovePasskey_removePasskey = {
  userErrors: RemovePasskey_removePasskey_userErrors[];
  batch: RemovePasskey_removePasskey_batch | null;
};

export type RemovePasskey_removePasskey_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RemovePasskey_removePasskey_batch = {
  id: string;
};

export type AddAuthenticatorVariables = {
  input: AddAuthenticatorInput;
};

export type AddAuthenticator = {
  addAuthenticator: AddAuthenticator_addAuthenticator;
};

export type AddAuthenticator_addAuthenticator = {
  userErrors: AddAuthenticator_addAuthenticator_userErrors[];
  batch: AddAuthenticator_addAuthenticator_batch | null;
  recoveryCodes: string[] | null;
};

export type AddAuthenticator_addAuthenticator_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type AddAuthenticator_addAuthenticator_batch = {
  id: string;
};

export type RemoveAuthenticatorVariables = {
  input: RemoveAuthenticatorInput;
};

export type RemoveAuthenticator = {
  removeAuthenticator: RemoveAuthenticator_removeAuthenticator;
};

export type RemoveAuthenticator_removeAuthenticator = {
  userErrors: RemoveAuthenticator_removeAuthenticator_userErrors[];
  batch: RemoveAuthenticator_removeAuthenticator_batch | null;
};

export type RemoveAuthenticator_removeAuthenticator_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RemoveAuthenticator_removeAuthenticator_batch = {
  id: string;
};

export type RenewRecoveryCodesVariables = {
  input: RenewRecoveryCodesInput;
};

export type RenewRecoveryCodes = {
  renewRecoveryCodes: RenewRecoveryCodes_renewRecoveryCodes;
};

export type RenewRecoveryCodes_renewRecoveryCodes = {
  userErrors: RenewRecoveryCodes_renewRecoveryCodes_userErrors[];
  batch: RenewRecoveryCodes_renewRecoveryCodes_batch | null;
  recoveryCodes: string[] | null;
};

export type RenewRecoveryCodes_renewRecoveryCodes_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RenewRecoveryCodes_renewRecoveryCodes_batch = {
  id: string;
};

export type ResetSecondFactorVariables = {
  input: ResetSecondFactorInput;
};

export type ResetSecondFactor = {
  resetSecondFactor: ResetSecondFactor_resetSecondFactor;
};

export type ResetSecondFactor_resetSecondFactor = {
  userErrors: ResetSecondFactor_resetSecondFactor_userErrors[];
  batch: ResetSecondFactor_resetSecondFactor_batch | null;
};

export type ResetSecondFactor_resetSecondFactor_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ResetSecondFactor_resetSecondFactor_batch = {
  id: string;
};

export type RemoveIdentityVariables = {
  input: RemoveIdentityInput;
};

export type RemoveIdentity = {
  removeIdentity: RemoveIdentity_removeIdentity;
};

export type RemoveIdentity_removeIdentity = {
  userErrors: RemoveIdentity_removeIdentity_userErrors[];
  batch: RemoveIdentity_removeIdentity_batch | null;
};

export type RemoveIdentity_removeIdentity_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type RemoveIdentity_removeIdentity_batch = {
  id: string;
};

export const SECOND_FACTOR: Document<SecondFactor, SecondFactorVariables>;
export const ADD_PASSKEY: Document<AddPasskey, AddPasskeyVariables>;
export const REMOVE_PASSKEY: Document<RemovePasskey, RemovePasskeyVariables>;
export const ADD_AUTHENTICATOR: Document<AddAuthenticator, AddAuthenticatorVariables>;
export const REMOVE_AUTHENTICATOR: Document<RemoveAuthenticator, RemoveAuthenticatorVariables>;
export const RENEW_RECOVERY_CODES: Document<RenewRecoveryCodes, RenewRecoveryCodesVariables>;
export const RESET_SECOND_FACTOR: Document<ResetSecondFactor, ResetSecondFactorVariables>;
export const REMOVE_IDENTITY: Document<RemoveIdentity, RemoveIdentityVariables>;
