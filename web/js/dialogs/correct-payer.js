/** Correct for which accounts someone pays by bank, or forget them (domain R44a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { accountChoice } from "../parts/account-choice.js";
import { confirm } from "../parts/dialog.js";
import { change, openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { PAYER_ACCOUNTS, UPDATE_PAYER } from "../queries/payers.js";
import { msg, texts } from "../texts.js";

await stylesheet("operations");
await texts("bank");

/** @typedef {import("../queries/payers.js").Payers_payers_nodes} Payer */

/** @param {Payer} payer @param {string} named */
export function correctPayer(payer, named) {
  const choice = accountChoice({ query: PAYER_ACCOUNTS });
  return openForm({
    title: msg("bank-payer-pays-for", { payer: named }),
    query: UPDATE_PAYER,
    onOpen: (edit) => choice.onOpen(edit),
    input(typed) {
      choice.reads(typed);
      const kept = payer.accounts.filter(({ id }) => typed(`keeps-${id}`)).map(({ id }) => id);
      const added = choice.chosen()?.id;
      return { payerId: payer.id, accountIds: [...new Set([...kept, ...(added ? [added] : [])])] };
    },
    fields: (edit, typed) => {
      choice.reads(typed);
      return html`<p class="soft">${msg("bank-payer-means")}</p>
        ${payer.accounts.length
          ? html`<fieldset class="rows">
              <legend>${msg("bank-payer-accounts")}</legend>
              <div class="checks">
                ${payer.accounts.map(({ id, ownerName, number }) => html`<label><input type="checkbox" name="keeps-${id}" value="yes" .defaultChecked=${true} />${ownerName} · ${number}</label>`)}
              </div>
            </fieldset>`
          : nothing}
        <fieldset class="rows"><legend>${msg("bank-another-account")}</legend>${choice.view(edit, { error: edit.error("accountIds") })}</fieldset>`;
    },
    save: msg("bank-save"),
    successMessage: () => msg("bank-payer-corrected", { payer: named }),
    undoes: () => ({ what: msg("bank-payer-correction", { payer: named }), withdraws: false }),
  });
}

/** @param {Payer} payer @param {string} named */
export async function forgetPayer(payer, named) {
  const sure = await confirm(
    msg("bank-forget-ask", { payer: named }),
    html`<p>${msg("bank-forget-means")}</p>`,
    msg("bank-forget-payer"),
    msg("bank-keep"),
  );
  if (!sure) return;
  await change({
    query: UPDATE_PAYER,
    input: { payerId: payer.id, forget: true },
    successMessage: () => msg("bank-forgotten", { payer: named }),
    undoes: () => ({ what: msg("bank-forgetting", { payer: named }), withdraws: false }),
  });
}
