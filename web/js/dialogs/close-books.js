/** Close a period, and open one again. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { dateField, textField } from "../parts/field.js";
import { openForm } from "../parts/form.js";
import { CLOSE_BOOKS, REOPEN_BOOKS } from "../queries/closing.js";
import { dateText } from "../words.js";

/** @param {string} through The day that is offered. */
export const closeBooks = (through) =>
  openForm({
    title: "Close a period",
    query: CLOSE_BOOKS,
    input(typed, problem) {
      if (!typed("through")) problem("through", "Enter the last day to close.");
      return { through: typed("through"), reconciliations: typed("reconciliations") === "yes" };
    },
    fields: (edit) => html`
      <p>Nothing is recorded, undone or moved in a closed period. Its reports stay as they are, whatever is recorded later.</p>
      ${dateField({ name: "through", label: "Close all days through", value: through, error: edit.error("through"), focus: true })}
      <label class="box">
        <input type="checkbox" name="reconciliations" value="yes" />
        <span>Close reconciliations too<small class="hint">Otherwise money of the period can still be matched.</small></span>
      </label>
    `,
    save: "Close the period",
    successMessage: ({ booksClosing }) => `The books are closed through ${dateText(booksClosing.through)}.`,
    irreversible: () => true,
  });

/** @param {string} through The last day of the closing. */
export const reopenBooks = (through) =>
  openForm({
    title: `Reopen the period through ${dateText(through)}`,
    query: REOPEN_BOOKS,
    input: (typed) => ({ through, reason: typed("reason") || undefined }),
    fields: (edit) => html`
      <p>Days of this period, and of every later one, can be changed again. Reports can then differ from what was handed on.</p>
      ${textField({ name: "reason", label: "Reason", optional: true, error: edit.error("reason", "through"), hint: "Kept with the closing.", focus: true })}
    `,
    save: "Reopen",
    successMessage: ({ booksClosing }) => `The period through ${dateText(booksClosing.through)} is open again.`,
    irreversible: () => true,
    danger: true,
  });
