/** Signing in by the organisation's sign-in provider: there, back, and what was open meanwhile. */
import { Failure, got, posted } from "./graphql.js";
import { routeAt } from "./routes.js";

const CALLBACK = "/oidc/callback";
const PLACE = "tieout provider place";
const USED = "tieout provider used";

/**
 * The provider's name, and where to sign out of it, if that is known.
 * @typedef {{ name: string, signOut: string | null }} Provider
 */

/** The provider; null if there is none, or the server cannot tell. @returns {Promise<Provider | null>} */
export const provider = () => got("/session/provider").then(
  (found) => found.provider,
  () => null,
);

/** Whether this tab was signed in by the provider, which may still know the viewer. */
export const wasUsed = () => sessionStorage.getItem(USED) !== null;

/** Leave for the provider, to sign in, or to link an identity to the viewer. @param {{ link?: boolean }} [how] @throws {Failure} */
export async function goToProvider({ link = false } = {}) {
  const { url } = await posted("/session/provider", { link });
  const place = location.pathname === CALLBACK ? "/" : location.pathname + location.search + location.hash;
  sessionStorage.setItem(PLACE, JSON.stringify({ place, link }));
  location.assign(url);
}

/**
 * Finish what was begun, if the address is the one that the provider sends browsers to; go back to where it began.
 * @returns {Promise<{ second?: import("./graphql.js").SecondFactor, problem?: string, linked?: boolean }>}
 */
export async function backFromProvider() {
  const { place, link } = kept();
  const { code, state, iss } = Object.fromEntries(new URLSearchParams(location.search));
  history.replaceState(null, "", place);
  try {
    const second = (await posted("/session/provider/finish", { state: state ?? "", code, iss }))?.secondFactor;
    sessionStorage.setItem(USED, "1");
    return { second, linked: link };
  } catch (failure) {
    return { problem: failure instanceof Failure ? failure.message : String(failure) };
  }
}

/** Where it began, which is an address of the page and nothing else. */
function kept() {
  try {
    const { place, link } = JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
    const { origin, pathname } = new URL(place, location.href);
    if (origin === location.origin && (pathname === "/" || routeAt(pathname))) return { place, link };
  } catch {
    // another tab, or none that began anything
  }
  return { place: "/", link: false };
}
