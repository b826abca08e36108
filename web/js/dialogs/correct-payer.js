/** Correct for which accounts someone pays by bank, or forget them (domain R44a). */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { accountChoice } from "../parts/account-choice.js";
import { confirm } from "../parts/dialog.js";
import { change, openForm } from "../parts/form.js";
import { stylesheet } from "../parts/stylesheet.js";
import { PAYER_ACCOUNTS, UPDATE_PAYER } from "../queries/payers.js";

await stylesheet("operations");

/** @typedef {import("../queries/payers.js").Payers_payers_nodes} Payer */

/** @param {Payer} payer @param {string} named */
export function correctPayer(payer, named) {
  const choice = accountChoice({ query: PAYER_ACCOUNTS });
  return openForm({
    title: `${named} pays for`,
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
      return html`<p class="soft">Someone who pays for one account alone makes a proposal for a bank line surer; for several, none is sure.</p>
        ${payer.accounts.length
          ? html`<fieldset class="rows">
              <legend>Accounts</legend>
              <div class="checks">
                ${payer.accounts.map(({ id, ownerName, number }) => html`<label><input type="checkbox" name="keeps-${id}" value="yes" .defaultChecked=${true} />${ownerName} · ${number}</label>`)}
              </div>
            </fieldset>`
          : nothing}
        <fieldset class="rows"><legend>Another account</legend>${choice.view(edit, { error: edit.error("accountIds") })}</fieldset>`;
    },
    save: "Save",
    successMessage: () => `${named} is corrected.`,
    undoes: () => ({ what: `the correction of ${named}`, withdraws: false }),
  });
}

/** @param {Payer} payer @param {string} named */
export async function forgetPayer(payer, named) {
  const sure = await confirm(
    `Forget ${named}?`,
    html`<p>What is explained stays so. Who pays is remembered anew when a line of theirs is explained again.</p>`,
    "Forget payer",
    "Keep",
  );
  if (!sure) return;
  await change({
    query: UPDATE_PAYER,
    input: { payerId: payer.id, forget: true },
    successMessage: () => `${named} is forgotten.`,
    undoes: () => ({ what: `forgetting ${named}`, withdraws: false }),
  });
}
