/** The list of reports. */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { REPORTS } from "../../reports.js";

await stylesheet("reports");

/** @type {import("../../router.js").OpenScreen} */
export const open = () => ({
  title: () => "Reports",
  view: () => html`
    <div class="heading"><h1 tabindex="-1">Reports</h1></div>
    <ul class="card report-list">
      ${REPORTS.map(({ name, title, about }) => html`<li><a data-row href="/reports/${name}">${title}</a><span class="soft">${about}</span></li>`)}
    </ul>
  `,
});
