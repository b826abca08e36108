/** Who is signed in. */

export const VIEWER = `query Viewer { viewer { kind name principal permissions supportContact timeZone } }`;
