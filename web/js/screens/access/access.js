/** Users, their roles, and API tokens. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { button } from "../../parts/action.js";
import { tabs } from "../../parts/filters.js";
import { failed } from "../../parts/notices.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { msg, texts } from "../../texts.js";
import { roles } from "./roles.js";
import { tokens } from "./tokens.js";
import { users } from "./users.js";

await stylesheet("tabs", "access", "boxes");
await texts("access");

const PARTS = [
  { show: "", text: msg("access-users"), part: users },
  { show: "roles", text: msg("access-roles"), part: roles },
  { show: "tokens", text: msg("access-tokens"), part: tokens },
];

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  const here = PARTS.find(({ show }) => show === visit.query.get("show")) ?? PARTS[0];
  const part = here.part(visit);
  return {
    title: () => msg("shell-access"),
    load: part.load,
    keys: [{ key: "n", does: part.create.text, run: part.create.run }],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("shell-access")}</h1>
        <div class="actions">${part.others} ${button(part.create, "main")}</div>
      </div>
      ${tabs(
        msg("shell-access"),
        PARTS.map((each) => ({ text: each.text, href: each.show ? `/access?show=${each.show}` : "/access", here: each === here })),
      )}
      <div class="card" aria-busy=${part.list.busy}>${part.list.failure ? failed(part.list.failure, part.load) : nothing} ${part.rows()}</div>`,
  };
}
