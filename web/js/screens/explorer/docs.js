/** The schema's documentation: types, fields and required permissions, with a search. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { searchField } from "../../parts/filters.js";
import { msg, msgView, texts } from "../../texts.js";

await texts("explorer");

/** @import { Field, Type, TypeRef, Types } from "../../../types/graphql-js.js" */

const MOST = 60;

/**
 * @param {import("../../router.js").Visit} visit `type` and `search` of its query select what is shown
 * @param {Types} types by name, without the introspection's own
 */
export function docs(visit, types) {
  const wanted = (visit.query.get("search") ?? "").trim().toLowerCase();
  const type = types.get(visit.query.get("type") ?? "Query");
  return html`<div class="docs-head">
      ${searchField(visit, { label: msg("explorer-search"), placeholder: msg("explorer-search-hint") })}
      <nav class="docs-start" aria-label=${msg("explorer-start")} @click=${(/** @type {MouseEvent} */ event) => follow(visit, event)}>
        ${["Query", "Mutation"].filter((name) => types.has(name)).map((name) => typeLink(name))}
        <a href="?type=">${msg("explorer-all-types")}</a>
      </nav>
    </div>
    <div class="docs-body" @click=${(/** @type {MouseEvent} */ event) => follow(visit, event)}>
      ${wanted ? foundView(wanted, types) : visit.query.get("type") === "" || !type ? allTypes(types) : typeView(type)}
    </div>`;
}

/**
 * Follow a type's link within this visit, so that the editor and the result stay.
 * @param {import("../../router.js").Visit} visit
 * @param {MouseEvent} event
 */
function follow(visit, event) {
  const link = /** @type {Element} */ (event.target).closest("a[href^='?type=']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  visit.query.set("type", new URLSearchParams(link.getAttribute("href") ?? "").get("type") ?? "");
  visit.setQuery({ search: null });
  document.querySelector(".docs-body")?.scrollTo(0, 0);
}

/** @param {string} name */
const typeLink = (name) => html`<a href="?type=${name}">${name}</a>`;

/**
 * A type as in SDL, its name a link: `[Account!]!`.
 * @param {TypeRef} type
 * @returns {unknown}
 */
function typed(type) {
  if (type.kind === "NON_NULL") return html`${typed(type.ofType)}!`;
  if (type.kind === "LIST") return html`[${typed(type.ofType)}]`;
  return typeLink(type.name);
}

/**
 * Show text between backquotes as code.
 * @param {string} text
 */
const withCode = (text) => text.split("`").map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

/**
 * A description, with the permissions that its last line names.
 * @param {string | null} text
 */
function described(text) {
  if (!text) return nothing;
  const [, plain, needs] = /** @type {RegExpExecArray} */ (/^([\s\S]*?)(?:\s*Needs ([A-Z_, ]+)\.)?\s*$/.exec(text));
  return html`${plain ? html`<p>${withCode(plain)}</p>` : nothing}
  ${needs ? html`<p class="needs">${msgView("explorer-needs", { permissions: needs.split(", ").map((each) => html`<code>${each}</code> `) })}</p>` : nothing}`;
}

/** @param {Type} type */
function typeView(type) {
  const fields = type.fields ?? type.inputFields;
  return html`<h3>${type.name} <small>${KINDS[type.kind]}</small></h3>
    ${described(type.description)}
    ${type.interfaces?.length ? html`<p class="soft">${msgView("explorer-implements", { types: type.interfaces.map((each) => typeLink(each.name)) })}</p>` : nothing}
    ${type.possibleTypes?.length ? html`<p class="soft">${msgView("explorer-one-of", { types: type.possibleTypes.map((each) => html`${typeLink(each.name)} `) })}</p>` : nothing}
    <dl class="docs-fields">
      ${fields?.map(fieldView)}
      ${type.enumValues?.map((value) => html`<div><dt><code>${value.name}</code></dt><dd>${described(value.description)}</dd></div>`)}
    </dl>`;
}

/** @type {Record<string, string>} */
const KINDS = { OBJECT: "type", INPUT_OBJECT: "input", ENUM: "enum", SCALAR: "scalar", INTERFACE: "interface", UNION: "union" };

/** @param {Field} field */
const fieldView = (field) => html`<div>
  <dt><code><b>${field.name}</b>: ${typed(field.type)}${field.defaultValue == null ? nothing : ` = ${field.defaultValue}`}</code></dt>
  <dd>
    ${described(field.description)}
    ${field.args?.length
      ? html`<ul class="docs-arguments">
          ${field.args.map((each) => html`<li><code><b>${each.name}</b>: ${typed(each.type)}${each.defaultValue === null ? nothing : ` = ${each.defaultValue}`}</code> ${withCode(each.description ?? "")}</li>`)}
        </ul>`
      : nothing}
  </dd>
</div>`;

/** @param {Types} types */
const allTypes = (types) => html`<h3>${msg("explorer-all-types")} <small>${types.size}</small></h3>
  <ul class="docs-types">
    ${[...types.values()].map((type) => html`<li>${typeLink(type.name)} <small>${KINDS[type.kind]}</small></li>`)}
  </ul>`;

/**
 * Types and fields that match by name, then by description.
 * @param {string} wanted
 * @param {Types} types
 */
function foundView(wanted, types) {
  const all = [...types.values()].flatMap((type) => [
    { type, name: type.name, text: type.description ?? "", field: null },
    ...[...(type.fields ?? type.inputFields ?? []), ...(type.enumValues ?? [])].map((field) => ({ type, name: field.name, text: field.description ?? "", field })),
  ]);
  const named = all.filter(({ name }) => name.toLowerCase().includes(wanted)).sort((one, two) => one.name.length - two.name.length);
  const mentioned = all.filter(({ name, text }) => !name.toLowerCase().includes(wanted) && text.toLowerCase().includes(wanted));
  const found = [...named, ...mentioned];
  return html`<p class="soft" role="status">${found.length ? msg("explorer-results", { count: found.length }) : msg("explorer-no-results")}</p>
    <dl class="docs-fields">
      ${found.slice(0, MOST).map(
        ({ type, field }) => html`<div>
          <dt><code>${typeLink(type.name)}${field ? html`.<b>${field.name}</b>` : nothing}</code></dt>
          <dd>${described((field ?? type).description)}</dd>
        </div>`,
      )}
    </dl>
    ${found.length > MOST ? html`<p class="soft">${msg("explorer-refine", { count: found.length - MOST })}</p>` : nothing}`;
}
