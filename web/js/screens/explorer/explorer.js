/** The API explorer: run queries and mutations on the viewer's own data, with the schema's documentation. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { asFailure, ask, exchange } from "../../graphql.js";
import { button, menu } from "../../parts/action.js";
import { confirm } from "../../parts/dialog.js";
import { empty, failed, loading } from "../../parts/notices.js";
import { stylesheet } from "../../parts/stylesheet.js";
import { toast } from "../../parts/toast.js";
import { VIEWER } from "../../queries/session.js";
import { whoIsHere } from "../../session.js";
import { msg, msgView, texts } from "../../texts.js";
import { leaveTo } from "../../unsaved.js";
import { docs } from "./docs.js";
import { queryEditor } from "./editor.js";
import { examples } from "./examples.js";
import { changes, operationsOf, sampleVariables } from "./operation.js";
import { resultView } from "./result.js";
import { kept, keep } from "./session.js";

await stylesheet("explorer");
await texts("explorer");

/** @typedef {import("./operation.js").Operation} Operation */

/** @type {import("../../router.js").OpenScreen} */
export function open(visit) {
  /** @type {import("./editor.js").CodeMirror} */
  let codemirror;
  /** @type {import("./editor.js").Editor | null} */
  let editor = null;
  /** @type {import("../../graphql.js").Failure | null} */
  let failure = null;
  /** @type {import("../../../types/graphql-js.js").Types} */
  let types = new Map();
  /** @type {Awaited<ReturnType<typeof examples>>} */
  let groups = [];
  /** @type {Operation[]} */
  let operations = [];
  let chosen = "";
  let variables = "";
  let variablesProblem = "";
  let busy = false;
  /** @type {import("./result.js").Result | null} */
  let result = null;
  let asking = new AbortController();
  const past = menu(msg("explorer-history"));
  /** What came from an example or the history, or was run: leaving it loses nothing. */
  let safe = "";
  const before = kept(whoIsHere().principal);

  async function load() {
    if (editor) return;
    failure = null;
    visit.draw();
    try {
      const [module, known] = await Promise.all([import("../../../vendor/codemirror/codemirror.js"), examples()]);
      codemirror = module;
      groups = known;
      const query = /** @type {import("../../../types/graphql-js.js").IntrospectionQuery} */ (codemirror.getIntrospectionQuery());
      const introspection = await ask(query, {}, visit.signal());
      if (editor) return; // loaded twice: what is typed in the first one stays
      types = new Map(introspection.__schema.types.filter(({ name }) => !name.startsWith("__")).map((type) => [type.name, type]));
      const text = before.text || groups.flatMap(({ title, examples: [first] }) => (title === msg("shell-accounts") ? first.text : []))[0];
      variables = before.text ? before.variables : "";
      editor = queryEditor(codemirror, { introspection, text, run, changed, explain: (type) => visit.setQuery({ type, search: null }) });
      changed(text);
      if (!before.text) variables = sampleVariables(operations[0], types);
      if (!before.text || before.runs.some((each) => each.text === text && each.variables === variables)) safe = state();
    } catch (problem) {
      if (!visit.signal().aborted) failure = asFailure(problem);
    }
    visit.draw();
  }

  /** @param {string} text */
  function changed(text) {
    const now = operationsOf(codemirror.parse, text);
    if (!now.problem) operations = now.operations;
    if (!operations.some(({ name }) => name === chosen)) chosen = operations[0]?.name ?? "";
    remember();
    visit.draw();
  }

  const state = () => JSON.stringify([editor?.text(), variables]);

  visit.hold({
    holds: () => Boolean(editor) && state() !== safe,
    discard() {
      const [text, values] = safe ? JSON.parse(safe) : ["", ""];
      put(text, values);
    },
  });

  const remember = () => keep(whoIsHere().principal, { ...before, text: editor?.text() ?? before.text, variables });

  /**
   * @param {string} text
   * @param {string} [values] variables; a sample if absent
   */
  function put(text, values) {
    editor?.put(text);
    variables = values ?? (operations[0] ? sampleVariables(operations[0], types) : "");
    variablesProblem = "";
    safe = state();
    remember();
    visit.draw();
    editor?.focus();
  }

  /**
   * Put another text into the editor; asks first if what is typed was not run.
   * @param {string} text
   * @param {string} [values]
   */
  const replace = (text, values) => leaveTo(() => put(text, values));

  /** Parse the typed variables; null if they are invalid. */
  function typedVariables() {
    variablesProblem = "";
    try {
      const values = JSON.parse(variables.trim() || "{}");
      if (values && typeof values === "object" && !Array.isArray(values)) return values;
      variablesProblem = msg("explorer-object", { example: '{"number": "1001"}' });
    } catch (error) {
      variablesProblem = msg("explorer-invalid", { problem: /** @type {Error} */ (error).message });
    }
    return null;
  }

  async function run() {
    if (!editor || busy) return;
    const query = editor.text();
    const values = typedVariables();
    const { operations: here, problem } = operationsOf(codemirror.parse, query);
    if (problem) {
      result = { answer: { errors: [{ message: problem.message, locations: problem.locations }] } };
      return visit.draw();
    }
    if (!values) {
      visit.draw();
      return /** @type {HTMLElement | null} */ (document.querySelector("#variables"))?.focus();
    }
    const operation = here.find(({ name }) => name === chosen) ?? here[0];
    const real = Boolean(operation) && changes(operation, values);
    if (real && !(await mayChange(operation))) return;
    before.runs = [{ text: query, variables, name: operation?.name || operation?.roots.join(", ") || msg("explorer-unnamed-run") }, ...before.runs.filter((each) => each.text !== query || each.variables !== variables)].slice(0, 12);
    safe = state();
    remember();
    const answer = await send(query, values, here.length > 1 ? operation.name : undefined);
    if (real) offerUndo(answer?.data);
  }

  /** @param {Operation} operation */
  const mayChange = ({ roots }) =>
    confirm(
      msg("explorer-run-ask"),
      html`<p>${msgView("explorer-run-means", { mutations: html`<code>${roots.join(", ")}</code>` })}</p>
        <p>${msgView("explorer-dry-run", { option: html`<code>dryRun: true</code>` })}</p>`,
      msg("explorer-run"),
    );

  /**
   * @param {string} query
   * @param {Record<string, unknown>} values
   * @param {string} [operationName]
   * @returns {Promise<import("../../graphql.js").Answer | undefined>} the response, if any
   */
  async function send(query, values, operationName) {
    busy = true;
    asking = new AbortController();
    visit.draw();
    const from = performance.now();
    let answer;
    try {
      answer = await exchange({ query, variables: values, operationName }, asking.signal);
      if (answer.errors?.[0]?.extensions?.code === "UNAUTHENTICATED") {
        await ask(VIEWER, {}); // signs in again
        answer = await exchange({ query, variables: values, operationName }, asking.signal);
      }
      result = { answer, milliseconds: performance.now() - from };
    } catch (problem) {
      if (!asking.signal.aborted) result = { answer: { errors: [{ message: /** @type {Error} */ (problem).message }] } };
    }
    busy = false;
    visit.draw();
    return answer;
  }

  /**
   * Offer Undo for a mutation that selected its batch.
   * @param {import("../../graphql.js").Answer["data"]} data
   */
  function offerUndo(data) {
    const batches = Object.values(data ?? {}).flatMap((each) => /** @type {{ batch?: { id?: string } | null } | null} */ (each)?.batch?.id ?? []);
    if (batches.length) toast(msg("explorer-ran"), batches);
  }

  function bar() {
    return html`<div class="explorer-bar">
      ${busy
        ? html`<button type="button" class="button" @click=${() => asking.abort()}>${msg("explorer-stop")}</button>`
        : button({ text: msg("explorer-run"), key: "Ctrl+Enter", run }, "main")}
      ${operations.length > 1
        ? html`<label class="choice"><span class="visually-hidden">${msg("explorer-operation")}</span>
            <select @change=${(/** @type {Event} */ event) => (chosen = /** @type {HTMLSelectElement} */ (event.target).value)}>
              ${operations.map(({ name }) => html`<option value=${name} .selected=${name === chosen}>${name || msg("explorer-unnamed")}</option>`)}
            </select></label>`
        : nothing}
      <label class="choice"
        ><span class="visually-hidden">${msg("explorer-examples")}</span>
        <select
          @change=${(/** @type {Event} */ event) => {
            const select = /** @type {HTMLSelectElement} */ (event.target);
            const [group, index] = select.value.split(" ").map(Number);
            select.value = "";
            replace(groups[group].examples[index].text);
          }}
        >
          <option value="">${msg("explorer-examples-are")}</option>
          ${groups.map(
            ({ title, examples: each }, group) => html`<optgroup label=${title}>${each.map((example, index) => html`<option value="${group} ${index}">${example.title}</option>`)}</optgroup>`,
          )}
        </select></label
      >
      ${before.runs.length ? past(before.runs.map((each) => ({ text: each.name, run: () => replace(each.text, each.variables) }))) : nothing}
    </div>`;
  }

  function body() {
    if (failure?.code === "DOCUMENT_NOT_TRUSTED") {
      return html`<div class="card">${empty(msg("explorer-trusted-only"), msg("explorer-trusted-how"))}</div>`;
    }
    if (failure) return html`<div class="card">${failed(failure, load)}</div>`;
    if (!editor) return html`<div class="card">${loading(msg("explorer-the-editor"), 10)}</div>`;
    return html`${bar()}
      <div class="explorer">
        <section class="card asking" aria-label=${msg("explorer-query")}>
          ${editor.element}
          <div class="variables">
            <label for="variables">${msgView("explorer-variables", { format: html`<span class="soft">(JSON)</span>` })}</label>
            <textarea
              id="variables"
              rows="6"
              spellcheck="false"
              autocomplete="off"
              aria-invalid=${variablesProblem ? "true" : "false"}
              aria-describedby="variables-problem"
              .value=${variables}
              @input=${(/** @type {Event} */ event) => {
                variables = /** @type {HTMLTextAreaElement} */ (event.target).value;
                if (variablesProblem) typedVariables();
                remember();
                visit.draw();
              }}
            ></textarea>
            <p class="problem-line" id="variables-problem">${variablesProblem}</p>
          </div>
        </section>
        <section class="card answer" aria-label=${msg("explorer-result")} aria-busy=${busy}>${resultView(result, busy, editor.goTo)}</section>
        <section class="card docs" aria-label=${msg("explorer-schema")}>
          <h2>${msg("explorer-schema")}</h2>
          ${docs(visit, types)}
        </section>
      </div>`;
  }

  return {
    title: () => msg("shell-api"),
    load,
    keys: [{ key: "Ctrl+Enter", does: msg("explorer-key-run"), inFields: true, run }],
    view: () => html`<div class="heading">
        <h1 tabindex="-1">${msg("shell-api")}</h1>
        <p class="soft">${msgView("explorer-about", { address: html`<code>/graphql</code>`, person: whoIsHere().name })}</p>
      </div>
      ${body()}`,
  };
}
