/** Close a period, and open one again. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { CLOSE_BOOKS, REOPEN_BOOKS } from "../queries/closing.js";
import { msg, texts } from "../texts.js";
import { dateText } from "../words.js";

await texts("closing");

/** @param {string} through The day that is offered. */
export const closeBooks = (through) =>
  openForm({
    title: msg("closing-close"),
    query: CLOSE_BOOKS,
    input(typed, problem) {
      if (!typed("through")) problem("through", msg("closing-enter-day"));
      return { through: typed("through"), reconciliations: typed("reconciliations") === "yes" };
    },
    fields: (edit) => html`
      <p>${msg("closing-means")}</p>
      ${dateField({ name: "through", label: msg("closing-all-days"), value: through, error: edit.error("through"), focus: true })}
      <label class="box">
        <input type="checkbox" name="reconciliations" value="yes" />
        <span>${msg("closing-reconciliations-too")}<small class="hint">${msg("closing-reconciliations-hint")}</small></span>
      </label>
    `,
    save: msg("closing-save"),
    successMessage: ({ booksClosing }) => msg("closing-done", { date: dateText(booksClosing.through) }),
    irreversible: () => true,
  });

/** @param {string} through The last day of the closing. */
export const reopenBooks = (through) =>
  openForm({
    title: msg("closing-reopen-title", { date: dateText(through) }),
    query: REOPEN_BOOKS,
    input: (typed) => ({ through, reason: typed("reason") || undefined }),
    fields: (edit) => html`
      <p>${msg("closing-reopen-means")}</p>
      ${textField({ name: "reason", label: msg("closing-reason"), optional: true, error: edit.error("reason", "through"), hint: msg("closing-reason-hint"), focus: true })}
    `,
    save: msg("closing-reopen"),
    successMessage: ({ booksClosing }) => msg("closing-reopen-done", { date: dateText(booksClosing.through) }),
    irreversible: () => true,
    danger: true,
  });
