/** The list of reports. */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { REPORTS } from "../../reports.js";
import { msg, texts } from "../../texts.js";

await stylesheet("reports");
await texts("reports");

/** @type {import("../../router.js").OpenScreen} */
export const open = () => ({
  title: () => msg("reports-title"),
  view: () => html`
    <div class="heading"><h1 tabindex="-1">${msg("reports-title")}</h1></div>
    <ul class="card report-list">
      ${REPORTS.map(({ name, title, about }) => html`<li><a data-row href="/reports/${name}">${title}</a><span class="soft">${about}</span></li>`)}
    </ul>
  `,
});
