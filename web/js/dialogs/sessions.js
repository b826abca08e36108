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
import { msg, msgView, texts } from "../texts.js";

await stylesheet("sessions");
await texts("parts", "security");

/** @typedef {import("../queries/sessions.js").OwnSessions_viewer_sessions} Session */

const BY = { PASSWORD: msg("security-by-password"), LINK: msg("security-by-link"), PASSKEY: msg("security-by-passkey"), TWO_FACTORS: msg("security-by-two"), PROVIDER: msg("security-by-provider") };

/** Show the viewer's own sessions. */
export function showOwnSessions() {
  const found = lookup(OWN_SESSIONS, {});
  return show({
    title: msg("shell-sessions"),
    read: found.read,
    view: (draw, list) => whenKnown(found, msg("security-your-sessions"), () => found.read(draw), ({ viewer }) => list(viewer.sessions)),
    all: { text: msg("security-end-others"), input: {} },
    left: () => (found.data?.viewer.sessions ?? []).filter(({ current }) => !current).length,
  });
}

/** Show another user's sessions. @param {{ id: string, name: string }} user */
export function showSessionsOf({ id, name }) {
  const found = lookup(SESSIONS_OF_USER, { id });
  const sessions = () => (found.data?.node?.__typename === "User" ? found.data.node.sessions : []);
  return show({
    title: msg("security-sessions-of", { name }),
    read: found.read,
    view: (draw, list) => whenKnown(found, msg("security-the-sessions"), () => found.read(draw), () => list(sessions())),
    all: { text: msg("security-end-all"), input: { userId: id } },
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
      if (await change({ query: END_SESSION, input: { id }, successMessage: () => msg("security-ended-there"), irreversible: true })) await again();
    }
    async function endAll() {
      const done = await change({
        query: END_SESSIONS,
        input: all.input,
        successMessage: ({ ended }) => msg("security-ended", { count: ended ?? 0 }),
        irreversible: true,
      });
      if (done) await again();
    }

    /** @param {Session} session */
    const row = (session) => html`<li>
      <span>
        <b>${browserName(session.browser) || msg("security-unknown-browser")}</b>${session.current ? html` <span class="soft">${msg("security-this-one")}</span>` : nothing}
        <small>${session.address ? msgView("security-last-used-from", { moment: moment(session.lastUsedAt), address: session.address }) : msgView("security-last-used", { moment: moment(session.lastUsedAt) })}</small>
        <small>${msgView("security-signed-in", { moment: moment(session.signedInAt) })}${session.method ? ` ${BY[session.method]}` : nothing}</small>
      </span>
      ${session.current ? nothing : button({ text: msg("security-sign-out"), object: browserName(session.browser) || msg("security-an-unknown-browser"), run: () => end(session), danger: true })}
    </li>`;

    return () => html`<div class="dialog-body">
        ${view(dialog.draw, (sessions) =>
          sessions.length ? html`<ul class="sessions">${repeat(sessions, ({ id }) => id, row)}</ul>` : empty(msg("security-nowhere"), msg("security-sessions-end")),
        )}
      </div>
      <footer>
        <button type="button" class="button" autofocus @click=${() => dialog.close()}>${msg("parts-close")}</button>
        ${button({ text: all.text, run: endAll, danger: true, disabledReason: left() ? undefined : msg("security-no-other") })}
      </footer>`;
  });
}

/** Return a browser as it is known, such as Firefox on Windows. @param {string} name */
function browserName(name) {
  const [browser, system] = name.split(" on ");
  return system ? msg("security-browser-on", { browser, system }) : name;
}
