/** Export what is new of a period's journal under a number. */
import { html } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { openForm } from "../parts/form.js";
import { daysText } from "../parts/period.js";
import { EXPORT_JOURNAL } from "../queries/journals.js";
import { counted } from "../words.js";

/** @typedef {import("../../types/schema.js").PeriodInput} PeriodInput */

/** @param {{ period: PeriodInput, currency?: string }} what The period, and its currency. */
export const exportJournal = (what) =>
  openForm({
    title: "Export the journal",
    query: EXPORT_JOURNAL,
    input: () => what,
    fields: () => html`<p>The journal gets a number and never changes. What is recorded later in its days is a journal of its own.</p>`,
    preview: (edit) => {
      if (edit.errors.period || edit.errors.currency) return html`<p class="problem" role="alert">${edit.errors.period ?? edit.errors.currency}</p>`;
      if (!edit.preview) return html`<p class="soft">Looking for what is new…</p>`;
      const { journal } = edit.preview;
      if (!journal) return html`<p>Nothing is new: earlier journals hold all that the period posts.</p>`;
      const days = daysText(journal.firstDay, journal.lastDay);
      return html`<p><b>${journal.number}</b>, ${days}: ${counted(journal.lines.totalCount, "line")}, ${moneyText(journal.debitCents, journal.currency)} on each side${journal.correction ? ". It corrects days that earlier journals had" : ""}.</p>`;
    },
    save: (preview) => (preview?.journal ? "Export" : ""),
    successMessage: ({ journal }) => `Exported as ${journal.number}.`,
    irreversible: () => true,
  });
