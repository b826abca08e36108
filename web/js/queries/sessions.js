/** Where people are signed in. */

export const OWN_SESSIONS = `
  query OwnSessions {
    viewer { sessions { id browser address method signedInAt lastUsedAt current } }
  }
`;

export const SESSIONS_OF_USER = `
  query SessionsOfUser($id: ID!) {
    node(id: $id) { __typename ... on User { sessions { id browser address method signedInAt lastUsedAt current } } }
  }
`;

export const END_SESSION = `
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      userErrors { code message field }
      batch { id }
      ended
    }
  }
`;

export const END_SESSIONS = `
  mutation EndSessions($input: EndSessionsInput!) {
    endSessions(input: $input) {
      userErrors { code message field }
      batch { id }
      ended
    }
  }
`;
