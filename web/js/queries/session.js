/** Who is signed in. */

export const VIEWER = `query Viewer { viewer { kind name principal permissions supportContact timeZone } }`;

/** How much open money is still to be matched, and how many bank lines are to be explained. */
export const MATCH_COUNT = `
  query MatchCount {
    unreconciledItems(filter: { side: CREDIT }) { totalCount }
    bankLines(filter: { statuses: [OPEN, PARTLY_EXPLAINED] }) { totalCount }
  }
`;

/** Everything that happens after a position, as it happens. */
export const FOLLOW = `
  subscription Follow($after: String) {
    changes(after: $after) { position kind recordedBy account { number } batch { id principal } }
  }
`;
