/** Who may come in. */

export const USERS = `
  query Users($first: Int!, $after: String) {
    users(first: $first, after: $after) {
      totalCount
      nodes { id email name permissions ownPermissions role { id name permissions } secondFactor { app } disabled client account { number ownerName } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** For whoever may manage access but see no accounts. */
export const USERS_ALONE = `
  query UsersAlone($first: Int!, $after: String) {
    users(first: $first, after: $after) {
      totalCount
      nodes { id email name permissions ownPermissions role { id name permissions } secondFactor { app } disabled client }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const ROLES = `
  query Roles($first: Int!, $after: String) {
    roles(first: $first, after: $after) {
      totalCount
      nodes { id name permissions userCount }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** The roles to choose from for a user. */
export const ROLE_CHOICES = `query RoleChoices { roles(first: 1000) { nodes { id name permissions } } }`;

/** What a new role may start from. */
export const ROLE_STARTS = `query RoleStarts { roleTemplates { name description permissions } }`;

/** What a new token may start from. */
export const TOKEN_STARTS = `
  query TokenStarts {
    tokenTemplates { name description permissions }
    roles(first: 1000) { nodes { name permissions } }
  }
`;

export const API_TOKENS = `
  query ApiTokens($first: Int!, $after: String) {
    apiTokens(first: $first, after: $after) {
      totalCount
      nodes { id name prefix permissions expiresOn lastUsedAt revoked formerUntil formerUsedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** Whose account a number is, for a client's sign-in. */
export const ACCOUNT_OF_CLIENT = `
  query AccountOfClient($number: String!) {
    account(number: $number) { id ownerName }
  }
`;

export const CREATE_USER = `
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      userErrors { code message field }
      batch { id }
      user { name }
    }
  }
`;

export const UPDATE_USER = `
  mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) {
      userErrors { code message field }
      batch { id }
      user { name disabled }
    }
  }
`;

export const CREATE_ROLE = `
  mutation CreateRole($input: CreateRoleInput!) {
    createRole(input: $input) {
      userErrors { code message field }
      batch { id }
      role { name }
    }
  }
`;

export const UPDATE_ROLE = `
  mutation UpdateRole($input: UpdateRoleInput!) {
    updateRole(input: $input) {
      userErrors { code message field }
      batch { id }
      role { name }
    }
  }
`;

export const DELETE_ROLE = `
  mutation DeleteRole($input: DeleteRoleInput!) {
    deleteRole(input: $input) {
      userErrors { code message field }
      batch { id }
      role { name }
    }
  }
`;

export const CREATE_API_TOKEN = `
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      userErrors { code message field }
      batch { id }
      token
      apiToken { name }
    }
  }
`;

export const REVOKE_API_TOKEN = `
  mutation RevokeApiToken($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      userErrors { code message field }
      batch { id }
      apiToken { name }
    }
  }
`;

export const ROTATE_API_TOKEN = `
  mutation RotateApiToken($input: RotateApiTokenInput!) {
    rotateApiToken(input: $input) {
      userErrors { code message field }
      batch { id }
      token
      apiToken { name }
    }
  }
`;

export const END_API_TOKEN_OVERLAP = `
  mutation EndApiTokenOverlap($input: EndApiTokenOverlapInput!) {
    endApiTokenOverlap(input: $input) {
      userErrors { code message field }
      batch { id }
      apiToken { name }
    }
  }
`;
