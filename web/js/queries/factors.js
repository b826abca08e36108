/** Second factors: passkeys, authenticator apps and recovery codes; identities at the sign-in provider. */

export const SECOND_FACTOR = `
  query SecondFactor {
    viewer { identities { id issuer email recordedAt } secondFactor { app recoveryCodesLeft passkeys { id name recordedAt } } }
  }
`;

export const ADD_PASSKEY = `
  mutation AddPasskey($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      userErrors { code message field }
      batch { id }
      recoveryCodes
    }
  }
`;

export const REMOVE_PASSKEY = `
  mutation RemovePasskey($input: RemovePasskeyInput!) {
    removePasskey(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const ADD_AUTHENTICATOR = `
  mutation AddAuthenticator($input: AddAuthenticatorInput!) {
    addAuthenticator(input: $input) {
      userErrors { code message field }
      batch { id }
      recoveryCodes
    }
  }
`;

export const REMOVE_AUTHENTICATOR = `
  mutation RemoveAuthenticator($input: RemoveAuthenticatorInput!) {
    removeAuthenticator(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const RENEW_RECOVERY_CODES = `
  mutation RenewRecoveryCodes($input: RenewRecoveryCodesInput!) {
    renewRecoveryCodes(input: $input) {
      userErrors { code message field }
      batch { id }
      recoveryCodes
    }
  }
`;

export const RESET_SECOND_FACTOR = `
  mutation ResetSecondFactor($input: ResetSecondFactorInput!) {
    resetSecondFactor(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const REMOVE_IDENTITY = `
  mutation RemoveIdentity($input: RemoveIdentityInput!) {
    removeIdentity(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;
