/** The viewer's passkeys, authenticator app and recovery codes: shown, added and removed. */
import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js";
import { posted } from "../graphql.js";
import { button } from "../parts/action.js";
import { date } from "../parts/date.js";
import { confirm, openDialog } from "../parts/dialog.js";
import { textField } from "../parts/field.js";
import { change, openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { stylesheet } from "../parts/stylesheet.js";
import { raiseToasts, toast } from "../parts/toast.js";
import { canUsePasskeys, makePasskey, passkeyProblem } from "../passkeys.js";
import { goToProvider, provider } from "../provider.js";
import { ADD_AUTHENTICATOR, ADD_PASSKEY, REMOVE_AUTHENTICATOR, REMOVE_IDENTITY, REMOVE_PASSKEY, RENEW_RECOVERY_CODES, SECOND_FACTOR } from "../queries/factors.js";
import { counted } from "../words.js";

await stylesheet("sessions", "access");

/** @typedef {import("../queries/factors.js").SecondFactor_viewer_secondFactor_passkeys} Passkey */
/** @typedef {import("../queries/factors.js").SecondFactor_viewer_identities} Identity */

/** Show what the viewer has, to add and remove. */
export function showSecondFactor() {
  const found = lookup(SECOND_FACTOR, {});
  return openDialog("Sign-in security", (dialog) => {
    const again = () => found.read(dialog.draw);
    queueMicrotask(again);
    /** @type {import("../provider.js").Provider | null} */
    let offered = null;
    void provider().then((known) => {
      offered = known;
      dialog.draw();
    });

    /** @param {() => Promise<unknown>} work */
    const then = (work) => async () => {
      await work();
      await again();
    };

    async function addPasskey() {
      let made;
      try {
        made = await makePasskey();
      } catch (failure) {
        return toast(passkeyProblem(failure), undefined, true);
      }
      const { ticket, credential } = made;
      const done = await openForm({
        title: "Name this passkey",
        query: ADD_PASSKEY,
        input(typed, problem) {
          if (!typed("name")) problem("name", "Enter a name.");
          return { ticket, credential, name: typed("name") };
        },
        fields: (edit) => textField({ name: "name", label: "Name", error: edit.error("name", "ticket", "credential"), hint: "For example, Laptop.", focus: true }),
        save: "Add passkey",
        successMessage: () => "Passkey added.",
        irreversible: () => true,
      });
      await showCodes(done?.recoveryCodes);
    }

    /** @param {Passkey} passkey */
    async function removePasskey({ id, name }) {
      if (await confirm(`Remove the passkey “${name}”?`, html`<p>It no longer lets you in.</p>`, "Remove"))
        await change({ query: REMOVE_PASSKEY, input: { id }, successMessage: () => `Passkey ${name} removed.`, irreversible: true });
    }

    async function linkIdentity() {
      try {
        await goToProvider({ link: true });
      } catch (failure) {
        toast(/** @type {Error} */ (failure).message, undefined, true);
      }
    }

    /** @param {Identity} identity */
    async function removeIdentity({ id, email }) {
      if (await confirm(`Remove the identity ${email}?`, html`<p>It no longer lets you in. Make sure that you have another way.</p>`, "Remove"))
        await change({ query: REMOVE_IDENTITY, input: { id }, successMessage: () => `Identity ${email} removed.`, irreversible: true });
    }

    async function removeApp() {
      if (await confirm("Remove your authenticator app?", html`<p>Its codes no longer let you in.</p>`, "Remove"))
        await change({ query: REMOVE_AUTHENTICATOR, input: {}, successMessage: () => "Authenticator app removed.", irreversible: true });
    }

    async function renew() {
      const sure = await confirm("Make new recovery codes?", html`<p>The codes you have now stop working.</p>`, "Make new codes");
      if (!sure) return;
      const done = await change({ query: RENEW_RECOVERY_CODES, input: {}, successMessage: () => "New recovery codes made.", irreversible: true });
      await showCodes(done?.recoveryCodes);
    }

    /** @param {Passkey} passkey */
    const row = (passkey) => html`<li>
      <span><b>${passkey.name}</b><small>Passkey, added ${date(passkey.recordedAt.slice(0, 10))}</small></span>
      ${button({ text: "Remove", object: `passkey ${passkey.name}`, run: then(() => removePasskey(passkey)), danger: true })}
    </li>`;

    /** @param {Identity} identity */
    const identityRow = (identity) => html`<li>
      <span><b>${identity.email}</b><small>Signs in with ${offered?.name ?? new URL(identity.issuer).host}, linked ${date(identity.recordedAt.slice(0, 10))}</small></span>
      ${button({ text: "Remove", object: `identity ${identity.email}`, run: then(() => removeIdentity(identity)), danger: true })}
    </li>`;

    return () => html`<div class="dialog-body">
        <p class="soft">Once you have a passkey or an authenticator app, your password alone lets nobody in. A passkey also signs you in by itself.</p>
        ${whenKnown(found, "your sign-in", again, ({ viewer: { secondFactor, identities } }) => html`
          <ul class="sessions">
            ${(secondFactor?.passkeys ?? []).map(row)}
            <li>
              <span><b>Authenticator app</b><small>${secondFactor?.app ? "Set up: its code is asked for after your password." : "Not set up."}</small></span>
              ${secondFactor?.app
                ? button({ text: "Remove", object: "authenticator app", run: then(removeApp), danger: true })
                : button({ text: "Set up", object: "authenticator app", run: then(addApp) })}
            </li>
            ${secondFactor
              ? html`<li>
                  <span><b>Recovery codes</b><small>${counted(secondFactor.recoveryCodesLeft, "code")} left, each of which lets you in once.</small></span>
                  ${button({ text: "Make new", object: "recovery codes", run: then(renew) })}
                </li>`
              : nothing}
            ${identities.map(identityRow)}
          </ul>`)}
      </div>
      <footer>
        <button type="button" class="button" autofocus @click=${() => dialog.close()}>Close</button>
        ${offered ? button({ text: `Link ${offered.name}`, run: linkIdentity }) : nothing}
        ${button({ text: "Add passkey", run: then(addPasskey), disabledReason: canUsePasskeys() ? undefined : "Passkeys need https and a host name in the address, and a current browser." }, "main")}
      </footer>`;
  });
}

async function addApp() {
  let begun;
  try {
    begun = await posted("/second-factor/authenticator", {});
  } catch (failure) {
    return toast(/** @type {Error} */ (failure).message, undefined, true);
  }
  const { ticket, secret, qr } = begun;
  const done = await openForm({
    title: "Set up an authenticator app",
    query: ADD_AUTHENTICATOR,
    input(typed, problem) {
      if (!typed("code")) problem("code", "Enter the code that the app shows.");
      return { ticket, code: typed("code") };
    },
    fields: (edit) => html`
      <p>Scan this with the app, or type the key into it. Then enter the code that it shows.</p>
      ${qrCode(qr)}
      <p class="token"><code>${secret}</code></p>
      ${textField({ name: "code", label: "Code", autocomplete: "one-time-code", error: edit.error("code", "ticket"), hint: "Six digits.", focus: true })}
    `,
    save: "Set up",
    successMessage: () => "Authenticator app set up.",
    irreversible: () => true,
  });
  await showCodes(done?.recoveryCodes);
}

/** A QR code from its rows of 0 and 1, with the margin that cameras need. @param {number[][]} rows */
function qrCode(rows) {
  const side = rows.length + 8;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  return html`<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label="QR code of the key below">${svg`<path d=${path} />`}</svg>`;
}

/** Show recovery codes once; nothing where there are no new ones. @param {string[] | null | undefined} codes */
async function showCodes(codes) {
  if (!codes) return;
  const shown = openDialog(
    "Recovery codes",
    (dialog) => () => html`<div class="dialog-body">
        <p><b>Keep these codes safe. They won't be shown again.</b> Each lets you in once, after your password, when you have neither app nor passkey.</p>
        <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
      </div>
      <footer><button type="button" class="button main" autofocus @click=${() => dialog.close()}>Done</button></footer>`,
    { stays: true },
  );
  raiseToasts();
  await shown;
}
