/** The viewer's passkeys, authenticator app and recovery codes: shown, added and removed. */
import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js";
import { posted } from "../graphql.js";
import { button } from "../parts/action.js";
import { moment } from "../parts/date.js";
import { confirm, openDialog } from "../parts/dialog.js";
import { textField } from "../parts/field.js";
import { change, openForm } from "../parts/form.js";
import { lookup, whenKnown } from "../parts/lookup.js";
import { stylesheet } from "../parts/stylesheet.js";
import { raiseToasts, toast } from "../parts/toast.js";
import { canUsePasskeys, makePasskey, passkeyProblem } from "../passkeys.js";
import { goToProvider, provider } from "../provider.js";
import { ADD_AUTHENTICATOR, ADD_PASSKEY, REMOVE_AUTHENTICATOR, REMOVE_IDENTITY, REMOVE_PASSKEY, RENEW_RECOVERY_CODES, SECOND_FACTOR } from "../queries/factors.js";
import { msg, msgView, texts } from "../texts.js";

await stylesheet("sessions", "access");
await texts("parts", "security");

/** @typedef {import("../queries/factors.js").SecondFactor_viewer_secondFactor_passkeys} Passkey */
/** @typedef {import("../queries/factors.js").SecondFactor_viewer_identities} Identity */

/** Show what the viewer has, to add and remove. */
export function showSecondFactor() {
  const found = lookup(SECOND_FACTOR, {});
  return openDialog(msg("shell-security"), (dialog) => {
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
        title: msg("security-name-passkey"),
        query: ADD_PASSKEY,
        input(typed, problem) {
          if (!typed("name")) problem("name", msg("security-enter-name"));
          return { ticket, credential, name: typed("name") };
        },
        fields: (edit) => textField({ name: "name", label: msg("security-name"), error: edit.error("name", "ticket", "credential"), hint: msg("security-name-example"), focus: true }),
        save: msg("security-add-passkey"),
        successMessage: () => msg("security-passkey-added"),
        irreversible: () => true,
      });
      await showCodes(done?.recoveryCodes);
    }

    /** @param {Passkey} passkey */
    async function removePasskey({ id, name }) {
      if (await confirm(msg("security-remove-passkey", { name }), html`<p>${msg("security-lets-no-longer")}</p>`, msg("security-remove")))
        await change({ query: REMOVE_PASSKEY, input: { id }, successMessage: () => msg("security-passkey-removed", { name }), irreversible: true });
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
      if (await confirm(msg("security-remove-identity", { email }), html`<p>${msg("security-identity-text")}</p>`, msg("security-remove")))
        await change({ query: REMOVE_IDENTITY, input: { id }, successMessage: () => msg("security-identity-removed", { email }), irreversible: true });
    }

    async function removeApp() {
      if (await confirm(msg("security-remove-app"), html`<p>${msg("security-app-text")}</p>`, msg("security-remove")))
        await change({ query: REMOVE_AUTHENTICATOR, input: {}, successMessage: () => msg("security-app-removed"), irreversible: true });
    }

    async function renew() {
      const sure = await confirm(msg("security-renew"), html`<p>${msg("security-renew-text")}</p>`, msg("security-make-codes"));
      if (!sure) return;
      const done = await change({ query: RENEW_RECOVERY_CODES, input: {}, successMessage: () => msg("security-codes-made"), irreversible: true });
      await showCodes(done?.recoveryCodes);
    }

    /** @param {Passkey} passkey */
    const row = (passkey) => html`<li>
      <span><b>${passkey.name}</b><small>${msgView("security-passkey-since", { date: moment(passkey.recordedAt) })}</small></span>
      ${button({ text: msg("security-remove"), object: msg("security-object-passkey", { name: passkey.name }), run: then(() => removePasskey(passkey)), danger: true })}
    </li>`;

    /** @param {Identity} identity */
    const identityRow = (identity) => html`<li>
      <span><b>${identity.email}</b><small>${msgView("security-identity-since", { provider: offered?.name ?? new URL(identity.issuer).host, date: moment(identity.recordedAt) })}</small></span>
      ${button({ text: msg("security-remove"), object: msg("security-object-identity", { email: identity.email }), run: then(() => removeIdentity(identity)), danger: true })}
    </li>`;

    return () => html`<div class="dialog-body">
        <p class="soft">${msg("security-about")}</p>
        ${whenKnown(found, msg("security-your-sign-in"), again, ({ viewer: { secondFactor, identities } }) => html`
          <ul class="sessions">
            ${(secondFactor?.passkeys ?? []).map(row)}
            <li>
              <span><b>${msg("security-app")}</b><small>${secondFactor?.app ? msg("security-app-set-up") : msg("security-app-not-set-up")}</small></span>
              ${secondFactor?.app
                ? button({ text: msg("security-remove"), object: msg("security-object-app"), run: then(removeApp), danger: true })
                : button({ text: msg("security-set-up"), object: msg("security-object-app"), run: then(addApp) })}
            </li>
            ${secondFactor
              ? html`<li>
                  <span><b>${msg("security-codes")}</b><small>${msg("security-codes-left", { count: secondFactor.recoveryCodesLeft })}</small></span>
                  ${button({ text: msg("security-make-new"), object: msg("security-object-codes"), run: then(renew) })}
                </li>`
              : nothing}
            ${identities.map(identityRow)}
          </ul>`)}
      </div>
      <footer>
        <button type="button" class="button" autofocus @click=${() => dialog.close()}>${msg("parts-close")}</button>
        ${offered ? button({ text: msg("security-link", { name: offered.name }), run: linkIdentity }) : nothing}
        ${button({ text: msg("security-add-passkey"), run: then(addPasskey), disabledReason: canUsePasskeys() ? undefined : msg("security-no-passkeys") }, "main")}
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
    title: msg("security-set-up-app"),
    query: ADD_AUTHENTICATOR,
    input(typed, problem) {
      if (!typed("code")) problem("code", msg("security-enter-code"));
      return { ticket, code: typed("code") };
    },
    fields: (edit) => html`
      <p>${msg("security-scan")}</p>
      ${qrCode(qr)}
      <p class="token"><code>${secret}</code></p>
      ${textField({ name: "code", label: msg("security-code"), autocomplete: "one-time-code", error: edit.error("code", "ticket"), hint: msg("security-six-digits"), focus: true })}
    `,
    save: msg("security-set-up"),
    successMessage: () => msg("security-app-done"),
    irreversible: () => true,
  });
  await showCodes(done?.recoveryCodes);
}

/** A QR code from its rows of 0 and 1, with the margin that cameras need. @param {number[][]} rows */
function qrCode(rows) {
  const side = rows.length + 8;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  return html`<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label=${msg("security-qr")}>${svg`<path d=${path} />`}</svg>`;
}

/** Show recovery codes once; nothing where there are no new ones. @param {string[] | null | undefined} codes */
async function showCodes(codes) {
  if (!codes) return;
  const shown = openDialog(
    msg("security-codes"),
    (dialog) => () => html`<div class="dialog-body">
        <p><b>${msg("security-keep-codes")}</b> ${msg("security-codes-are")}</p>
        <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
      </div>
      <footer><button type="button" class="button main" autofocus @click=${() => dialog.close()}>${msg("parts-done")}</button></footer>`,
    { stays: true },
  );
  raiseToasts();
  await shown;
}
