/** The schema's own words: types and fields, what they need, and a search over all of it. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { searchField } from "../../parts/filters.js";
import { counted } from "../../words.js";

const MOST = 60;

/**
 * @param {import("../../router.js").Visit} visit `type` and `search` of its query say what is shown
 * @param {Map<string, any>} types by name, without the introspection's own
 */
export function docs(visit, types) {
  const wanted = (visit.query.get("search") ?? "").trim().toLowerCase();
  const type = types.get(visit.query.get("type") ?? "Query");
  return html`<div class="docs-head">
      ${searchField(visit, { label: "Search types and fields", placeholder: "Type, field or description" })}
      <nav class="docs-start" aria-label="Where to begin" @click=${(/** @type {MouseEvent} */ event) => follow(visit, event)}>
        ${["Query", "Mutation"].filter((name) => types.has(name)).map((name) => typeLink(name))}
        <a href="?type=">All types</a>
      </nav>
    </div>
    <div class="docs-body" @click=${(/** @type {MouseEvent} */ event) => follow(visit, event)}>
      ${wanted ? foundView(wanted, types) : visit.query.get("type") === "" || !type ? allTypes(types) : typeView(type)}
    </div>`;
}

/**
 * A type's link stays on this visit, so that what is in the editor and the result stay, too.
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
 * A type as it is written, its name a link: `[Account!]!`.
 * @param {any} type
 * @returns {unknown}
 */
function typed(type) {
  if (type.kind === "NON_NULL") return html`${typed(type.ofType)}!`;
  if (type.kind === "LIST") return html`[${typed(type.ofType)}]`;
  return typeLink(type.name);
}

/**
 * Text in which what stands between backquotes is code.
 * @param {string} text
 */
const withCode = (text) => text.split("`").map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

/**
 * A description: its text, and the permissions that its last line names.
 * @param {string | null} text
 */
function described(text) {
  if (!text) return nothing;
  const [, said, needs] = /** @type {RegExpExecArray} */ (/^([\s\S]*?)(?:\s*Needs ([A-Z_, ]+)\.)?\s*$/.exec(text));
  return html`${said ? html`<p>${withCode(said)}</p>` : nothing}
  ${needs ? html`<p class="needs">Needs ${needs.split(", ").map((each) => html`<code>${each}</code> `)}</p>` : nothing}`;
}

/** @param {any} type */
function typeView(type) {
  const fields = type.fields ?? type.inputFields;
  return html`<h3>${type.name} <small>${KINDS[type.kind]}</small></h3>
    ${described(type.description)}
    ${type.interfaces?.length ? html`<p class="soft">Is a ${type.interfaces.map((/** @type {any} */ each) => typeLink(each.name))}.</p>` : nothing}
    ${type.possibleTypes?.length ? html`<p class="soft">One of ${type.possibleTypes.map((/** @type {any} */ each) => html`${typeLink(each.name)} `)}</p>` : nothing}
    <dl class="docs-fields">
      ${fields?.map((/** @type {any} */ field) => fieldView(field))}
      ${type.enumValues?.map((/** @type {any} */ value) => html`<div><dt><code>${value.name}</code></dt><dd>${described(value.description)}</dd></div>`)}
    </dl>`;
}

/** @type {Record<string, string>} */
const KINDS = { OBJECT: "type", INPUT_OBJECT: "input", ENUM: "enum", SCALAR: "scalar", INTERFACE: "interface", UNION: "union" };

/** @param {any} field */
const fieldView = (field) => html`<div>
  <dt><code><b>${field.name}</b>: ${typed(field.type)}${field.defaultValue == null ? nothing : ` = ${field.defaultValue}`}</code></dt>
  <dd>
    ${described(field.description)}
    ${field.args?.length
      ? html`<ul class="docs-arguments">
          ${field.args.map((/** @type {any} */ each) => html`<li><code><b>${each.name}</b>: ${typed(each.type)}${each.defaultValue === null ? nothing : ` = ${each.defaultValue}`}</code> ${withCode(each.description ?? "")}</li>`)}
        </ul>`
      : nothing}
  </dd>
</div>`;

/** @param {Map<string, any>} types */
const allTypes = (types) => html`<h3>All types <small>${types.size}</small></h3>
  <ul class="docs-types">
    ${[...types.values()].map((type) => html`<li>${typeLink(type.name)} <small>${KINDS[type.kind]}</small></li>`)}
  </ul>`;

/**
 * Types and fields by a part of their name, then by their descriptions.
 * @param {string} wanted
 * @param {Map<string, any>} types
 */
function foundView(wanted, types) {
  const all = [...types.values()].flatMap((type) => [
    { type, name: type.name, text: type.description ?? "", field: null },
    ...[...(type.fields ?? type.inputFields ?? []), ...(type.enumValues ?? [])].map((field) => ({ type, name: field.name, text: field.description ?? "", field })),
  ]);
  const named = all.filter(({ name }) => name.toLowerCase().includes(wanted)).sort((one, two) => one.name.length - two.name.length);
  const told = all.filter(({ name, text }) => !name.toLowerCase().includes(wanted) && text.toLowerCase().includes(wanted));
  const found = [...named, ...told];
  return html`<p class="soft" role="status">${found.length ? counted(found.length, "place") : "Nothing is called so, and nothing speaks of it."}</p>
    <dl class="docs-fields">
      ${found.slice(0, MOST).map(
        ({ type, field }) => html`<div>
          <dt><code>${typeLink(type.name)}${field ? html`.<b>${field.name}</b>` : nothing}</code></dt>
          <dd>${described((field ?? type).description)}</dd>
        </div>`,
      )}
    </dl>
    ${found.length > MOST ? html`<p class="soft">and ${found.length - MOST} more: type more of it.</p>` : nothing}`;
}
