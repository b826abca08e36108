/** Export what is new of a period's journal under a number. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { moneyText } from "../money.js";
import { openForm } from "../parts/form.js";
import { daysText } from "../parts/period.js";
import { EXPORT_JOURNAL } from "../queries/journals.js";
import { msg, msgView, texts } from "../texts.js";

await texts("journal");

/** @typedef {import("../../types/schema.js").PeriodInput} PeriodInput */

/** @param {{ period: PeriodInput, currency?: string }} what The period, and its currency. */
export const exportJournal = (what) =>
  openForm({
    title: msg("journal-export-title"),
    query: EXPORT_JOURNAL,
    input: () => what,
    fields: () => html`<p>${msg("journal-export-means")}</p>`,
    preview: (edit) => {
      const wrong = edit.error("period", "currency");
      if (wrong) return html`<p class="problem" role="alert">${wrong}</p>`;
      if (!edit.preview) return edit.fresh ? nothing : html`<p class="soft">${msg("journal-looking")}</p>`;
      const { journal } = edit.preview;
      if (!journal) return html`<p>${msg("journal-nothing-new")}</p>`;
      const days = daysText(journal.firstDay, journal.lastDay);
      const amount = moneyText(journal.debitCents, journal.currency);
      const found = msgView("journal-new", { number: html`<b>${journal.number}</b>`, days, count: journal.lines.totalCount, amount });
      return html`<p>${found} ${journal.correction ? msg("journal-corrects") : nothing}</p>`;
    },
    save: (preview) => (preview?.journal ? msg("journal-export") : ""),
    successMessage: ({ journal }) => msg("journal-done", { number: journal?.number ?? "" }),
    irreversible: () => true,
  });
