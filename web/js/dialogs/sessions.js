/** The browsers in which the viewer, or another user, is signed in; they are signed out here. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { button } from "../parts/action.js";
import { moment } from "../parts/date.js";
import { openDialog } from "../parts/dialog.js";
import { change } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { empty } from "../parts/notices.js";
import { stylesheet } from "../parts/stylesheet.js";
import { END_SESSION, END_SESSIONS, OWN_SESSIONS, SESSIONS_OF_USER } from "../queries/sessions.js";
import { counted } from "../words.js";

await stylesheet("sessions");

/** @typedef {import("../queries/sessions.js").OwnSessions_viewer_sessions} Session */

const BY = { PASSWORD: "by password", LINK: "by a sign-in link", PASSKEY: "by a passkey", TWO_FACTORS: "with a second factor", PROVIDER: "by the sign-in provider" };

/** Show the viewer's own sessions. */
export function showOwnSessions() {
  const found = lookup(OWN_SESSIONS, {});
  return show({
    title: "Where you are signed in",
    read: found.read,
    view: (draw, list) => whenKnown(found, "your sessions", () => found.read(draw), ({ viewer }) => list(viewer.sessions)),
    all: { text: "Sign out all others", input: {} },
    left: () => (found.data?.viewer.sessions ?? []).filter(({ current }) => !current).length,
  });
}

/** Show another user's sessions. @param {{ id: string, name: string }} user */
export function showSessionsOf({ id, name }) {
  const found = lookup(SESSIONS_OF_USER, { id });
  const sessions = () => (found.data?.node?.__typename === "User" ? found.data.node.sessions : []);
  return show({
    title: `Where ${name} is signed in`,
    read: found.read,
    view: (draw, list) => whenKnown(found, "the sessions", () => found.read(draw), () => list(sessions())),
    all: { text: "Sign out everywhere", input: { userId: id } },
    left: () => sessions().length,
  });
}

/**
 * @param {object} what
 * @param {string} what.title
 * @param {(draw: () => void) => Promise<void>} what.read
 * @param {(draw: () => void, list: (sessions: Session[]) => unknown) => unknown} what.view
 * @param {{ text: string, input: { userId?: string } }} what.all
 * @param {() => number} what.left how many the button for all ends
 */
function show({ title, read, view, all, left }) {
  return openDialog(title, (dialog) => {
    const again = () => read(dialog.draw);
    queueMicrotask(again);

    /** @param {Session} session */
    async function end({ id }) {
      if (await change({ query: END_SESSION, input: { id }, successMessage: () => "Signed out there.", irreversible: true })) await again();
    }
    async function endAll() {
      const done = await change({
        query: END_SESSIONS,
        input: all.input,
        successMessage: ({ ended }) => `${counted(ended ?? 0, "session")} ended.`,
        irreversible: true,
      });
      if (done) await again();
    }

    /** @param {Session} session */
    const row = (session) => html`<li>
      <span>
        <b>${session.browser || "Unknown browser"}</b>${session.current ? html` <span class="soft">(this one)</span>` : nothing}
        <small>Last used ${moment(session.lastUsedAt)}${session.address ? html`, from ${session.address}` : nothing}</small>
        <small>Signed in ${moment(session.signedInAt)}${session.method ? html` ${BY[session.method]}` : nothing}</small>
      </span>
      ${session.current ? nothing : button({ text: "Sign out", object: session.browser || "unknown browser", run: () => end(session), danger: true })}
    </li>`;

    return () => html`<div class="dialog-body">
        ${view(dialog.draw, (sessions) =>
          sessions.length ? html`<ul class="sessions">${repeat(sessions, ({ id }) => id, row)}</ul>` : empty("Not signed in anywhere.", "Sessions end by themselves twelve hours after signing in."),
        )}
      </div>
      <footer>
        <button type="button" class="button" autofocus @click=${() => dialog.close()}>Close</button>
        ${button({ text: all.text, run: endAll, danger: true, disabledReason: left() ? undefined : "There is no other session." })}
      </footer>`;
  });
}
